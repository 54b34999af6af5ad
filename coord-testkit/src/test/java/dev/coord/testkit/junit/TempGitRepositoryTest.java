package dev.coord.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TempGitRepositoryTest {

    private static Path last = Path.of("");

    @AfterAll
    static void isDeletedAfterwards() {
        assertThat(last).isAbsolute().doesNotExist();
    }

    @Test
    void hasOneCommitOnMainAndWorks(@TempGitRepository Path repository) throws Exception {
        last = repository;
        Files.writeString(repository.resolve("a.txt"), "a\n");

        assertThat(git(repository, Map.of(), "add", "a.txt")).isEmpty();
        assertThat(git(repository, Map.of(), "commit", "--quiet", "-m", "second"))
                .isEmpty();

        assertThat(git(repository, Map.of(), "log", "--format=%an <%ae> %s %D"))
                .isEqualTo("Test <test@example.org> second HEAD -> main\nTest <test@example.org> begin");
    }

    @Test
    void eachParameterHasItsOwn(@TempGitRepository Path one, @TempGitRepository Path other) {
        assertThat(one).isNotEqualTo(other).isDirectoryContaining(path -> path.endsWith("README.md"));
        assertThat(other).isDirectoryContaining(path -> path.endsWith("README.md"));
    }

    /** Nobody's hooks, keys, templates and names get into a test. */
    @Test
    void whatTheUserConfiguredChangesNothing(@TempDir Path home) throws Exception {
        Path hooks = Files.createDirectories(home.resolve("hooks"));
        Path hook = Files.writeString(hooks.resolve("pre-commit"), "#!/bin/sh\necho no; exit 1\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        Path config = Files.writeString(
                home.resolve(".gitconfig"),
                "[user]\n name = Eve\n[commit]\n gpgSign = true\n[gpg]\n program = /nonexistent\n[core]\n hooksPath = "
                        + hooks + "\n excludesFile = " + Files.writeString(home.resolve("ignore"), "*.txt\n")
                        + "\n[init]\n templateDir = " + home + "\n defaultBranch = trunk\n");
        Map<String, String> hostile =
                Map.of("HOME", home.toString(), "GIT_CONFIG_GLOBAL", config.toString(), "GIT_DIR", "/nonexistent");
        Map<String, String> all = new HashMap<>(System.getenv());
        all.putAll(hostile);

        Path repository = TempGitRepositories.make(home.resolve("repository"), all);
        Files.writeString(repository.resolve("a.txt"), "a\n");
        Map<String, String> user = Map.of("HOME", home.toString(), "GIT_CONFIG_GLOBAL", config.toString());

        assertThat(git(repository, user, "add", "a.txt")).isEmpty();
        assertThat(git(repository, user, "commit", "--quiet", "-m", "second")).isEmpty();
        assertThat(git(repository, user, "log", "--format=%an %s")).isEqualTo("Test second\nTest begin");
        assertThat(git(repository, user, "branch", "--format=%(refname:short)")).isEqualTo("main");
    }

    private static String git(Path directory, Map<String, String> environment, String... words)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder("git").directory(directory.toFile()).redirectErrorStream(true);
        builder.command().addAll(List.of(words));
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
