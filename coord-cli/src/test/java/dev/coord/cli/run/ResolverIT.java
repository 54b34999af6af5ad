package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Conflicts that somebody is asked to resolve. */
@Timeout(180)
class ResolverIT {

    private static final String LIST = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";

    private static final String BOTH = "sed -i -e '/^<<<<<<< /d' -e '/^||||||| /,/^=======$/d' -e '/^>>>>>>> /d' list";

    @TempDir
    private Path temp;

    private Path repository;
    private Path features;

    @BeforeEach
    void twoBranchesThatConflict() throws Exception {
        repository = CoordProcess.repository(temp.toRealPath().resolve("repo"), "list", LIST);
        features = Called.file(temp, "features.json", "{\"a\": {\"description\": \"What *a* is.\"}, \"b\": {}}");
        branch("a");
        branch("b");
    }

    private void branch(String name) throws Exception {
        git("switch", "--quiet", "--create", "feature/" + name, "main");
        Files.writeString(repository.resolve("list"), LIST.replace("5", name));
        git("commit", "--quiet", "--all", "--message", name);
        git("switch", "--quiet", "main");
    }

    private String git(String... arguments) throws Exception {
        return CoordProcess.git(repository, arguments).out();
    }

    private Called integrate(String resolver, String... more) throws IOException {
        String[] words = {"integrate", features.toString(), "--repo", repository.toString(), "--resolver", resolver};
        String[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return Called.coord(all);
    }

    private static String flat(Called called) {
        return (called.out() + called.err()).replaceAll("\\s+", " ");
    }

    @Test
    void anAnswerLandsAndTheBranchStaysAsItIs() throws Exception {
        String before = git("rev-parse", "feature/b");
        Path seen = temp.resolve("seen");

        Called landed = integrate("env >" + seen + "; cat - \"$COORD_FEEDBACK_FILE\" >>" + seen + "; " + BOTH);

        assertThat(landed.status()).as("%s", landed).isZero();
        assertThat(flat(landed)).contains("conflict in 'list' line 5; the resolver is asked");
        assertThat(Files.readString(repository.resolve("list"))).isEqualTo(LIST.replace("5", "a\nb"));
        assertThat(Files.readString(seen))
                .contains("COORD_TRY=2", "COORD_FEATURE=b", "COORD_BRANCH=coord-resolve/b")
                .contains("# The work on this feature did not land", "What *a* is.", "### list, line 5");
        assertThat(git("rev-parse", "feature/b")).isEqualTo(before);
        assertThat(git("merge-base", "--is-ancestor", "feature/b", "main")).isEmpty();
        assertThat(git("branch", "--list", "coord-resolve/*")).isEmpty();
        assertThat(git("worktree", "list").lines()).hasSize(1);
        assertThat(temp.resolve("repo.coord")).doesNotExist();
        assertThat(integrate("false").status()).as("nothing to do").isZero();
    }

    @Test
    void withoutAnAnswerBothSidesAreTold() throws Exception {
        Called marks = integrate("true");
        Called failed = integrate("exit 3");
        Called late = integrate("echo $$ >" + temp.resolve("pid") + "; sleep 1000", "--timeout", "2s");

        assertThat(marks.status()).isEqualTo(1);
        assertThat(flat(marks)).contains("feature 'b' did not land: a conflict is not resolved: 'list' line 5-");
        assertThat(flat(failed))
                .contains("feature 'b' did not land: it does not merge with a: conflict in 'list' line 5; the"
                        + " resolver failed: exit status 3");
        assertThat(flat(late)).contains("the resolver failed: timed out after 2s");
        String pid = Files.readString(temp.resolve("pid")).strip();
        assertThat(ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive))
                .isEmpty();
        assertThat(Files.readString(repository.resolve("list"))).isEqualTo(LIST.replace("5", "a"));
    }

    @Test
    void anAnswerThatDropsWhatBothHadDoesNotLand() throws Exception {
        Called emptied = integrate("rm list; echo >other");

        assertThat(emptied.status()).as("%s", emptied).isEqualTo(1);
        assertThat(Files.readString(repository.resolve("list"))).isEqualTo(LIST.replace("5", "a"));
    }
}
