package dev.coord.core.run;

import dev.coord.FeatureId;
import dev.coord.core.path.PathPattern;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Holder;
import dev.coord.lock.Lease;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.lock.LockRequest.Age;
import dev.coord.lock.Operation;
import dev.coord.lock.PathLock;
import dev.coord.lock.RequestId;
import dev.coord.merge.Fence;
import dev.coord.plan.Feature;
import dev.coord.plan.Wave;
import dev.coord.run.AgentResult;
import dev.coord.run.Collected;
import dev.coord.run.FeaturePhase;
import dev.coord.run.FeatureRun;
import dev.coord.run.RunRecord;
import dev.coord.run.Undone;
import dev.coord.run.Workspace;
import dev.coord.state.Command;
import dev.coord.state.LifecycleOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the events of one feature lead to. */
final class FeatureSteps {

    private static final int SHOWN = 5;

    private FeatureSteps() {}

    static void workspaceMade(RunDraft draft, RunEvent.WorkspaceMade event) {
        FeatureId id = event.feature();
        if (!(draft.phaseOf(id) instanceof FeaturePhase.Preparing preparing)
                || preparing.workspace().attempt() != event.attempt()) {
            return;
        }
        LifecycleOutcome started = draft.apply(new Command.StartFeature(id, preparing.agent()));
        if (started instanceof LifecycleOutcome.NotMoved stopped) {
            Failures.fail(draft, id, preparing, stopped.message());
            return;
        }
        askForLocks(draft, id, preparing);
    }

    /** Also for a request that left the queue though its time was not over: the wall clock had been set. */
    static void askForLocks(RunDraft draft, FeatureId id, FeaturePhase.Manned waiting) {
        LockRequest request = request(draft, id, waiting);
        LockOutcome outcome = draft.apply(new Command.RequestLocks(request));
        if (outcome instanceof LockOutcome.Granted granted) {
            locked(draft, id, waiting, granted.lease());
        } else if (outcome instanceof LockOutcome.Waiting held) {
            if (!(waiting instanceof FeaturePhase.Queued)) {
                draft.tell(RunNotice.Kind.WAIT, id, "waits for " + describe(held.heldBy()));
            }
            draft.enter(id, new FeaturePhase.Queued(waiting.workspace(), waiting.agent(), request.id()));
        } else {
            Failures.fail(draft, id, waiting, "its locks were refused: " + refusal(outcome));
        }
    }

    static void agentStarted(RunDraft draft, RunEvent.AgentStarted event) {
        if (draft.phaseOf(event.feature()) instanceof FeaturePhase.Running running
                && running.workspace().attempt() == event.attempt()) {
            draft.enter(
                    event.feature(),
                    new FeaturePhase.Running(
                            running.workspace(),
                            running.agent(),
                            running.lease(),
                            running.since(),
                            Optional.of(event.process())));
        }
    }

    static void agentEnded(RunDraft draft, RunEvent.AgentEnded event) {
        FeatureId id = event.feature();
        if (!(draft.phaseOf(id) instanceof FeaturePhase.Running running)
                || running.workspace().attempt() != event.attempt()) {
            return;
        }
        addTime(draft, id, event.ran());
        if (event.result() instanceof AgentResult.Succeeded succeeded) {
            if (!succeeded.leftovers().isEmpty()) {
                draft.tell(
                        RunNotice.Kind.WARNING,
                        id,
                        "its agent left running and coord ended: " + String.join(", ", succeeded.leftovers()));
            }
            draft.enter(
                    id,
                    new FeaturePhase.Collecting(
                            running.workspace(),
                            running.agent(),
                            running.lease().id()));
            draft.act(new RunAction.CollectWork(running.workspace(), draft.declared(id)));
        } else if (event.result() instanceof AgentResult.Failed failed) {
            Failures.fail(draft, id, running, failed.reason());
        } else if (event.result() instanceof AgentResult.TimedOut timedOut) {
            Failures.fail(draft, id, running, "timed out after " + Durations.text(timedOut.after()));
        } else {
            throw new AssertionError(event.result());
        }
    }

