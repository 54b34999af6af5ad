package dev.coord.git.integrate;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.Integrator;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.Merged;
import dev.coord.merge.Trial;
import dev.coord.merge.TrialOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.proof.Proof;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Integrates branches as work of agents is integrated. Nobody had a lock on what they changed, so that no token stands in what
 * lands; and that says which declaration it was made from, as every landing does. Safe from several threads.
 */
public final class BranchIntegrator implements Integrator {

    private final Integrator git;
    private final Branches branches;

    public BranchIntegrator(Integrator git, Branches branches) {
        this.git = git;
        this.branches = branches;
    }

    @Override
    public Survey survey(String target, Set<CommitId> commits) {
        return git.survey(target, commits);
    }

    /** No agent is told of them. */
    @Override
    public SortedMap<FeatureId, List<String>> subjects(CommitId at, Set<FeatureId> features) {
        return new TreeMap<>();
    }

    @Override
    public MergeOutcome merge(WaveWork work) throws InterruptedException {
        MergeOutcome outcome = git.merge(each(work, this::branch));
        if (!(outcome instanceof Merged merged)) {
            return outcome;
        }
        Candidate candidate = merged.candidate();
        List<FeatureId> features =
                candidate.work().tips().stream().map(FeatureTip::feature).toList();
        WaveWork asked = work.of(work.tips().stream()
                .filter(tip -> features.contains(tip.feature()))
                .toList());
        return new Merged(
                new Candidate(
                        asked, candidate.base(), candidate.commit(), candidate.resolved(), candidate.renumbered()),
                merged.leftOut());
    }

    private FeatureTip branch(FeatureTip tip) {
        return new FeatureTip(tip.feature(), branches.digest(tip.feature()), tip.tip());
    }

    private static WaveWork each(WaveWork work, UnaryOperator<FeatureTip> change) {
        return work.of(work.tips().stream().map(change).toList());
    }

    @Override
    public Proof prove(Candidate candidate) throws InterruptedException {
        return git.prove(candidate);
    }

    @Override
    public Optional<String> tests() {
        return git.tests();
    }

    @Override
    public TrialOutcome test(Trial trial) throws InterruptedException {
        return git.test(new Trial(
                each(trial.work(), this::branch),
                trial.base(),
                trial.commit(),
                trial.changeSince(),
                trial.combined(),
                trial.checks(),
                trial.memory(),
                trial.number()));
    }

    @Override
    public LandingOutcome land(Candidate candidate) {
        return git.land(candidate);
    }
}
