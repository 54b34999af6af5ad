package dev.coord.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.core.driver.InProcessAgents;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.rollback.LandedWork;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.rollback.RollbackOutcome.TakenBack;
import dev.coord.core.rollback.RollbackRequest;
import dev.coord.core.state.Lifecycle;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.IntegrityCheck;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.AgentTask;
import dev.coord.run.RunPhase;
import dev.coord.run.RunSettings;
import dev.coord.store.Snapshot;
import dev.coord.store.Transition;
import dev.coord.testkit.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A repository in which a run has landed, and the state that belongs to it. Its agents are code of this process. */
final class LandedRun {

    /** Three features on lines of one file, which land one after the other, and three that wait for each other. */
    static final FeatureSet SIX = FeatureSet.of(List.of(
            Feature.builder("x").writes("list").changesSchema("posts").build(),
            Feature.builder("y").writes("list").build(),
            Feature.builder("z").writes("list").build(),
            Feature.builder("a").writes("a").build(),
            Feature.builder("b").writes("b").blockedBy("a").build(),
            Feature.builder("c").writes("c").blockedBy("b").build()));

    private static final List<String> LINES = List.of("x", "", "", "", "y", "", "", "", "z");

    final Sandbox sandbox;
    private final FeatureSet features;
    private final UnaryOperator<RunSettings.Builder> settings;
    private final List<String> calls;
    private InMemoryStore store;

    private LandedRun(
            Sandbox sandbox,
            FeatureSet features,
            UnaryOperator<RunSettings.Builder> settings,
            Snapshot state,
            List<String> calls) {
        this.sandbox = sandbox;
        this.features = features;
        this.settings = settings;
        this.store = new InMemoryStore(InstantSource.system(), state);
        this.calls = new ArrayList<>(calls);
    }

    /** One in which everything has landed. */
    static LandedRun in(Path place, FeatureSet features, UnaryOperator<RunSettings.Builder> settings)
            throws InterruptedException {
        Sandbox sandbox = Sandbox.in(place);
        sandbox.write("list", String.join("\n", LINES) + "\n");
        sandbox.commitAll("a list");
        LandedRun landed = new LandedRun(sandbox, features, settings, Snapshot.EMPTY, List.of());
        landed.land();
        return landed;
    }

    /** The same as this one at another place: to land everything takes longer than what is tested. */
    LandedRun copiedTo(Path place) {
        TemplateRepository.copy(sandbox.directory, place);
        return new LandedRun(Sandbox.at(place), features, settings, store.read(), calls);
    }

    /** Runs; all lands that is not on the target, and these features once more. Answers what agents were called for. */
    List<String> land(String... redo) throws InterruptedException {
        int before = calls.size();
        ExecutorService threads = Executors.newCachedThreadPool();
        GitRun run = GitRun.in(sandbox.repository())
                .store(store)
                .agents(InProcessAgents.of(this::make, threads))
                .settings(chosen -> settings.apply(chosen)
                        .redo(Stream.of(redo).map(FeatureId::new).collect(Collectors.toSet())));
        try (RunHandle handle = run.start(features)) {
            RunAttempt attempt = handle.await();
            assertThat(attempt).as(attempt.message()).isInstanceOf(RunAttempt.Ended.class);
            assertThat(((RunAttempt.Ended) attempt).record().phase())
                    .as(attempt.message())
                    .isEqualTo(new RunPhase.Done());
        } finally {
            threads.shutdown();
        }
        return calls.subList(before, calls.size()).stream().sorted().toList();
    }

    /** Changes the line that is its own, with the number of the call; or a file of that name. Of a conflict it takes both sides. */
    private AgentResult make(AgentTask task) throws IOException {
        String id = task.feature().id().value();
        long number;
        synchronized (calls) {
            calls.add(id);
            number = calls.stream().filter(id::equals).count();
        }
        Path list = task.workspace().directory().resolve("list");
        List<String> lines = new ArrayList<>(Files.readAllLines(list));
        if (lines.stream().anyMatch(line -> line.startsWith("<<<<<<< "))) {
            int base = lines.indexOf(lines.stream()
                    .filter(line -> line.startsWith("|||||||"))
                    .findFirst()
                    .orElseThrow());
            lines.subList(base, lines.indexOf("=======") + 1).clear();
            lines.removeIf(line -> line.startsWith("<<<<<<< ") || line.startsWith(">>>>>>> "));
            Files.write(list, lines);
        } else if (!task.feature().fileWrites().toString().contains("list")) {
            Files.writeString(task.workspace().directory().resolve(id), id + " " + number + "\n");
        } else {
            int own = LINES.indexOf(id);
            lines.replaceAll(line -> line.equals(id) || line.startsWith(id + " ") ? id + " " + number : line);
            if (own < 0) {
                lines.set(3, id + " " + number);
            }
            Files.write(list, lines);
        }
        return new AgentResult.Succeeded();
    }

    RollbackOutcome takeBack(RollbackRequest request, boolean withDependents, IntegrityCheck... checks) {
        return GitRollback.in(sandbox.repository(), store)
                .withDependents(withDependents)
                .integrityChecks(List.of(checks))
                .takeBack(request);
    }

    TakenBack takenBack(RollbackRequest request, boolean withDependents) {
        RollbackOutcome outcome = takeBack(request, withDependents);
        assertThat(outcome).as(outcome.message()).isInstanceOf(TakenBack.class);
        return (TakenBack) outcome;
    }

    static RollbackRequest wave(int number) {
        return new RollbackRequest.OfWave(number, Optional.empty());
    }

    static RollbackRequest feature(String id) {
        return new RollbackRequest.OfFeature(new FeatureId(id));
    }

    void declare(Feature feature) {
        List<Feature> all = new ArrayList<>(features.features().values());
        all.add(feature);
        store.update((snapshot, now) -> Transition.of(snapshot.withFeatures(FeatureSet.of(all)), true));
    }

    /** As a run of another file does. */
    void declareOnly(Feature feature) {
        store.update((snapshot, now) -> Transition.of(snapshot.withFeatures(FeatureSet.of(List.of(feature))), true));
    }

    void begin(String id) {
        store.update((snapshot, now) -> Lifecycle.start(snapshot, new FeatureId(id), new AgentId("me"), now));
    }

    Snapshot state() {
        return store.read();
    }

    List<String> completed() {
        return state().state().completed().stream()
                .map(FeatureId::value)
                .sorted()
                .toList();
    }

    int currentWave() {
        return state().state().currentWave();
    }

    String main() {
        return sandbox.commit("main").value();
    }

    /** As the user's files have it. */
    String file(String name) {
        return Sandbox.read(sandbox.directory.resolve(name));
    }

    boolean has(String name) {
        return Files.exists(sandbox.directory.resolve(name));
    }

    static List<String> features(TakenBack taken) {
        return taken.features().stream()
                .map(RollbackOutcome.Undone::landing)
                .map(LandedWork::feature)
                .map(FeatureId::value)
                .toList();
    }

    void assertClean() {
        assertThat(sandbox.git("status", "--porcelain")).isEmpty();
        assertThat(sandbox.ask("fsck", "--full", "--strict").succeeded()).isTrue();
        assertThat(sandbox.git("for-each-ref", "refs/coord/rollbacks/*/open")).isEmpty();
    }
}
