package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Features that write one line at the same time: the merge decides, and what does not merge goes back to its agent. */
class SentBackIT {

    /** Puts its name into the one line; called again, it takes both sides of a conflict, but one leaves the marks first. */
    private static final String AGENT = "if [ -n \"$COORD_FEEDBACK_FILE\" ]; then"
            + " cp \"$COORD_FEEDBACK_FILE\" $COORD_DIR/feedback-$COORD_FEATURE-$COORD_TRY;"
            + " [ $COORD_FEATURE$COORD_TRY = d2 ] || sed -i -e '/^<<<<<<< /d' -e '/^||||||| /,/^=======$/d' -e '/^>>>>>>> /d' list.txt;"
            + " else sed -i \"s/^line$/$COORD_FEATURE/\" list.txt; fi; echo $COORD_TRY >> $COORD_DIR/calls";

    /** Whoever ends first lands first: the one that leaves marks is not to be that. */
    private static final String LATE = "test $COORD_FEATURE$COORD_TRY != d1"
            + " || until git log -1 --format=%s main | grep -q Merge; do sleep 0.1; done; ";

    @TempDir
    private Path temp;

    private Path repository;

    @BeforeEach
    void aRepository() throws Exception {
        repository = CoordProcess.repository(temp.resolve("shop"), "list.txt", "line\n");
        StringBuilder features = new StringBuilder("{");
        for (String id : List.of("a", "b", "c", "d")) {
            features.append(id.equals("a") ? "" : ",")
                    .append("\"")
                    .append(id)
                    .append("\": {\"title\": \"Title of ")
                    .append(id)
                    .append("\", \"file_writes\": [\"list.txt\"]}");
        }
        Called.file(temp, "features.json", features.append("}").toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"waves", "continuous"})
    void allLandAndEachIsCalledTwiceAndWhoeverLeavesMarksOnceMore(String schedule) throws Exception {
        Called run = Called.coord(
                "run",
                temp.resolve("features.json").toString(),
                "--repo",
                repository.toString(),
                "--agent",
                (schedule.equals("continuous") ? LATE : "") + AGENT,
                "--overlap",
                "optimistic",
                "--schedule",
                schedule);

        assertThat(run.status()).as("%s", run).isZero();
        assertThat(Files.readAllLines(repository.resolve("list.txt"))).containsExactlyInAnyOrder("a", "b", "c", "d");
        Path home = repository.resolve(".git/coord");
        assertThat(Files.readAllLines(home.resolve("calls")))
                .hasSizeBetween(5, 8)
                .contains("1", "2", "3");
        assertThat(Files.readString(home.resolve("feedback-d-2")))
                .contains("does not merge with", "'list.txt' line 1", "Title of ", "You wrote:\n\n```\nd\n```");
        assertThat(Files.readString(home.resolve("feedback-d-3")))
                .contains("a conflict is not resolved: 'list.txt' line 1", "Title of ", "You wrote:\n\n```\nd\n```");
        assertThat(CoordProcess.git(repository, "status", "--porcelain").out()).isEmpty();
    }
}