    static void workCollected(RunDraft draft, RunEvent.WorkCollected event) {
        FeatureId id = event.feature();
        if (!(draft.phaseOf(id) instanceof FeaturePhase.Collecting collecting)
                || collecting.workspace().attempt() != event.attempt()) {
            return;
        }
        if (event.collected() instanceof Collected.Unusable unusable) {
            Failures.fail(draft, id, collecting, unusable.reason());
            return;
        }
        Collected.Work work = (Collected.Work) event.collected();
        List<String> trespasses = trespasses(draft, id, work.changed());
        if (!trespasses.isEmpty()) {
            Failures.fail(draft, id, collecting, "it wrote what it did not declare and others do: " + trespasses);
            return;
        }
        Optional<Lease> lease = draft.snapshot().locks().leases().stream()
                .filter(held -> held.id().equals(collecting.lease()))
                .findFirst();
        if (lease.isEmpty()) {
            Failures.fail(draft, id, collecting, "its lease " + collecting.lease() + " was lost while it worked");
            return;
        }
        LifecycleOutcome completed = draft.apply(new Command.CompleteFeature(
                id, collecting.agent(), Optional.of(lease.get().token())));
        if (completed instanceof LifecycleOutcome.Refused refused) {
            Failures.fail(draft, id, collecting, refused.message());
            return;
        }
        draft.enter(
                id,
                new FeaturePhase.Finished(collecting.workspace(), work.tip(), work.changed(), lease.map(Fence::of)));
        draft.tell(RunNotice.Kind.FINISH, id, finished(draft.feature(id), work));
        tellStashes(draft, id, work.stashes());
        work.undone().stream()
                .collect(Collectors.groupingBy(
                        undone -> Map.entry(undone.how(), undone.features()), LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(alike -> draft.tell(RunNotice.Kind.WARNING, id, text(alike)));
    }

    static void workKept(RunDraft draft, RunEvent.WorkKept event) {
        FeatureId id = event.feature();
        if (!(draft.phaseOf(id) instanceof FeaturePhase.Salvaging salvaging)
                || salvaging.workspace().attempt() != event.attempt()) {
            return;
        }
        Failures.settle(draft, id, salvaging, tell(draft, salvaging.workspace(), event.kept()));
    }

    /** Tells where work lies that is not used; the answer names one place, where there is any. */
    private static String tell(RunDraft draft, Workspace workspace, Collected.Kept kept) {
        if (!kept.ref().isEmpty()) {
            draft.tell(RunNotice.Kind.WARNING, workspace.feature(), "unused work is kept at " + kept.ref());
        }
        tellStashes(draft, workspace.feature(), kept.stashes());
        if (kept.stays().isEmpty()) {
            return kept.ref();
        }
        String place = "" + workspace.directory(); // a rule names a path, and asks nothing of it
        draft.tell(
                RunNotice.Kind.WARNING,
                workspace.feature(),
                "its work tree stays at " + place + ", since " + kept.stays());
        return kept.ref().isEmpty() ? place : kept.ref();
    }

    /**
     * Until then a landed feature stays finished, so that the next run removes its workspace where this one is killed, or
     * cannot.
     */
    static void workspaceRemoved(RunDraft draft, RunEvent.WorkspaceRemoved event) {
        tell(draft, event.workspace(), event.kept());
        removed(draft, event.feature());
    }

    static void removed(RunDraft draft, FeatureId id) {
        if (draft.phaseOf(id) instanceof FeaturePhase.Finished) {
            draft.enter(id, new FeaturePhase.Landed());
        }
    }

    /** A run that ended still hears of work that was being pinned and of workspaces that were being removed. */
    static void afterTheEnd(RunDraft draft, RunEvent event) {
        if (event instanceof RunEvent.WorkKept kept) {
            workKept(draft, kept);
        } else if (event instanceof RunEvent.WorkspaceRemoved removed) {
            workspaceRemoved(draft, removed);
        } else if (event instanceof RunEvent.ActionFailed failed) {
            Failures.actionFailed(draft, failed);
        }
    }

    private static LockRequest request(RunDraft draft, FeatureId id, FeaturePhase.Manned waiting) {
        Workspace workspace = waiting.workspace();
        List<PathLock> locks = draft.declared(id).fileWrites().stream()
                .map(path -> new PathLock(path, Operation.WRITE))
                .toList();
        return new LockRequest(
                new RequestId(workspace.run() + ":" + id + ":" + workspace.attempt()),
                waiting.agent(),
                id,
                locks,
                ContentionPolicy.WAIT,
                LockRequest.DEFAULT_TTL,
                draft.run().settings().timeout(),
                Optional.of(draft.machine().owner()),
                Optional.of(age(draft.run(), id)));
    }

    /** So that who goes by age does not take an early wave's work for young. */
    private static Age age(RunRecord run, FeatureId id) {
        int wave = run.waves().stream()
                .filter(planned -> planned.features().contains(id))
                .mapToInt(Wave::number)
                .findFirst()
                .orElse(Age.NO_WAVE);
        return new Age(wave, run.startedAt());
    }

    private static void locked(RunDraft draft, FeatureId id, FeaturePhase.Manned waiting, Lease lease) {
        draft.enter(id, new FeaturePhase.Ready(waiting.workspace(), waiting.agent(), lease));
        draft.tell(
                RunNotice.Kind.LOCK,
                id,
                waiting.agent() + " holds " + counted(lease.locks().size(), "write lock"));
    }

    static String describe(List<Holder> heldBy) {
        return heldBy.stream()
                .map(holder -> holder.lock().path() + " held by " + holder.agent() + " (" + holder.feature() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String refusal(LockOutcome outcome) {
        if (outcome instanceof LockOutcome.Denied denied) {
            return describe(denied.heldBy());
        }
        if (outcome instanceof LockOutcome.TimedOut timedOut) {
            return describe(timedOut.heldBy());
        }
        if (outcome instanceof LockOutcome.Deadlocked deadlocked) {
            return "waiting would close the circle " + deadlocked.cycle();
        }
        throw new AssertionError(outcome);
    }

    private static void addTime(RunDraft draft, FeatureId id, Duration time) {
        FeatureRun feature = draft.feature(id);
        Duration sum = feature.agentTime().plus(time);
        draft.put(id, new FeatureRun(feature.digest(), feature.attempts(), feature.phase(), sum));
    }

    /** Undeclared writes that another feature of the wave declares; other undeclared ones only warn. */
    private static List<String> trespasses(RunDraft draft, FeatureId id, List<String> changed) {
        List<String> trespasses = new ArrayList<>();
        for (String path : changed) {
            if (declares(draft.declared(id), path)) {
                continue;
            }
            List<FeatureId> owners = draft.together().stream()
                    .filter(other -> !other.equals(id) && declares(draft.declared(other), path))
                    .toList();
            if (owners.isEmpty()) {
                draft.tell(RunNotice.Kind.WARNING, id, "wrote '" + path + "', which it did not declare");
            } else {
                trespasses.add("'" + path + "' belongs to " + NextSteps.names(owners));
            }
        }
        return trespasses;
    }

    private static boolean declares(Feature feature, String path) {
        return feature.fileWrites().stream().map(PathPattern::of).anyMatch(pattern -> pattern.matches(path));
    }

    private static void tellStashes(RunDraft draft, FeatureId id, List<String> stashes) {
        if (!stashes.isEmpty()) {
            draft.tell(
                    RunNotice.Kind.WARNING,
                    id,
                    "its agent left in the list that 'git stash list' shows: " + String.join(", ", stashes));
        }
    }

    private static String text(List<Undone> alike) {
        String features = NextSteps.names(alike.get(0).features());
        String more = alike.size() > SHOWN ? " and " + (alike.size() - SHOWN) + " more" : "";
        String paths = alike.stream()
                        .limit(SHOWN)
                        .map(undone -> "'" + undone.path() + "'")
                        .collect(Collectors.joining(", "))
                + more;
        return switch (alike.get(0).how()) {
            case DELETES -> "deletes " + paths + ", which " + features + " landed";
            case REVERTS -> "reverts " + paths + " to what was there before " + features + " landed";
            case REMOVES_LINES -> "removes every line that " + features + " landed in " + paths;
        };
    }

    private static String finished(FeatureRun feature, Collected.Work work) {
        return counted(work.changed().size(), "file") + " in " + Durations.text(feature.agentTime()) + ", commit "
                + work.tip().abbreviated();
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
