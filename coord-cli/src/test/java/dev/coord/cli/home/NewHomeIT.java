package dev.coord.cli.home;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** New state lies in no work tree, unless git ignores the place. */
class NewHomeIT {

    @TempDir
    Path temp;

    private Path repository;

    @BeforeEach
    void makeARepository() throws Exception {
        repository = CoordProcess.repository(temp.resolve("r"), "README", "read me\n");
    }

    private static Called acquire(Path home) {
        return Called.coord(
                "lock", "acquire", "--agent", "a", "--feature", "A", "--write", "x", "--dir", home.toString());
    }

    private List<String> changed() throws Exception {
        return CoordProcess.git(repository, "status", "--porcelain", "--untracked-files=all")
                .out()
                .lines()
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "coord",
                "a/b/coord",
                "./coord/",
                ".git",
                "../r/coord",
                "../link/coord",
                "README",
                "README/x",
                "dangling",
                "../out/into/../coord",
                "st",
                ":/ignored",
                ".git/worktrees",
                ".git/refs/heads",
                ".git/OBJECTS/coord",
                ".git/worktrees/linked/coord",
                ".git/worktrees/linked",
                ".git/rebase-merge",
                ".git/ORIG_HEAD/x",
                ".git/coord-running",
                ".git/index.lock"
            })
    void refusesAPlaceInTheWorkTree(String place) throws Exception {
        Files.createSymbolicLink(temp.resolve("link"), repository);
        Files.createSymbolicLink(repository.resolve("dangling"), temp.resolve("nothing"));
        Files.createDirectories(repository.resolve("sub/deep"));
        Files.createDirectory(repository.resolve(":"));
        Files.createDirectory(temp.resolve("out"));
        Files.createSymbolicLink(temp.resolve("out/into"), repository.resolve("sub/deep"));
        Files.writeString(repository.resolve(".git/info/exclude"), "*.json\n/ignored/\n");
        CoordProcess.git(
                repository, "worktree", "add", "-q", temp.resolve("linked").toString());
        List<String> before = changed();

        Called refused = acquire(repository.resolve(place));

        assertThat(refused.status()).as(refused.toString()).isEqualTo(2);
        assertThat(refused.err()).contains("cannot keep state", "nothing was changed", "--dir");
        assertThat(changed()).isEqualTo(before);
        assertThat(temp.resolve("nothing")).doesNotExist();
        assertThat(repository.resolve(".git/coordination.d")).doesNotExist();
    }

    static Stream<String> outside() {
        return Stream.of(
                ".git/coord",
                ".git/x/y",
                "../beside",
                "../beside/",
                "../beside/a/b",
                "ignored",
                "ignored/a",
                "tmp/coord",
                ":(literal)y",
                "st",
                "../out/into/../coord");
    }

    @ParameterizedTest
    @MethodSource("outside")
    void takesAPlaceOutsideOrThatGitIgnores(String place) throws Exception {
        Files.writeString(repository.resolve(".git/info/exclude"), "/ignored/\ntmp/*\n:(literal)y\n/st/**\n");
        Files.createDirectories(temp.resolve("real/deep"));
        Files.createDirectory(temp.resolve("out"));
        Files.createSymbolicLink(temp.resolve("out/into"), temp.resolve("real/deep"));

        Called granted = acquire(repository.resolve(place));

        assertThat(granted.status()).as(granted.toString()).isZero();
        assertThat(changed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"plain", "it's$(touch pwned)'x", "a[b]*?\\c", "blank ", "two\nlines", "#1", "!x/\u00e9", "-n"})
    void showsACommandThatHasGitIgnoreThePlace(String place) throws Exception {
        Files.delete(repository.resolve(".git/info/exclude"));
        Files.delete(repository.resolve(".git/info"));
        String refused = acquire(repository.resolve(place)).err();
        String command = refused.substring(refused.indexOf("ignore the place: ") + "ignore the place: ".length());

        CoordProcess.run(repository, Map.of(), List.of("/bin/bash", "-c", command.strip()));

        assertThat(acquire(repository.resolve(place)).status()).as(command).isZero();
        assertThat(changed()).isEmpty();
    }

    @Test
    void showsNoCommandToIgnoreAWholeWorkTree() {
        assertThat(acquire(repository).err()).contains("leave both out").doesNotContain("ignore the place");
    }

    @Test
    void refusesTheRootOfTheFileSystem() {
        assertThat(acquire(Path.of("/")).err()).contains("the root of the file system");
    }

    @Test
    void refusesABareRepositoryButNoDirectoryInIt() throws Exception {
        CoordProcess.git(temp, "init", "-q", "--bare", "bare.git");

        assertThat(acquire(temp.resolve("bare.git")).err()).contains("it is the directory of a git repository");
        assertThat(acquire(temp.resolve("bare.git/coord")).status()).isZero();
    }

    @Test
    void refusesTheWorkTreeOfALinkedWorkTreeToo() throws Exception {
        CoordProcess.git(
                repository, "worktree", "add", "-q", temp.resolve("linked").toString());

        assertThat(acquire(temp.resolve("linked/coord")).err()).contains("cannot keep state");
    }

    @Test
    void usesStateThatLiesThereAlready() throws Exception {
        acquire(temp.resolve("before"));
        Files.move(temp.resolve("before"), repository.resolve("coord"));
        String home = repository.resolve("coord").toString();

        Called list = Called.coord("lock", "list", "--json", "--dir", home);
        String lease = list.out().replaceAll("(?s).*\"lease_id\": \"([^\"]*)\".*", "$1");

        assertThat(Called.coord("lock", "release", lease, "--dir", home).status())
                .isZero();
        assertThat(Called.coord("status", "--dir", home).status()).isZero();
        assertThat(Called.coord("doctor", "--dir", home).out()).contains("all is well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "lock list", "conflicts", "history"})
    void makesNothingToShowThatThereIsNothing(String command) {
        Called shown =
                Called.coord(Map.of("COORD_DIR", repository.resolve("coord").toString()), command.split(" "));

        assertThat(shown.status()).as(shown.toString()).isZero();
        assertThat(repository.resolve("coord")).doesNotExist();
    }

    @Test
    void refusesARunThatWouldKeepItsStateInTheWorkTree() throws Exception {
        Path features = Called.file(temp, "f.json", "{\"A\": {\"file_writes\": [\"a\"]}}");

        Called refused = Called.coord(
                "run",
                features.toString(),
                "--agent",
                "true",
                "--repo",
                repository.toString(),
                "--dir",
                repository.resolve("coord").toString());

        assertThat(refused.status()).isEqualTo(2);
        assertThat(changed()).isEmpty();
    }
}
