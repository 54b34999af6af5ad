package dev.coord.testkit.store;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.ProcessId;
import dev.coord.RepoPath;
import dev.coord.RunId;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.LostLease;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LockRequest.Age;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.Resolved;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Taken;
import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Schedule;
import dev.coord.plan.Wave;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Replaced;
import dev.coord.proof.Proof.Side;
import dev.coord.proof.Proof.TakenAway;
import dev.coord.proof.Proof.TakenLine;
import dev.coord.proof.Proof.Undone;
import dev.coord.run.FeaturePhase;
import dev.coord.run.Regeneration;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunAccount.Cause;
import dev.coord.run.RunAccount.CulpritFound;
import dev.coord.run.RunAccount.FeatureWork;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunAccount.Returned;
import dev.coord.run.RunAccount.TestRun;
import dev.coord.run.RunDriver;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.EarlierFailure;
import dev.coord.run.RunRecord.FeatureRun;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.RunSettings;
import dev.coord.run.Workspace;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.state.CoordinationState.SharedResource;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import dev.coord.testkit.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A snapshot in which everything that can be filled is, so that a store that forgets a field is found out. */
final class FullSnapshot {

    private static final Instant SPLIT_SECOND = ManualClock.START.plusNanos(123_456_789);
    private static final ProcessId PROCESS = new ProcessId(4711, SPLIT_SECOND, "host/boot-1");
    private static final RunId RUN = new RunId("k3x9");
    private static final AgentId AGENT = new AgentId("implementor-1, \"the 1st\" \u00fc");
    private static final CommitId COMMIT = new CommitId("3f".repeat(20));

    private FullSnapshot() {}

    static Snapshot get() {
        return new Snapshot(0, Optional.of(features()), locks(), state(), Optional.of(run()));
    }

    private static FeatureSet features() {
        Feature auth = Feature.builder("P1_user_auth")
                .blocks("P3_posts")
                .writes("middleware.ts", "app/[id]/page.tsx", "src/*.{ts,tsx}", "caf\u00e9/")
                .changesSchema("profiles")
                .uses("supabase_auth")
                .takes(Duration.ofMinutes(45))
                .priority(-1)
                .title("Sign in")
                .description("# Build it\n\n\twith \u00fc")
                .allowEmpty(true)
                .check("npm test -- sign-in")
                .branch("topic/sign-in")
                .extra("x-owner", "{\"n\":1.50}")
                .build();
        Feature posts = Feature.builder("P3_posts")
                .blockedBy("P1_user_auth", "P0_before")
                .reads("middleware.ts")
                .build();
        SortedMap<FeatureId, Feature> byId = new TreeMap<>();
        byId.put(auth.id(), auth);
        byId.put(posts.id(), posts);
        return new FeatureSet(byId, new TreeSet<>(List.of(new FeatureId("P0_before"))));
    }

    private static LockRegistry locks() {
        LockRequest waiting = LockRequest.builder("implementor-2", "P3_posts")
                .id(new RequestId("r:2"))
                .read("middleware.ts")
                .write("app/posts/")
                .ttl(Duration.ofMillis(1500))
                .patience(Duration.ofNanos(1))
                .owner(PROCESS)
                .age(new Age(Age.NO_WAVE, SPLIT_SECOND))
                .build();

        return new LockRegistry(
                List.of(lease(), untold()),
                List.of(new PendingRequest(
                        waiting,
                        SPLIT_SECOND,
                        SPLIT_SECOND.plusSeconds(30),
                        Optional.of(new LeaseId("lease:1")),
                        Optional.of(PROCESS))),
                List.of(new ForeignLock(
                        lock("README.md", Operation.WRITE),
                        new AgentId("outsider"),
                        new FeatureId("P9"),
                        ManualClock.START)),
                new FencingToken(41),
                List.of(new LostLease(new LeaseId("lease:0"), LostLease.Cause.BROKEN, SPLIT_SECOND, "two\nlines")));
    }

