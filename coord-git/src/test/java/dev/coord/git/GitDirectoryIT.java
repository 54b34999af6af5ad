package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.BadInput;
import dev.coord.git.place.GitDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What git itself says is the measure. */
class GitDirectoryIT {

    @TempDir
    Path temp;

    private Path repository;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = repository("a repo");
        Files.createDirectory(repository.resolve("dir"));
    }

    @Test
    void agreesWithGitInAWorkTree() throws Exception {
        assertAgreement(repository);
        assertAgreement(repository.resolve("dir"));
    }

    @Test
    void agreesWithGitInALinkedWorkTree() throws Exception {
        Scripts.run(repository, "git worktree add -q ../linked");

        assertAgreement(temp.resolve("linked"));
    }

    @Test
    void agreesWithGitInABareRepository() throws Exception {
        Scripts.run(temp, "git clone -q --bare 'a repo' bare");

        assertAgreement(temp.resolve("bare"));
    }

    @Test
    void agreesWithGitInASubmodule() throws Exception {
        Path outer = repository("outer");
        Scripts.run(outer, "git -c protocol.file.allow=always submodule --quiet add '" + repository + "' sub");

        assertAgreement(outer.resolve("sub"));
    }

    @Test
    void agreesWithGitWithASeparateGitDirectory() throws Exception {
        Path own = Files.createDirectory(temp.resolve("own"));
        Scripts.run(own, "git init -q --separate-git-dir ../elsewhere");

        assertAgreement(own);
    }

    @Test
    void agreesWithGitBehindASymbolicLink() throws Exception {
        Path other = repository("other");
        Path inside = Files.createSymbolicLink(other.resolve("inside"), repository.resolve("dir"));
        Path outside = Files.createSymbolicLink(temp.resolve("outside"), repository.resolve("dir"));

        assertAgreement(inside);
        assertAgreement(outside);
        assertAgreement(inside.resolve(".."));
        assertThat(GitDirectory.commonTo(inside)).contains(repository.resolve(".git"));
    }

    @Test
    void refusesWhatIsNoDirectory() {
        assertThatThrownBy(() -> GitDirectory.commonTo(repository.resolve("file")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("it is not a directory");
        assertThatThrownBy(() -> GitDirectory.commonTo(repository.resolve("dir/none")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("there is no such directory");
    }

    @Test
    void findsNothingOutsideOfAnyRepository() {
        assertThat(GitDirectory.commonTo(temp)).isEmpty();
    }

    @Test
    void saysThatAPointerLeadsNowhere() throws Exception {
        Path broken = Files.createDirectory(temp.resolve("broken"));
        Files.writeString(broken.resolve(".git"), "gitdir: ../nowhere\n");

        assertThatThrownBy(() -> GitDirectory.commonTo(broken))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("nowhere");
    }

    private Path repository(String name) {
        Sandbox sandbox = Sandbox.in(temp.resolve(name));
        sandbox.write("file", "x\n");
        return sandbox.directory;
    }

    private static void assertAgreement(Path directory) throws Exception {
        String git = Scripts.run(directory, "git rev-parse --path-format=absolute --git-common-dir")
                .strip();

        assertThat(GitDirectory.commonTo(directory)).contains(Path.of(git).toRealPath());
    }
}
