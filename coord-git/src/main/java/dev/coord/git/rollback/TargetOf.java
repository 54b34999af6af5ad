package dev.coord.git.rollback;

import dev.coord.CoordinationException.BadInput;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.git.history.LandedFeatures;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Repository;
import dev.coord.run.RunRecord;
import dev.coord.store.Snapshot;
import java.util.LinkedHashSet;
import java.util.Set;

/** Which branch runs land on. */
public final class TargetOf {

    private TargetOf() {}

    /**
     * Where the latest run landed, unless what is meant never landed there and did on the branch that is checked out, or, of a
     * run's wave, on the only one that has it.
     */
    public static String of(Repository repository, Snapshot snapshot, RollbackRequest request) {
        String latest = latest(repository, snapshot);
        Set<String> others = new LinkedHashSet<>();
        repository.checkedOutBranch().ifPresent(others::add);
        if (request instanceof RollbackRequest.OfWave wave) {
            wave.run()
                    .flatMap(run -> new Refs(repository.git()).commit(Refs.candidate(run, wave.wave())))
                    .map(landed -> repository
                            .git()
                            .run("for-each-ref", "--contains=" + landed, "--format=%(refname)", "refs/heads/")
                            .lines())
                    .filter(branches -> branches.size() == 1)
                    .ifPresent(others::addAll);
        }
        return hasSeen(repository, latest, request)
                ? latest
                : others.stream()
                        .filter(branch -> hasSeen(repository, branch, request))
                        .findFirst()
                        .orElse(latest);
    }

    /** Whether it has a landing that is meant, be it that it was reverted: what was taken back there is not looked for elsewhere. */
    private static boolean hasSeen(Repository repository, String branch, RollbackRequest request) {
        return new Refs(repository.git())
                .commit(branch)
                .map(tip -> LandedFeatures.merged(repository.git(), tip.value()))
                .filter(landings -> landings.stream().anyMatch(landing -> History.isMeant(landing, request)))
                .isPresent();
    }

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