    private static Lease lease() {

        return new Lease(
                new LeaseId("lease:1"),
                new RequestId("r:1"),
                AGENT,
                new FeatureId("P1_user_auth"),
                new FencingToken(40),
                List.of(lock("middleware.ts", Operation.WRITE), lock("src/*.{ts,tsx}", Operation.READ)),
                SPLIT_SECOND,
                SPLIT_SECOND.plus(LockRequest.DEFAULT_TTL),
                LockRequest.DEFAULT_TTL,
                Optional.of(PROCESS),
                Optional.of(new Age(2, SPLIT_SECOND)));
    }

    /** An upgrade that nobody was told of yet. */
    private static Lease untold() {
        return shell("lease:3", 41, Operation.WRITE).inPlaceOf(shell("lease:2", 39, Operation.READ), PROCESS);
    }

    private static Lease shell(String id, long token, Operation operation) {
        return new Lease(
                new LeaseId(id),
                new RequestId("upgrade:" + id),
                AGENT,
                new FeatureId("P1_user_auth"),
                new FencingToken(token),
                List.of(lock("README.md", operation)),
                SPLIT_SECOND,
                SPLIT_SECOND.plus(LockRequest.DEFAULT_TTL),
                LockRequest.DEFAULT_TTL,
                Optional.empty(),
                Optional.empty());
    }

    private static CoordinationState state() {
        SortedMap<String, SharedResource> resources = new TreeMap<>();
        resources.put("supabase_auth", new SharedResource(true, List.of(new FeatureId("P1_user_auth"))));
        return new CoordinationState(
                3,
                List.of(new FeatureId("P0_before")),
                List.of(
                        new ActiveFeature(
                                new FeatureId("P1_user_auth"),
                                Optional.of(AGENT),
                                Optional.of(new LeaseId("lease-7-00000000"))),
                        new ActiveFeature(new FeatureId("P8"), Optional.empty())),
                List.of(
                        new BlockedFeature(
                                new FeatureId("P3_posts"), FeatureStatus.BLOCKED, Optional.of(AGENT), "two\nlines"),
                        new BlockedFeature(new FeatureId("P4"), FeatureStatus.FAILED, Optional.empty(), "")),
                List.of(new SchemaChange(new FeatureId("P0_before"), "profiles", SchemaChange.CREATE, true)),
                resources);
    }

    private static RunRecord run() {
        return new RunRecord(
                RUN,
                PROCESS,
                Optional.of(new RunDriver("driver-1", Optional.of(SPLIT_SECOND))),
                SPLIT_SECOND,
                RunSettings.builder("refs/heads/main")
                        .agents(3)
                        .schedule(Schedule.CONTINUOUS)
                        .timeout(Duration.ofMillis(90_001))
                        .allowEmpty(true)
                        .redo(Set.of(new FeatureId("P3_posts")))
                        .undeclared(RunSettings.UndeclaredPolicy.REJECT)
                        .deletions(RunSettings.DeletionPolicy.REJECT)
                        .structured(false)
                        .regenerate(List.of(Regeneration.parse("package-lock.json=npm install --package-lock-only")))
                        .resolver(true)
                        .radar(Duration.ofMillis(1_500))
                        .build(),
                List.of(
                        new Wave(0, List.of(new FeatureId("P1_user_auth")), List.of()),
                        new Wave(1, List.of(new FeatureId("P3_posts")), List.of(0))),
                1,
                featureRuns(),
                new RunPhase.Working(COMMIT),
                account());
    }

