package dev.coord.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.AgentId;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.core.lock.LockTable;
import dev.coord.core.run.event.PhaseTimes;
import dev.coord.core.run.event.RunAction;
import dev.coord.core.run.event.RunEvent;
import dev.coord.core.run.event.RunStep;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRequest;
import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.TestOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Feature;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.state.Command;
import dev.coord.state.FeatureStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class RunMachineTest {

    private static final Feature BASE = Feature.builder("base").writes("a.ts").build();
    private static final Feature LEFT =
            Feature.builder("left").blockedBy("base").writes("l.ts").build();
    private static final Feature RIGHT =
            Feature.builder("right").blockedBy("base").writes("r.ts").build();

    private static FeatureId id(String name) {
        return new FeatureId(name);
    }

    private static Scene twoWaves() {
        return new Scene(4, BASE, LEFT, RIGHT).begin();
    }

    private static Scene secondWave() {
        return twoWaves().finished("base").integrated().landed();
    }

    @Nested
    class Work {

        @Test
        void takesAFeatureFromItsWorkspaceToTheTarget() {
            Scene scene = twoWaves();

            assertThat(scene.actions)
                    .hasOnlyElementsOfType(RunAction.MakeWorkspace.class)
                    .hasSize(1);
            scene.made("base");
            assertThat(scene.snapshot.state().statusOf(id("base"))).isEqualTo(FeatureStatus.ACTIVE);
            assertThat(scene.last(RunAction.RunAgent.class).task().lease().locks())
                    .hasSize(1);
            scene.ended("base", new AgentResult.Succeeded()).collected("base", "a.ts");
            assertThat(scene.snapshot.state().statusOf(id("base"))).isEqualTo(FeatureStatus.COMPLETED);
            assertThat(scene.snapshot.locks().leases()).isEmpty();
            scene.integrated();
            assertThat(scene.runPhase()).isInstanceOf(RunPhase.Landing.class);
            scene.landed().removed("base");

            assertThat(scene.phase("base")).isEqualTo(new FeaturePhase.Landed());
            assertThat(scene.snapshot.state().currentWave()).isEqualTo(1);
            assertThat(scene.all(RunAction.MakeWorkspace.class)).hasSize(3);
        }

        @Test
        void endsWhenEverythingHasLanded() {
            Scene scene =
                    secondWave().finished("right").finished("left").integrated().landed();

            assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
            assertThat(scene.all(RunAction.RemoveWorkspace.class)).hasSize(3);
        }

        @Test
        void mergesInPlanOrderWhateverFinishedFirst() {
            Scene scene = secondWave().finished("right").finished("left");

            assertThat(scene.last(RunAction.MergeWave.class).work().tips())
                    .extracting(tip -> tip.feature().value())
                    .containsExactly("left", "right");
        }

        @Test
        void runsNoMoreAgentsThanAllowed() {
            Scene scene = new Scene(1, feature("b"), feature("c")).begin();

            assertThat(scene.all(RunAction.MakeWorkspace.class)).hasSize(1);
            scene.finished("b");

            assertThat(scene.all(RunAction.MakeWorkspace.class)).hasSize(2);
        }

        @Test
        void aStaleEventChangesNothing() {
            Scene scene = twoWaves().made("base");

            RunStep step =
                    scene.peek(new RunEvent.AgentEnded(id("base"), 7, new AgentResult.Succeeded(), Duration.ZERO));

            assertThat(step.after()).isSameAs(scene.snapshot);
            assertThat(step.actions()).isEmpty();
        }
    }

    private static Feature feature(String id) {
        return Feature.builder(id).writes(id + ".ts").build();
    }

    @Nested
    class Locks {

        @Test
        void waitsForAnOutsiderWithoutTakingAnAgentsPlace() {
            Scene scene = new Scene(1, feature("b"), feature("c"));
            LockRequest outsider =
                    LockRequest.builder("outsider", "b").write("b.ts").build();
            scene.snapshot =
                    LockTable.request(scene.snapshot, outsider, scene.now).after();
            scene.begin().made("b");

            assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Queued.class);
            assertThat(scene.phase("c")).isInstanceOf(FeaturePhase.Preparing.class);
            scene.finished("c");
            scene.snapshot = LockTable.release(
                            scene.snapshot,
                            scene.snapshot.locks().leases().get(0).id(),
                            scene.now)
                    .after();
            scene.woken();

            assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Running.class);
        }

        @Test
        void aFeatureWhoseLocksStayTakenFailsAtTheTimeout() {
            Scene scene = new Scene(1, feature("b"));
            LockRequest outsider = LockRequest.builder("outsider", "x")
                    .write("b.ts")
                    .policy(ContentionPolicy.WAIT)
                    .ttl(Duration.ofDays(1))
                    .build();
            assertThat(LockTable.request(scene.snapshot, outsider, scene.now).outcome())
                    .isInstanceOf(LockOutcome.Granted.class);
            scene.snapshot =
                    LockTable.request(scene.snapshot, outsider, scene.now).after();
            scene.begin().made("b");

            scene.spent(Scene.TIMEOUT.plusSeconds(1)).kept("b");

            assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0))
                    .contains("not free within 30m", "b.ts held by outsider");
            assertThat(scene.snapshot.locks().queue()).isEmpty();
        }

        @Test
        void aClockThatJumpsEndsNobodysWaiting() {
            Scene scene = new Scene(1, feature("b"));
            LockRequest outsider = LockRequest.builder("outsider", "x")
                    .write("b.ts")
                    .ttl(Duration.ofDays(1))
                    .build();
            scene.snapshot =
                    LockTable.request(scene.snapshot, outsider, scene.now).after();
            scene.begin().made("b");

            scene.now = scene.now.plus(Duration.ofHours(2));
            scene.woken();

            assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Queued.class);
            assertThat(scene.snapshot.locks().queue()).hasSize(1);
            scene.now = scene.now.plus(Duration.ofDays(1));
            assertThat(scene.woken().phase("b")).isInstanceOf(FeaturePhase.Running.class);
        }

        @Test
        void aClockThatJumpsEndsNoAgent() {
            Scene scene = twoWaves().made("base");
            scene.snapshot = scene.snapshot.withLocks(withoutEnd(scene.snapshot.locks()));

            scene.now = scene.now.plus(Duration.ofHours(2));
            scene.woken();

            assertThat(scene.all(RunAction.EndAgent.class)).isEmpty();
        }

        @Test
        void endsAnAgentThatItsRunnerDoesNotEnd() {
            Scene scene = twoWaves().made("base");

            scene.spent(Scene.TIMEOUT.plusSeconds(10));
            assertThat(scene.all(RunAction.EndAgent.class)).isEmpty();
            scene.spent(Scene.TIMEOUT.plusSeconds(11));

            assertThat(scene.last(RunAction.EndAgent.class).reason()).isEqualTo("did not end within 30m");
        }

        @Test
        void renewsTheLeasesOfWorkingAgentsInTime() {
            Scene scene = twoWaves().made("base");
            Instant granted = scene.snapshot.locks().leases().get(0).expiresAt();

            scene.now = scene.now.plus(Duration.ofMinutes(3));
            scene.woken();

            assertThat(scene.snapshot.locks().leases().get(0).expiresAt()).isAfter(granted);
        }

        @Test
        void endsAnAgentWhoseLeaseIsLost() {
            Scene scene = twoWaves().made("base");

            scene.now = scene.now.plus(Duration.ofMinutes(6));
            scene.snapshot = LockTable.expire(scene.snapshot, scene.now);
            scene.woken();

            assertThat(scene.last(RunAction.EndAgent.class).feature()).isEqualTo(id("base"));
        }
    }

    /** As a store sees to it where the owner lives. */
    private static LockRegistry withoutEnd(LockRegistry locks) {
        List<Lease> leases = locks.leases().stream()
                .map(lease -> lease.expiringAt(lease.expiresAt().plus(Duration.ofDays(1))))
                .toList();
        return new LockRegistry(leases, locks.queue(), locks.foreign(), locks.lastToken(), locks.lost());
    }

    @Nested
    class RewoundTarget {

        private final Scene scene = secondWave().finished("left").finished("right");
        private final CommitId landed =
                scene.last(RunAction.MergeWave.class).work().since().orElseThrow();

        @Test
        void isAskedForWithEveryWave() {
            assertThat(landed).isEqualTo(((RunPhase.Merging) scene.runPhase()).base());
        }

        @Test
        void stopsTheRunWithTheCommandForEachWayOn() {
            scene.merged(new MergeOutcome.TargetRewound(landed, Scene.commit(1), "git merge it"));

            assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0))
                    .contains("set refs/heads/main back", "run the same command again", "git merge it");
            assertThat(scene.phase("left")).isInstanceOf(FeaturePhase.Finished.class);
        }

        @Test
        void whatWasBuiltOnItIsMadeAnew() {
            scene.gone.add(landed);

            scene.takeOver(2);

            assertThat(scene.phase("left")).isInstanceOf(FeaturePhase.Salvaging.class);
            assertThat(scene.all(RunAction.KeepWork.class)).hasSize(3); // with what had landed
            assertThat(scene.kept("left").phase("left")).isInstanceOf(FeaturePhase.Pending.class);
        }
    }

    @Nested
    class BrokenLanding {

        private final Scene scene = new Scene(Schedule.CONTINUOUS, 4, feature("a"), feature("b"))
                .begin()
                .made("b")
                .finished("a")
                .integrated();
        private final Candidate candidate = scene.last(RunAction.LandWave.class).candidate();

        private Scene fails(Optional<Boolean> landed) {
            return scene.on(new RunEvent.LandingFailed(candidate, "the disk is full", landed));
        }

        @Test
        void othersGoOnAndAreKept() {
            fails(Optional.of(false));

            assertThat(scene.runPhase()).isInstanceOf(RunPhase.Draining.class);
            assertThat(scene.all(RunAction.EndAgent.class)).isEmpty();
            scene.ended("b", new AgentResult.Succeeded()).collected("b");
            assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Finished.class);
            assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0)).contains("the disk is full");
        }

        @Test
        void landedAllTheSameTheRunGoesOn() {
            fails(Optional.of(true));

            assertThat(scene.runPhase()).isInstanceOf(RunPhase.Working.class);
            scene.ended("b", new AgentResult.Succeeded()).collected("b").integrated();
            assertThat(scene.all(RunAction.LandWave.class)).hasSize(2);
        }

        @Test
        void theIntentIsKeptWhereNobodyKnows() {
            fails(Optional.empty());
            scene.ended("b", new AgentResult.Succeeded()).collected("b");

            assertThat(((RunPhase.Stopped) scene.runPhase()).landing()).contains(candidate);
            assertThat(EarlierTry.of(scene.snapshot).landing()).contains(candidate);
        }
    }

    @Nested
    class Failure {

        @Test
        void siblingsFinishButTheWaveDoesNotLand() {
            Scene scene = secondWave().made("left").ended("left", new AgentResult.Failed("exit status 3"));
            assertThat(scene.runPhase()).isInstanceOf(RunPhase.Working.class);
            scene.kept("left").finished("right");

            assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
            assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0))
                    .contains("left", "exit status 3", "refs/coord/kept/left");
            assertThat(scene.snapshot.state().statusOf(id("left"))).isEqualTo(FeatureStatus.FAILED);
            assertThat(scene.snapshot.state().statusOf(id("right"))).isEqualTo(FeatureStatus.PENDING);
            assertThat(scene.all(RunAction.MergeWave.class)).hasSize(1);
        }

        @Test
        void theNextTryRunsOnlyWhatFailed() {
            Scene scene = secondWave().made("left").ended("left", new AgentResult.Failed("exit status 3"));
            scene.kept("left").finished("right");
            TreeMap<FeatureId, String> landed = new TreeMap<>(scene.digests());
            landed.keySet().retainAll(List.of(id("base")));
            scene.actions.clear();

            scene.begin(landed, Optional.empty());

            assertThat(scene.all(RunAction.MakeWorkspace.class))
                    .extracting(make -> make.workspace().feature().value()
                            + make.workspace().attempt())
                    .containsExactly("left2");
        }

        @Test
        void whatAnotherFeatureOfTheWaveDeclaresMayNotBeWritten() {
            Scene scene = secondWave().made("left").ended("left", new AgentResult.Succeeded());

            scene.collected("left", "l.ts", "r.ts", "undeclared.txt").kept("left");

            assertThat(((FeaturePhase.Failed) scene.phase("left")).reason()).contains("r.ts", "right");
        }

        @Test
        void redTestsFailTheWavesFeaturesAndKeepTheirWork() {
            Scene scene = twoWaves().finished("base");

            scene.red();

            assertThat(scene.runPhase()).isInstanceOf(RunPhase.Stopped.class);
            assertThat(scene.snapshot.state().statusOf(id("base"))).isEqualTo(FeatureStatus.FAILED);
            assertThat(scene.phase("base")).isInstanceOf(FeaturePhase.Finished.class);
        }

        @Test
        void aRetryAfterRedTestsDoesTheWorkAgain() {
            Scene scene = twoWaves().finished("base");
            scene.red();
            scene.snapshot = Rules.apply(
                            scene.snapshot, new Command.RetryFeature(id("base"), new AgentId("me")), scene.now)
                    .after();
            scene.actions.clear();

            scene.begin().kept("base");

            assertThat(scene.all(RunAction.KeepWork.class)).hasSize(1);
            assertThat(scene.last(RunAction.MakeWorkspace.class).workspace().attempt())
                    .isEqualTo(2);
        }

        @Test
        void aMergeConflictNamesBothFeaturesAndTheFiles() {
            Scene scene = secondWave().finished("left").finished("right");

            scene.merged(new MergeOutcome.Conflicted(id("right"), List.of(id("left")), List.of("x.ts")))
                    .kept("right");

            assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0)).contains("left", "right", "x.ts");
            assertThat(scene.phase("left")).isInstanceOf(FeaturePhase.Finished.class);
            assertThat(scene.phase("right")).isInstanceOf(FeaturePhase.Failed.class);
        }

        @Test
        void workThatANewerHolderOvertookFailsWithBothTokensAndIsKept() {
            Scene scene = secondWave().finished("left").finished("right");

            scene.merged(overtaken("right", "left")).kept("right");

            assertThat(((RunPhase.Stopped) scene.runPhase()).reasons().get(0))
                    .contains("'right'", "token 2", "'left'", "token 7", "x.ts", "run again");
            assertThat(scene.phase("left")).isInstanceOf(FeaturePhase.Finished.class);
            assertThat(((FeaturePhase.Failed) scene.phase("right")).kept()).isNotEmpty();
            assertThat(scene.snapshot.state().statusOf(id("right"))).isEqualTo(FeatureStatus.FAILED);
            assertThat(scene.conflicts).last().satisfies(entry -> {
                assertThat(entry.type()).isEqualTo(ConflictType.FILE_WRITE_CONFLICT);
                assertThat(entry.features()).containsExactly(id("left"), id("right"));
                assertThat(entry.subjects()).containsExactly("x.ts");
            });
        }

        @Test
        void workThatANewerHolderOvertookIsMadeAnewByTheNextTry() {
            Scene scene = secondWave().finished("left").finished("right");
            scene.merged(overtaken("right", "left")).kept("right");
            scene.snapshot = Rules.apply(
                            scene.snapshot, new Command.RetryFeature(id("right"), new AgentId("me")), scene.now)
                    .after();
            scene.actions.clear();

            SortedMap<FeatureId, String> landed = new TreeMap<>();
            landed.put(id("base"), "digest of base");
            scene.begin(landed, Optional.empty());

            assertThat(scene.all(RunAction.MakeWorkspace.class))
                    .extracting(action -> action.workspace().feature().value()
                            + action.workspace().attempt())
                    .containsExactly("right2");
        }

        @Test
        void finishedWorkCarriesTheFenceOfItsLease() {
            Scene scene = twoWaves().finished("base");

            WaveWork work = scene.last(RunAction.MergeWave.class).work();

            Fence fence = work.tips().get(0).fence().orElseThrow();
            assertThat(fence.token()).isEqualTo(scene.snapshot.locks().lastToken());
            assertThat(fence.writes()).isEqualTo(scene.declared("base").fileWrites());
        }

        @Test
        void aTargetThatMovedIsMergedOntoAgain() {
            Scene scene = twoWaves().finished("base").integrated();

            scene.landed(new LandingOutcome.TargetMoved(Scene.commit(9)));

            assertThat(scene.all(RunAction.MergeWave.class)).hasSize(2);
            scene.integrated().landed().removed("base");
            assertThat(scene.phase("base")).isEqualTo(new FeaturePhase.Landed());
        }
    }

    private static MergeOutcome overtaken(String late, String by) {
        return new MergeOutcome.Overtaken(id(late), new FencingToken(2), id(by), new FencingToken(7), List.of("x.ts"));
    }

    @Nested
    class Resume {

        @Test
        void endsAgentsOfTheEarlierTryBeforeNewOnesStart() {
            Scene scene = twoWaves().made("base");
            ProcessId agent = new ProcessId(77, Instant.EPOCH, "here");
            scene.on(new RunEvent.AgentStarted(id("base"), 1, agent)).takeOver(2);

            assertThat(scene.all(RunAction.MakeWorkspace.class)).isEmpty();
            assertThat(scene.last(RunAction.KeepWork.class).process()).contains(agent);
            assertThat(scene.snapshot.locks().leases()).isEmpty();
            scene.kept("base");

            assertThat(scene.last(RunAction.MakeWorkspace.class).workspace().attempt())
                    .isEqualTo(2);
        }

        @Test
        void usesFinishedWorkAgain() {
            Scene scene = new Scene(4, feature("b"), feature("c"))
                    .begin()
                    .finished("b")
                    .takeOver(2);

            assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Finished.class);
            assertThat(scene.all(RunAction.KeepWork.class)).hasSize(1);
        }

        @Test
        void goesOnTestingWithoutMergingAgain() {
            Scene scene = twoWaves().finished("base").merged();
            RunPhase testing = scene.runPhase();

            scene.takeOver(2);

            assertThat(testing).isInstanceOf(RunPhase.Testing.class);
            assertThat(scene.runPhase()).isEqualTo(testing);
            assertThat(scene.actions)
                    .containsExactly(new RunAction.TestCandidate(((RunPhase.Testing) testing).candidate()));
            scene.tested(new TestOutcome.Passed("")).landed();
            assertThat(scene.phase("left")).isInstanceOf(FeaturePhase.Preparing.class);
        }

        @Test
        void mergesAgainWhereTheCandidateIsGone() {
            Scene scene = twoWaves().finished("base").merged();
            scene.gone.add(((RunPhase.Testing) scene.runPhase()).candidate().commit());

            mergesAgain(scene.takeOver(2));
        }

        @Test
        void mergesAgainWhereTheTargetHasMoved() {
            Scene scene = twoWaves().finished("base").merged();
            scene.target = Scene.commit(2);

            mergesAgain(scene.takeOver(2));
        }

        private void mergesAgain(Scene scene) {
            assertThat(scene.runPhase()).isEqualTo(new RunPhase.Merging(scene.target, 0));
            assertThat(scene.actions).hasSize(1).hasOnlyElementsOfType(RunAction.MergeWave.class);
        }

        @Test
        void testsNothingOfAFeatureThatIsDeclaredInAnotherWayNow() {
            Scene scene = new Scene(1, feature("b")).begin().finished("b").merged();
            scene.mended.add("b");

            scene.takeOver(2);

            assertThat(scene.phase("b")).isInstanceOf(FeaturePhase.Salvaging.class);
            assertThat(scene.all(RunAction.TestCandidate.class)).isEmpty();
        }

        @Test
        void asksTheRepositoryWhatHasLanded() {
            Scene scene = twoWaves().finished("base").integrated();
            TreeMap<FeatureId, String> landed = new TreeMap<>(scene.digests());

            scene.begin(landed, Optional.of(Scene.FIRST_OWNER));

            assertThat(scene.runPhase()).isEqualTo(new RunPhase.Done());
            assertThat(scene.snapshot.state().completed())
                    .containsExactlyInAnyOrder(id("base"), id("left"), id("right"));
        }

        @Test
        void removesTheWorkspaceOfALandedFeatureThoughItDiedMeanwhile() {
            Scene scene = secondWave();
            TreeMap<FeatureId, String> landed = new TreeMap<>(scene.digests());
            landed.keySet().retainAll(List.of(id("base")));

            scene.takeOver(2, landed);

            assertThat(scene.last(RunAction.RemoveWorkspace.class).workspace().feature())
                    .isEqualTo(id("base"));
            scene.removed("base");
            assertThat(scene.phase("base")).isEqualTo(new FeaturePhase.Landed());
        }

        @Test
        void triesAgainToPinWhatCouldNotBePinned() {
            Scene scene = twoWaves().made("base").ended("base", new AgentResult.Failed("exit status 3"));
            RunAction.KeepWork keep = scene.last(RunAction.KeepWork.class);
            scene.on(new RunEvent.ActionFailed(keep, "disk full"));

            scene.takeOver(2);

            assertThat(scene.last(RunAction.KeepWork.class).workspace()).isEqualTo(keep.workspace());
            assertThat(scene.all(RunAction.MakeWorkspace.class)).isEmpty();
        }

        @Test
        void removesAWorkspaceThatCouldNotBeRemovedBefore() {
            Scene scene = secondWave();
            TreeMap<FeatureId, String> landed = new TreeMap<>(scene.digests());
            landed.keySet().retainAll(List.of(id("base")));
            RunAction.RemoveWorkspace remove = scene.last(RunAction.RemoveWorkspace.class);
            scene.on(new RunEvent.ActionFailed(remove, "disk full"));

            scene.takeOver(2, landed);

            assertThat(scene.last(RunAction.RemoveWorkspace.class)).isEqualTo(remove);
        }

        @Test
        void endsAnAgentThatCouldNotBeEndedBefore() {
            Scene scene = twoWaves().made("base");
            ProcessId agent = new ProcessId(77, Instant.EPOCH, "here");
            scene.on(new RunEvent.AgentStarted(id("base"), 1, agent)).takeOver(2);
            RunAction.KeepWork keep = scene.last(RunAction.KeepWork.class);
            for (int pid = 3; pid < 5; pid++) {
                scene.on(new RunEvent.ActionFailed(scene.last(RunAction.KeepWork.class), "not permitted"));

                scene.takeOver(pid);

                assertThat(scene.last(RunAction.KeepWork.class)).isEqualTo(keep);
            }
        }

        @Test
        void givesLocksBackThatWereGrantedWhileNobodyDrove() {
            Scene scene = new Scene(1, feature("b"));
            LockRequest outsider =
                    LockRequest.builder("outsider", "x").write("b.ts").build();
            scene.snapshot =
                    LockTable.request(scene.snapshot, outsider, scene.now).after();
            scene.begin().made("b");
            scene.now = scene.now.plus(LockRequest.DEFAULT_TTL);
            scene.snapshot = LockTable.expire(scene.snapshot, scene.now);
            assertThat(scene.snapshot.locks().leases()).hasSize(1);

            scene.takeOver(2);

            assertThat(scene.snapshot.locks().leases()).isEmpty();
        }

        @Test
        void refusesASecondRunWhileTheFirstLives() {
            Scene scene = twoWaves();

            RunBeginning second = scene.tryToBegin(new ProcessId(2, Instant.EPOCH, "here"));

            assertThat(second).isInstanceOf(RunBeginning.AlreadyRunning.class);
        }

        @Test
        void aRunThatWasTakenOverMayNotGoOn() {
            Scene scene = twoWaves();
            RunMachine first = new RunMachine(
                    dev.coord.plan.FeatureSet.of(List.of(BASE)), Scene.FIRST_OWNER, (run, feature, attempt, base) -> {
                        throw new AssertionError();
                    });
            scene.takeOver(2);

            assertThatThrownBy(() -> first.step(scene.snapshot, new RunEvent.Woken(PhaseTimes.NONE), scene.now))
                    .isInstanceOf(StoreFailed.class);
        }

        @Test
        void logsAPlannedSerializationOnce() {
            Feature one = Feature.builder("b").writes("same.ts").build();
            Feature other = Feature.builder("c").writes("same.ts").build();
            Scene scene = new Scene(4, one, other).begin();
            assertThat(scene.conflicts).hasSize(1);
            assertThat(scene.conflicts.get(0).resolution()).isEqualTo("Serialize c after b");

            scene.takeOver(2);

            assertThat(scene.conflicts).hasSize(1);
        }
    }
}
