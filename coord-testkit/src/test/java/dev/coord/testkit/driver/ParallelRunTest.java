package dev.coord.testkit.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.driver.ParallelRun;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.json.snapshot.FeatureJson;
import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
import dev.coord.merge.Integrator;
import dev.coord.merge.Integrator.Survey;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentRunner;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.Collected;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunSettings;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.run.Workspaces.Leftover;
import dev.coord.testkit.FaultyStore;
import dev.coord.testkit.FaultyStore.Fault;
import dev.coord.testkit.InMemoryStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run with real threads, one of whose ports fails while an agent of another feature works. */
@Timeout(60)
class ParallelRunTest {

    private static final CommitId BASE = new CommitId("1".repeat(40));
    private static final CommitId TIP = new CommitId("2".repeat(40));

    private final FeatureSet features = FeatureSet.of(List.of(
            Feature.builder("quick").writes("quick.ts").build(),
            Feature.builder("slow").writes("slow.ts").build()));
    private final InMemoryStore memory = new InMemoryStore(InstantSource.system());
    private final CountDownLatch failed = new CountDownLatch(1);
    private final AtomicBoolean slowEnded = new AtomicBoolean();
    private final Repository repository = new Repository();

    private final AgentRunner agents = (task, started) -> {
        if (task.feature().id().value().equals("slow")) {
            failed.await();
            slowEnded.set(true);
        }
        return new AgentResult.Succeeded();
    };

    private RunRecord run(FaultyStore store) throws InterruptedException {
        ParallelRun run = new ParallelRun(store, repository, repository, agents, notice -> {
            if (notice.text().contains("trying again")) {
                failed.countDown();
            }
        });
        RunSettings settings = new RunSettings("refs/heads/main", 2, Schedule.CONTINUOUS, Duration.ofMinutes(5));
        return ((RunAttempt.Ended) run.run(features, settings)).record();
    }

    @Test
    void aLandingThatBreaksOffEndsNoOtherAgent() throws InterruptedException {
        repository.landing = new RepositoryFailed("the disk is full");

        RunRecord record = run(new FaultyStore(memory, update -> Fault.NONE));

        assertThat(slowEnded).isTrue();
        assertThat(record.feature(new FeatureId("slow")).phase()).isInstanceOf(FeaturePhase.Finished.class);
        assertThat(((RunPhase.Stopped) record.phase()).reasons().get(0)).contains("the disk is full");
    }

    @Test
    void whateverMergingThrowsEndsNoOtherAgent() throws InterruptedException {
        repository.merging = new IllegalStateException("no more memory");

        stopsFor("no more memory");
    }

    @Test
    void whateverTestingThrowsEndsNoOtherAgent() throws InterruptedException {
        repository.testing = new IllegalStateException("no more processes");

        stopsFor("no more processes");
    }

    private void stopsFor(String reason) throws InterruptedException {
        RunRecord record = run(new FaultyStore(memory, update -> Fault.NONE));

        assertThat(slowEnded).isTrue();
        assertThat(((RunPhase.Stopped) record.phase()).reasons().get(0)).contains(reason);
    }

    @ParameterizedTest
    @EnumSource(names = {"BEFORE_COMMIT", "AFTER_COMMIT"})
    void aStoreThatFailsForAWhileIsAskedAgain(Fault fault) throws InterruptedException {
        AtomicBoolean full = new AtomicBoolean();
        repository.whenCollecting = () -> full.set(true);
        FaultyStore store = new FaultyStore(memory, update -> full.getAndSet(false) ? fault : Fault.NONE);

        RunRecord record = run(store);

        assertThat(record.phase()).isInstanceOf(RunPhase.Done.class);
        assertThat(repository.landed.keySet()).extracting(FeatureId::value).containsExactly("quick", "slow");
    }

    /** Everything merges. */
    private final class Repository implements Workspaces, Integrator {

        private final SortedMap<FeatureId, String> landed = new ConcurrentSkipListMap<>();
        private volatile RuntimeException merging;
        private volatile RuntimeException testing;
        private volatile RuntimeException landing;
        private volatile Runnable whenCollecting = () -> {};

        @Override
        public void requireFree(Collection<FeatureId> wanted) {}

        @Override
        public List<Leftover> reclaim(Collection<Feature> wanted, Collection<Workspace> known) {
            return List.of();
        }

        @Override
        public Workspace locate(RunId run, FeatureId feature, int attempt, CommitId base) {
            return new Workspace(
                    run,
                    feature,
                    attempt,
                    Path.of("/w", feature + "-" + attempt),
                    "refs/heads/feature/" + feature,
                    base);
        }

        @Override
        public void prepare(Workspace workspace) {}

        @Override
        public Collected collect(Workspace workspace, Feature feature) {
            whenCollecting.run();
            return new Collected.Work(TIP, List.of());
        }

        @Override
        public Collected.Kept keep(Workspace workspace, Feature feature) {
            return new Collected.Kept("");
        }

        @Override
        public Collected.Kept remove(Workspace workspace) {
            return new Collected.Kept("");
        }

        @Override
        public Survey survey(String target, Set<CommitId> commits) {
            return new Survey(BASE, new TreeMap<>(landed), new TreeSet<>(commits), new TreeSet<>(commits));
        }

        @Override
        public MergeOutcome merge(WaveWork work) {
            fail(merging);
            return new MergeOutcome.Merged(new Candidate(work, BASE, TIP));
        }

        @Override
        public TestOutcome test(Candidate candidate) {
            fail(testing);
            return new TestOutcome.Passed("");
        }

        @Override
        public LandingOutcome land(Candidate candidate) {
            fail(landing);
            candidate
                    .work()
                    .tips()
                    .forEach(tip -> landed.put(tip.feature(), FeatureJson.digest(features.get(tip.feature()))));
            return new LandingOutcome.Landed(candidate.commit());
        }

        private void fail(RuntimeException failure) {
            if (failure != null) {
                failed.countDown();
                throw failure;
            }
        }
    }
}