    private static RunAccount account() {
        FeatureId posts = new FeatureId("P3_posts");
        List<FeatureId> auth = List.of(new FeatureId("P1_user_auth"));
        return RunAccount.NONE
                .with(new Baseline.Red(
                        COMMIT,
                        new TreeSet<>(Set.of("caf\u00e9 > opens")),
                        new Extent(2, new TreeSet<>(Set.of("caf\u00e9", "shop")))))
                .with(new LandedWave(0, auth, COMMIT, COMMIT, SPLIT_SECOND))
                .with(new CulpritFound(1, posts, auth, "the combined tests fail\n(exit status 1)", 6))
                .with(new TestRun(
                        1,
                        Purpose.CONFIRMATION,
                        List.of(posts),
                        auth,
                        TestResult.Verdict.OVERDUE,
                        true,
                        Duration.ofNanos(1_000_000_001),
                        2))
                .with(new Returned(1, posts, Cause.TESTS, auth, 2))
                .with(posts, new FeatureWork(SPLIT_SECOND, Optional.of(COMMIT), 3));
    }

    private static SortedMap<FeatureId, FeatureRun> featureRuns() {
        SortedMap<FeatureId, FeatureRun> runs = new TreeMap<>();
        for (FeaturePhase phase : phases()) {
            FeatureId id = new FeatureId(phase.getClass().getSimpleName());
            runs.put(
                    id,
                    new FeatureRun(
                            "digest-1",
                            2,
                            phase,
                            Duration.ofNanos(1_000_000_001),
                            Optional.of(COMMIT),
                            2,
                            Optional.of(sentBack(id)),
                            Optional.of(new EarlierFailure("exit status 3", "refs/coord/kept/r/P1-1")),
                            Optional.of(proof(id)),
                            List.of(RESOLVED),
                            List.of(RENUMBERED)));
        }
        return runs;
    }

    private static FeatureProof proof(FeatureId id) {
        return new FeatureProof(
                id,
                new LineCount(7, 5, 2, List.of(new Replaced(new FeatureId("P2"), "middleware.ts", 2))),
                List.of(LOST, BACK),
                List.of(LOST),
                List.of(
                        new TakenAway(
                                "caf\u00e9/a b.ts",
                                new FeatureId("P2"),
                                3,
                                Undone.ADDITION,
                                List.of(new TakenLine(7, "\texport \u00fc"))),
                        new TakenAway("a b.ts", new FeatureId("P2"), 1, Undone.DELETION)),
                List.of(new AuditFinding.Undeclared(
                        "middleware.ts", List.of(new FeatureId("P2")), List.of(new FeatureId("P4")))),
                List.of(broken(id)));
    }

    private static IntegrityFinding broken(FeatureId id) {
        SchemaConflict conflict = new SchemaConflict(Optional.of(new FeatureId("P2")), List.of("public.a b"));
        return new IntegrityFinding(
                id,
                "schema",
                "caf\u00e9/a b.sql",
                3,
                "both change it",
                "merge them",
                Weight.UNKNOWN,
                Optional.of(conflict),
                Optional.of(new Missing(
                        List.of("caf\u00e9/b.ts"), List.of(new FeatureId("P2")), List.of(new FeatureId("P4")))));
    }

    private static final Renumbered RENUMBERED = new Renumbered(
            new FeatureId("P3_posts"),
            COMMIT,
            Optional.of(COMMIT),
            List.of(
                    new Renaming(
                            "caf\u00e9/002 b.sql",
                            "caf\u00e9/003 b.sql",
                            Optional.of("002"),
                            "caf\u00e9/002_a.sql",
                            List.of(new FeatureId("P2"))),
                    new Renaming("a.py", "a.py", Optional.empty(), "b.py", List.of())),
            List.of("make it anew"));

    private static final LostLine LOST = new LostLine(
            "middleware.ts", 3, "\texport \u00fc", Side.TARGET, new Culprit(Optional.of(COMMIT), "Merge 'main'"));

    private static final LostLine BACK = new LostLine(
            "run.sh", 1, "(mode 100755)", Side.FEATURE, new Culprit(Optional.empty(), "driver"), Undone.MODE);

    private static final Resolved RESOLVED = new Resolved(
            new FeatureId("P3_posts"),
            "package.json",
            "JSON",
            List.of(new Taken(
                    "JSON", "dependencies/react", Change.ADDED, StructuredMerge.Side.THEIRS, new LineRange(7, 7))),
            101);

