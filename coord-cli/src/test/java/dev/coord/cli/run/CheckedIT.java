package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features say how it is told whether they work: what does not goes back to its agent, and the rest lands. */
class CheckedIT {

    /** Does well once it has been told what the check says. */
    private static final String AGENT =
            "[ -z \"$COORD_FEEDBACK_FILE\" ] || cp \"$COORD_FEEDBACK_FILE\" $COORD_DIR/told-$COORD_FEATURE;"
                    + " echo try $COORD_TRY > $COORD_FEATURE.txt";

    private static final String FEATURES = """
            {
              "mended":  {"file_writes": ["mended.txt"],  "check": "cat mended.txt; echo junk > junk; grep -q 2 mended.txt"},
              "never":   {"file_writes": ["never.txt"],   "check": "echo waits; sleep 60"},
              "plain":   {"file_writes": ["plain.txt"]}
            }
            """;

    @TempDir
    private Path temp;

    @Test
    void aRedCheckIsToldToTheAgentAndMendedAndOneThatDoesNotEndFailsAlone() throws Exception {
        Path repository = CoordProcess.repository(temp.resolve("shop"), "README", "hello\n");
        Called.file(temp, "features.json", FEATURES);

        Called run = Called.coord(
                "run",
                temp.resolve("features.json").toString(),
                "--repo",
                repository.toString(),
                "--agent",
                AGENT,
                "--tries",
                "2",
                "--check-timeout",
                "1s");

        assertThat(run.status()).as("%s", run).isEqualTo(1);
        assertThat(CoordProcess.git(repository, "ls-tree", "--name-only", "main")
                        .out())
                .isEqualTo("README\nmended.txt\nplain.txt\n");
        assertThat(repository.resolve("mended.txt")).hasContent("try 2");
        assertThat(run.out() + run.err())
                .contains("its check failed: exit status 1; its output is in ", "call 2 of 2", "its check passed in ")
                .contains("its check failed: still running after 1 s and ended");
        assertThat(Files.readString(repository.resolve(".git/coord/told-mended")))
                .contains("its check failed: exit status 1", "$ cat mended.txt; echo junk", "\ntry 1\n");
    }
}
