package dev.coord.cli.demo;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.SafeText;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The project of the demo.
 *
 * @param directory where everything lies
 */
public record DemoProject(Path directory) {

    private static final List<String> BESIDE = List.of("features.json", "agent.sh", "check.sh");
    private static final List<String> FILES =
            List.of("README.md", "package.json", "tsconfig.json", "app/page.tsx", "supabase/migrations/000_init.sql");

    /** Makes a repository with one commit in a new temporary directory. */
    static DemoProject create() throws InterruptedException {
        try {
            DemoProject project =
                    new DemoProject(Files.createTempDirectory("coord-demo-").toRealPath());
            for (String name : BESIDE) {
                copy(name, project.directory.resolve(name));
            }
            for (String name : FILES) {
                copy("web/" + name, project.repository().resolve(name));
            }
            project.git("init", "--quiet", "--initial-branch=main");
            project.git("config", "user.name", "demo");
            project.git("config", "user.email", "demo@localhost");
            project.git("add", "--all");
            project.git(
                    "-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false", "commit", "--quiet", "-m", "Begin");
            return project;
        } catch (IOException e) {
            throw new StoreFailed(
                    "cannot make the demo's project in the directory for temporary files: " + FailureText.of(e), e);
        }
    }

    Path repository() {
        return directory.resolve("web");
    }

    public Path features() {
        return directory.resolve("features.json");
    }

    /** The words of {@code coord run}. */
    public List<String> run() {
        return List.of(
                "run",
                features().toString(),
                "--repo",
                repository().toString(),
                "--agent",
                "sh " + quoted(directory.resolve("agent.sh")),
                "--test",
                "sh " + quoted(directory.resolve("check.sh")) + " " + quoted(features()),
                "--agents",
                "3",
                "--overlap",
                "optimistic",
                "--timeout",
                "1m");
    }

    String git(String... args) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("git", "-C", repository().toString()));
        words.addAll(List.of(args));
        Child.Ended ended = Child.run(words);
        if (ended.status() != 0) {
            throw new IOException(
                    String.join(" ", words) + " said: " + ended.output().strip());
        }
        return ended.output();
    }

    private static String quoted(Path path) {
        return SafeText.shellWord(path.toString());
    }

    private static void copy(String resource, Path to) throws IOException {
        try (InputStream in = DemoProject.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the jar has no " + resource);
            }
            Files.createDirectories(to.resolveSibling("."));
            Files.copy(in, to);
        }
    }
}