    private static SentBack sentBack(FeatureId id) {
        return new SentBack(
                COMMIT,
                COMMIT,
                "it does not merge",
                List.of(new ConflictedFile(
                        "middleware.ts", List.of(new LineRange(3, 5)), List.of(new FeatureId("P2")))),
                List.of(LOST),
                List.of(new AuditFinding.LinkOutside("caf\u00e9/link", "/etc/passwd")),
                "1 test failed",
                List.of(broken(id)),
                List.of(new TakenAway(
                        "a b.ts", new FeatureId("P2"), 1, Undone.DELETION, List.of(new TakenLine(1, "x")))));
    }

    private static PathLock lock(String path, Operation operation) {
        return new PathLock(new RepoPath(path), operation);
    }

    private static RunPhase searching(Candidate candidate) {
        List<FeatureId> auth = List.of(new FeatureId("P1_user_auth"));
        return new RunPhase.Searching(
                candidate,
                1,
                new RunPhase.RedTests(true, auth, "exit status 1", "1 failing\n", auth, Optional.of("make test"), true),
                List.of(new RunPhase.Probed(auth, true, false, "exit status 1", "caf\u00e9: no\n")));
    }

    static List<RunPhase> runPhases() {
        WaveWork work = new WaveWork(
                RUN,
                1,
                "refs/heads/main",
                List.of(new FeatureTip(new FeatureId("P3_posts"), "digest-1", COMMIT, Optional.of(Fence.of(lease())))));
        Candidate candidate =
                new Candidate(work, COMMIT, new CommitId("a0".repeat(32)), List.of(RESOLVED), List.of(RENUMBERED));
        return List.of(
                new RunPhase.Working(COMMIT),
                new RunPhase.Merging(COMMIT, 2),
                new RunPhase.Proving(candidate, 1),
                new RunPhase.Testing(candidate, 1, List.of(new FeatureId("P1_user_auth"))),
                searching(candidate),
                new RunPhase.Landing(candidate, 1),
                new RunPhase.Draining(List.of("wave 1 did not merge")),
                new RunPhase.Done(),
                new RunPhase.Stopped(List.of("feature 'P3_posts' failed:\n exit status 3", "and more")));
    }

    static List<FeaturePhase> phases() {
        Workspace place = new Workspace(
                RUN,
                new FeatureId("P1_user_auth"),
                2,
                Path.of("/srv/shop.coord/k3x9/P1_user_auth-2"),
                "refs/heads/feature/P1_user_auth",
                COMMIT,
                List.of(new RepoPath("middleware.ts"), new RepoPath("dist/")),
                Optional.of(COMMIT));
        FeaturePhase.Finished finished = new FeaturePhase.Finished(
                place,
                COMMIT,
                List.of("middleware.ts", "caf\u00e9/a b.ts"),
                Optional.of(Fence.of(lease())),
                List.of(new RepoPath("asked/")));
        return List.of(
                new FeaturePhase.Pending(),
                new FeaturePhase.Preparing(place, AGENT),
                new FeaturePhase.Queued(place, AGENT, new RequestId("r:2")),
                new FeaturePhase.Ready(place, AGENT, lease()),
                new FeaturePhase.Running(place, AGENT, lease(), SPLIT_SECOND, Optional.of(PROCESS)),
                new FeaturePhase.Collecting(place, AGENT, new LeaseId("lease:1"), Optional.of(Duration.ofSeconds(7))),
                new FeaturePhase.Salvaging(place, Optional.of(PROCESS), Optional.of("timed out")),
                new FeaturePhase.Checking(
                        AGENT, Optional.of(new LeaseId("lease:1")), Optional.of(Duration.ofSeconds(7)), finished),
                finished,
                new FeaturePhase.Failed("exit status 3", "refs/coord/kept/P1/2"),
                new FeaturePhase.Failed("its agent could not be ended", "", Optional.of(PROCESS)),
                new FeaturePhase.Landed());
    }
}
