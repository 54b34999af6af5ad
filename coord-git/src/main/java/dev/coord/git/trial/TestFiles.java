package dev.coord.git.trial;

import dev.coord.CommitId;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.IntegrationTree;
import dev.coord.git.setup.SetUp;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The work tree of what was merged, as each of several tests finds it: clean and set up. What one test leaves no other sees. The
 * set-up is not repeated where the tests left what it made as it was.
 */
final class TestFiles {

    private final IntegrationClone clone;
    private final IntegrationTree tree;
    private final CommitId commit;
    private final SetUp setUp;
    private final SetUp.Place place;
    private Optional<SetUpFiles> made = Optional.empty();
    private Optional<Duration> took = Optional.empty();

    TestFiles(IntegrationClone clone, IntegrationTree tree, CommitId commit, SetUp setUp, SetUp.Place place) {
        this.clone = clone;
        this.tree = tree;
        this.commit = commit;
        this.setUp = setUp;
        this.place = place;
    }

    void clean() throws IOException, InterruptedException {
        if (made.isPresent()) {
            tree.checkOutBesideIgnored(clone, commit);
            if (made.get().restore()) {
                return;
            }
        }
        tree.checkOut(clone, commit);
        if (!setUp.isNothing()) {
            Optional<Duration> again = setUp.in(place).took();
            took = again.map(more -> took.map(more::plus).orElse(more));
            made = Optional.of(SetUpFiles.in(place.git()));
        }
    }

    /** How long the set-up command took, all in all. */
    Optional<Duration> took() {
        return took;
    }
}
