package dev.coord.git.integrate;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.git.history.LandedFeatures;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.WaveMerge;
import dev.coord.git.object.Commits;
import dev.coord.git.object.Refs;
import dev.coord.git.prove.Prover;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.TargetBranch;
import dev.coord.git.structured.Understanding;
import dev.coord.merge.Candidate;
import dev.coord.merge.Integrator;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.proof.Proof;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Merges as ever in a private clone, and lands nowhere: the next wave is merged onto what would have landed. No ref and no file of
 * the user's changes. For one thread.
 */
public final class RehearsedIntegrator implements Integrator {

    private final Repository repository;
    private final IntegrationClone clone;
    private final Branches branches;
    private final Understanding understanding;
    private final Prover prover;
    private CommitId at;

    /**
     * Begins at a branch as it is.
     *
     * @param clone that nobody else uses
     * @param understanding what is known of files that git cannot merge
     * @param prover looks at what was merged
     * @throws BadInput if there is no such branch
     */
    public RehearsedIntegrator(
            Repository repository,
            IntegrationClone clone,
            Branches branches,
            String name,
            Understanding understanding,
            Prover prover) {
        this.repository = repository;
        this.clone = clone;
        this.branches = branches;
        this.understanding = understanding;
        this.prover = prover;
        TargetBranch.requireName(repository.git(), name);
        String target = TargetBranch.end(repository, name);
        this.at = new Refs(repository.git())
                .commit(target)
                .orElseThrow(() -> new BadInput("there is no branch " + target + " with a commit in "
                        + repository.directory() + "; name another with --into"));
    }

    @Override
    public Survey survey(String target, Set<CommitId> commits) {
        List<CommitId> present = Commits.present(
                repository.git(), commits.stream().map(CommitId::value).toList());
        return new Survey(
                at,
                LandedFeatures.latest(repository.git(), at),
                new TreeSet<>(present),
                new TreeSet<>(LandedFeatures.contained(repository.git(), present, at)));
    }

    @Override
    public SortedMap<FeatureId, List<String>> subjects(CommitId commit, Set<FeatureId> features) {
        return new TreeMap<>();
    }

    @Override
    public MergeOutcome merge(WaveWork work) {
        return new WaveMerge(clone, branches.takenBack(clone.git(), at), Map.of(), understanding).merge(work, at);
    }

    @Override
    public Proof prove(Candidate candidate) throws InterruptedException {
        return prover.rehearse(candidate, clone);
    }

    @Override
    public Optional<String> tests() {
        return Optional.empty();
    }

    @Override
    public TrialOutcome test(Trial trial) {
        return TrialOutcome.NOTHING;
    }

    @Override
    public LandingOutcome land(Candidate candidate) {
        at = candidate.commit();
        return new LandingOutcome.Landed(at);
    }
}
