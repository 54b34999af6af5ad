package dev.coord.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.step.Actions;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestResult;
import dev.coord.merge.TrialOutcome;
import dev.coord.plan.Feature;
import dev.coord.plan.Schedule;
import dev.coord.proof.Proof;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Side;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** However a run goes, and whoever takes it over: what is under way is what its phases want, nothing twice and all of it. */
class ActionsProperties {

    private static final Feature[] FEATURES = {
        Feature.builder("a").writes("a.ts").build(),
        Feature.builder("b").blockedBy("a").writes("b.ts").build(),
        Feature.builder("c").writes("c.ts").check("test -f c.ts").build(),
        Feature.builder("d").writes("a.ts").build(),
        Feature.builder("e").blockedBy("c").writes("e.ts").check("make").build()
    };

    private static final LostLine LOST =
            new LostLine("a.ts", 3, "export a", Side.TARGET, new Culprit(Optional.of(Scene.commit(3)), "Merge main"));

    /** What is done outside, and what came of it. */
    private static final class World {

        private final Scene scene;
        private final List<RunAction> underWay = new ArrayList<>();
        private final List<RunAction> givenUp = new ArrayList<>();
        private final SortedMap<FeatureId, String> landed = new TreeMap<>();
        private int commits = 1000;
        private long pid = 1;

        World(Scene scene) {
            this.scene = scene;
            scene.begin();
            hear();
        }

        void hear() {
            scene.actions.stream()
                    .filter(action -> !(action instanceof RunAction.EndAgent))
                    .forEach(underWay::add);
            scene.actions.clear();
        }

        void takeOver() {
            underWay.clear();
            givenUp.clear();
            scene.takeOver(++pid, landed);
            hear();
        }

        void end(int which, boolean well) {
            RunAction action = underWay.remove(which % underWay.size());
            RunEvent event = well ? success(action) : failure(action, which);
            scene.on(event);
            hear();
        }

        private RunEvent success(RunAction action) {
            if (action instanceof RunAction.MakeWorkspace make) {
                return new RunEvent.WorkspaceMade(
                        id(make.workspace()), make.workspace().attempt(), Optional.empty());
            }
            if (action instanceof RunAction.RunAgent run) {
                return ended(run, new AgentResult.Succeeded());
            }
            if (action instanceof RunAction.CollectWork collect) {
                Workspace place = collect.workspace();
                return new RunEvent.WorkCollected(
                        id(place), place.attempt(), new Collected.Work(Scene.commit(++commits), written(collect)));
            }
            if (action instanceof RunAction.KeepWork keep) {
                Workspace place = keep.workspace();
                return new RunEvent.WorkKept(id(place), place.attempt(), new Collected.Kept("refs/coord/kept/x"));
            }
            if (action instanceof RunAction.MergeWave merge) {
                Candidate candidate = new Candidate(merge.work(), Scene.commit(1), Scene.commit(++commits));
                return new RunEvent.WaveMerged(merge.work(), new MergeOutcome.Merged(candidate));
            }
            if (action instanceof RunAction.ProveCandidate prove) {
                return new RunEvent.CandidateProven(prove.candidate(), new Proof(proofs(prove.candidate(), List.of())));
            }
            if (action instanceof RunAction.CheckWork check) {
                return checked(check, TestResult.green(""));
            }
            if (action instanceof RunAction.RunTrial test) {
                return new RunEvent.TrialEnded(test.trial(), TrialOutcome.of(TestResult.green("")));
            }
            if (action instanceof RunAction.LandWave land) {
                land.candidate().work().tips().forEach(tip -> landed.put(tip.feature(), tip.digest()));
                return new RunEvent.WaveLanded(
                        land.candidate(),
                        new LandingOutcome.Landed(land.candidate().commit()));
            }
            RunAction.RemoveWorkspace remove = (RunAction.RemoveWorkspace) action;
            return new RunEvent.WorkspaceRemoved(id(remove.workspace()), remove.workspace(), new Collected.Kept(""));
        }

        private static List<String> written(RunAction.CollectWork collect) {
            return collect.feature().fileWrites().stream().map(RepoPath::value).toList();
        }

        private RunEvent failure(RunAction action, int how) {
            if (action instanceof RunAction.RunAgent run) {
                return ended(run, new AgentResult.Failed("exit status 3"));
            }
            if (action instanceof RunAction.CheckWork check && how % 2 == 0) {
                return checked(check, TestResult.red("exit status 1", "red"));
            }
            if (action instanceof RunAction.MergeWave merge && how % 2 == 0) {
                FeatureTip tip = merge.work().tips().get(0);
                return new RunEvent.WaveMerged(
                        merge.work(), Scene.conflict(merge.work(), tip.feature().value()));
            }
            if (action instanceof RunAction.ProveCandidate prove && how % 2 == 0) {
                return new RunEvent.CandidateProven(
                        prove.candidate(), new Proof(proofs(prove.candidate(), List.of(LOST))));
            }
            if (action instanceof RunAction.RunTrial test && how % 2 == 0) {
                return new RunEvent.TrialEnded(test.trial(), TrialOutcome.of(TestResult.red("exit status 1", "red")));
            }
            if (action instanceof RunAction.LandWave land) {
                return how % 2 == 0
                        ? new RunEvent.WaveLanded(land.candidate(), new LandingOutcome.TargetMoved(Scene.commit(2)))
                        : new RunEvent.LandingFailed(land.candidate(), "the disk is full", Optional.of(false));
            }
            if (action instanceof RunAction.RemoveWorkspace) {
                givenUp.add(action); // only whoever takes the run over tries again
            }
            return new RunEvent.ActionFailed(action, "the disk is full", "");
        }

        private static List<FeatureProof> proofs(Candidate candidate, List<LostLine> lost) {
            return candidate.work().tips().stream()
                    .map(tip -> new FeatureProof(tip.feature(), LineCount.NONE, lost, List.of(), List.of(), List.of()))
                    .toList();
        }

        private static RunEvent ended(RunAction.RunAgent run, AgentResult result) {
            Workspace place = run.task().workspace();
            return new RunEvent.AgentEnded(id(place), place.attempt(), result, Duration.ZERO);
        }

        private static RunEvent checked(RunAction.CheckWork check, TestResult result) {
            Workspace place = check.workspace();
            return new RunEvent.WorkChecked(id(place), place.attempt(), result);
        }

        private static FeatureId id(Workspace place) {
            return place.feature();
        }

        void check() {
            List<RunAction> wanted = new ArrayList<>(
                    Actions.wanted(scene.context(), scene.snapshot.run().orElseThrow()));
            wanted.removeAll(givenUp);

            assertThat(underWay).containsExactlyInAnyOrderElementsOf(wanted);
            assertThat(Set.copyOf(underWay)).hasSameSizeAs(underWay);
        }
    }

    @Property(tries = 300)
    void whatIsUnderWayIsWhatThePhasesWant(
            @ForAll Schedule schedule,
            @ForAll @IntRange(min = 1, max = 3) int agents,
            @ForAll @Size(max = 80) List<@IntRange(max = 9999) Integer> choices) {
        World world = new World(new Scene(schedule, agents, FEATURES));
        world.check();

        for (int choice : choices) {
            if (world.underWay.isEmpty() || choice % 23 == 0) {
                world.takeOver();
            } else {
                world.end(choice / 100, choice % 10 != 0);
            }
            world.check();
        }
    }
}
