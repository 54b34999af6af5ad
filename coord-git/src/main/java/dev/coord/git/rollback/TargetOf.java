package dev.coord.git.rollback;

import dev.coord.CoordinationException.BadInput;
import dev.coord.git.command.Refs;
import dev.coord.git.repository.Repository;
import dev.coord.run.RunRecord;
import dev.coord.store.Snapshot;

/** Which branch runs land on. */
public final class TargetOf {

    private TargetOf() {}

    /** Where the latest run landed; otherwise what is checked out. */
    public static String latest(Repository repository, Snapshot snapshot) {
        Refs refs = new Refs(repository.git());
        return snapshot.run()
                .map(RunRecord::settings)
                .map(settings -> settings.target())
                .filter(branch -> refs.commit(branch).isPresent())
                .or(repository::checkedOutBranch)
                .orElseThrow(() -> new BadInput("no branch is checked out in " + repository.directory()
                        + ", and no run is known; check out the branch that runs land on"));
    }
}
