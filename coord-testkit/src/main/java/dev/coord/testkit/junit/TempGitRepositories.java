package dev.coord.testkit.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Makes what {@link TempGitRepository} asks for, and deletes it. Public for JUnit alone. */
public final class TempGitRepositories implements ParameterResolver {

    /** Each would otherwise be the user's, the system's, or that of a hook in which the tests run. */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("user.name", "Test"),
            Map.entry("user.email", "test@example.org"),
            Map.entry("commit.gpgSign", "false"),
            Map.entry("tag.gpgSign", "false"),
            Map.entry("core.hooksPath", ".git/hooks"),
            Map.entry("core.excludesFile", ".git/no-excludes"),
            Map.entry("core.attributesFile", ".git/no-attributes"),
            Map.entry("core.autocrlf", "false"),
            Map.entry("core.fsmonitor", "false"),
            Map.entry("gc.auto", "0"),
            Map.entry("maintenance.auto", "false")); // nothing writes there while it is deleted

    private static final Namespace NAMESPACE = Namespace.create(TempGitRepositories.class);

    /** For JUnit, which makes one where the annotation stands. */
    public TempGitRepositories() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(TempGitRepository.class)
                && parameter.getParameter().getType() == Path.class;
    }

    @Override
    public Path resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            Path home = Files.createTempDirectory("coord-git").toRealPath();
            AutoCloseable deletion = () -> delete(home);
            context.getStore(NAMESPACE).put(home, deletion);
            return make(home.resolve("repository"), System.getenv());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a git repository for a test", e);
        }
    }

    /** With the user's environment, whatever it says of git. */
    static Path make(Path repository, Map<String, String> environment) throws IOException {
        Files.createDirectories(repository);
        git(repository, environment, List.of("init", "--quiet", "--template=", "--initial-branch=main"));
        for (Map.Entry<String, String> setting : SETTINGS.entrySet()) {
            git(repository, environment, List.of("config", setting.getKey(), setting.getValue()));
        }
        Files.writeString(repository.resolve("README.md"), "begin\n");
        git(repository, environment, List.of("add", "README.md"));
        git(repository, environment, List.of("commit", "--quiet", "--message=begin"));
        return repository;
    }

    private static void git(Path directory, Map<String, String> environment, List<String> words) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("git").directory(directory.toFile()).redirectErrorStream(true);
        builder.command().addAll(words);
        builder.environment().clear();
        environment.forEach((name, value) -> {
            if (!name.startsWith("GIT_")) {
                builder.environment().put(name, value);
            }
        });
        builder.environment().putAll(Map.of("GIT_CONFIG_NOSYSTEM", "1", "GIT_CONFIG_GLOBAL", "/dev/null"));
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException("git " + String.join(" ", words) + " failed: " + output.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted in git " + String.join(" ", words), e);
        }
    }

    private static void delete(Path home) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
