package dev.coord.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.core.driver.ActionPerformer;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.run.Workspace;
import dev.coord.testkit.repository.Mishaps.Moment;
import dev.coord.testkit.repository.SimulatedRepository;
import dev.coord.testkit.repository.TreeTests;
import dev.coord.testkit.run.RepositoryContract;
import dev.coord.testkit.run.ScriptedAgents;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a run hears of a landing that broke off. */
class BrokenLandingTest {

    private final AtomicReference<Moment> breaksOff = new AtomicReference<>();
    private final SimulatedRepository repository = new SimulatedRepository(this::mishap, TreeTests.GREEN);
    private final ActionPerformer performer =
            new ActionPerformer(repository, new ScriptedAgents(repository::write), repository);

    private void mishap(String operation, Object on, Moment moment) {
        if (operation.equals("land") && moment == breaksOff.get()) {
            throw new RepositoryFailed("the disk is full");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE", "AFTER"})
    void tellsWhetherTheTargetHasMoved(Moment moment) throws InterruptedException {
        breaksOff.set(moment);

        assertThat(landed(candidate(1))).contains(moment == Moment.AFTER);
    }

    @Test
    void isNotTakenForAnEarlierLandingOfTheSameFeature() throws InterruptedException {
        repository.land(candidate(1));
        breaksOff.set(Moment.BEFORE);

        assertThat(landed(candidate(2))).contains(false);
    }

    private Optional<Boolean> landed(Candidate candidate) throws InterruptedException {
        RunEvent event = performer.perform(new RunAction.LandWave(candidate), meanwhile -> {});
        assertThat(event).isInstanceOf(RunEvent.LandingFailed.class);
        return ((RunEvent.LandingFailed) event).landed();
    }

    private Candidate candidate(int attempt) {
        Workspace workspace =
                repository.locate(RepositoryContract.RUN, new FeatureId("P1"), attempt, repository.target());
        repository.prepare(workspace);
        repository.write(workspace, "a.txt", "by attempt " + attempt);
        FeatureTip tip = RepositoryContract.tip(new SimulatedFixture(repository), workspace, attempt, "a.txt");
        WaveWork work = new WaveWork(
                RepositoryContract.RUN, 0, SimulatedRepository.TARGET, List.of(tip), Optional.of(repository.target()));
        return ((MergeOutcome.Merged) repository.merge(work)).candidate();
    }
}
