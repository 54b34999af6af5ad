package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.core.process.CallerEnvironment;
import dev.coord.git.command.GitVersion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GitRepositoryIT {

    @TempDir
    Path temp;

    private void refuses(String path, String message) {
        assertThatThrownBy(() -> GitRepository.open(temp.resolve(path)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining(message);
    }

    @Test
    void saysWhatIsNoRepository() {
        Scripts.run(temp, "touch file; mkdir plain; git init -q --bare bare.git");

        refuses("none", "there is no such directory");
        refuses("file", "it is not a directory");
        refuses("plain", "is not in a git repository");
        refuses("bare.git", "in no work tree");
    }

    @Test
    void refusesARepositoryWithoutItsWholeHistoryOrObjects() {
        Sandbox sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.commitAll("second");
        sandbox.git("config", "uploadpack.allowFilter", "true");
        Scripts.run(
                temp,
                "git clone -q --depth 1 file://$PWD/repo shallow; git clone -q --filter=blob:none file://$PWD/repo partial");

        refuses("shallow", "git fetch --unshallow");
        refuses("partial", "partial clone");
    }

    @Test
    void tellsABrokenRepositoryFromNone() {
        Sandbox broken = Sandbox.in(temp.resolve("broken"));
        broken.write(".git/config", "[core");

        refuses("broken", "git cannot work in the repository");
    }

    @Test
    void refusesAPlaceWithALineEndInItsName() {
        Sandbox.in(temp.resolve("two\nlines"));

        refuses("two\nlines", "there is a line end in its name");
    }

    @Test
    void findsTheTopFromInsideAndFromARelativePath() {
        Sandbox sandbox = Sandbox.in(temp.resolve("repo"));
        sandbox.write("deep/er/file", "x");
        Path relative = Path.of("")
                .toAbsolutePath()
                .relativize(sandbox.directory.toAbsolutePath().resolve("deep"));

        GitRepository repository = GitRepository.open(relative);

        assertThat(repository.directory()).isEqualTo(sandbox.directory.toAbsolutePath());
        assertThat(repository.commonDirectory())
                .isEqualTo(sandbox.directory.toAbsolutePath().resolve(".git"));
        assertThat(repository.checkedOutBranch()).contains(Sandbox.MAIN);
    }

    @Test
    void hasOnePlaceForWorkTreesWhereverOneStands() {
        Sandbox sandbox = Sandbox.in(temp.resolve("repo"));
        Path linked = temp.resolve("elsewhere/linked");
        sandbox.git("worktree", "add", "--quiet", "--detach", linked.toString());
        sandbox.git("submodule", "--quiet", "add", "--", sandbox.directory.toString(), "sub");

        assertThat(GitRepository.open(linked).workspaces())
                .isEqualTo(temp.toAbsolutePath().resolve("repo.coord"));
        assertThat(GitRepository.open(linked).checkedOutBranch()).isEmpty();
        assertThat(GitRepository.open(sandbox.directory.resolve("sub")).workspaces())
                .isEqualTo(temp.toAbsolutePath().resolve("repo.coord"));
    }

    @Test
    void commitsAsTheUserOrAsCoord() {
        Sandbox sandbox = Sandbox.in(temp.resolve("repo"));
        assertThat(sandbox.repository().internal().identity().environment()).containsEntry("GIT_AUTHOR_NAME", "Ada");
        assertThat(sandbox.repository().internal().identity().forAgents()).isEmpty();

        sandbox.git("config", "--unset", "user.name");
        sandbox.git("config", "--unset", "user.email");

        assertThat(sandbox.repository().internal().identity().forAgents())
                .containsEntry("GIT_COMMITTER_NAME", "coord")
                .containsEntry("GIT_COMMITTER_EMAIL", "coord@localhost");
        assertThat(sandbox.git(
                        "log",
                        "-1",
                        "--format=%an <%ae>",
                        sandbox.made("P1", "a", "1").tip().value()))
                .isEqualTo("coord <coord@localhost>");
    }

    @Test
    void shutsOutWhatAHookHandsDown() {
        Map<String, String> environment = new HashMap<>(Map.of(
                "GIT_DIR", "/elsewhere/.git",
                "GIT_INDEX_FILE", "/elsewhere/index",
                "GIT_CONFIG_COUNT", "1",
                "GIT_CONFIG_GLOBAL", "/home/ada/.gitconfig",
                "PATH", "/bin"));

        CallerEnvironment.strip(environment);

        assertThat(environment).containsOnlyKeys("GIT_CONFIG_GLOBAL", "PATH");
    }

    @ParameterizedTest
    @ValueSource(strings = {"git version 2.34.1", "git version 1.9.0", "hello"})
    void refusesAGitThatCannotMergeTrees(String version) {
        assertThatThrownBy(() -> GitVersion.require(version))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("git 2.38");
    }

    @ParameterizedTest
    @ValueSource(strings = {"git version 2.38.0", "git version 2.39.5 (Apple Git-154)", "git version 3.0.0"})
    void acceptsALaterGit(String version) {
        assertThatCode(() -> GitVersion.require(version)).doesNotThrowAnyException();
    }
}
