package dev.coord.cli.directory;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.cli.text.Painted;
import dev.coord.cli.text.Words;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.PathLock;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent;
import dev.coord.store.History.HistoryEvent.Changed;
import dev.coord.store.History.HistoryEvent.Conflicted;
import dev.coord.store.History.HistoryEvent.Ended;
import dev.coord.store.History.HistoryEvent.ForeignAdded;
import dev.coord.store.History.HistoryEvent.ForeignRemoved;
import dev.coord.store.History.HistoryEvent.Gap;
import dev.coord.store.History.HistoryEvent.Granted;
import dev.coord.store.History.HistoryEvent.Landed;
import dev.coord.store.History.HistoryEvent.Left;
import dev.coord.store.History.HistoryEvent.Moved;
import dev.coord.store.History.HistoryEvent.Other;
import dev.coord.store.History.HistoryEvent.TakenBack;
import dev.coord.store.History.HistoryEvent.Waiting;
import dev.coord.store.History.HistoryEvent.WaveBegun;
import java.util.List;
import java.util.stream.Collectors;

/** What happened, a line each, for people. */
public final class HistoryText {

    private HistoryText() {}

    public static Painted of(HistoryEntry entry) {
        return Painted.of(Words.time(entry.at()) + "  " + entry.revision() + "  " + text(entry));
    }

    /** Whether it tells of a feature; a gap may, and so it does. */
    static boolean concerns(HistoryEvent event, FeatureId feature) {
        if (event instanceof Conflicted conflict) {
            return conflict.entry().features().contains(feature);
        }
        return event instanceof Gap || features(event).contains(feature);
    }

    /** Whether it tells people something: that the record of a run goes on with each of its steps does not. */
    static boolean tells(HistoryEvent event) {
        return !(event instanceof Other other) || !withoutRun(other).isEmpty();
    }

    private static List<String> withoutRun(Other other) {
        return other.parts().stream().filter(part -> !part.equals("run")).toList();
    }

    private static List<FeatureId> features(HistoryEvent event) {
        if (event instanceof Granted granted) {
            return List.of(granted.lease().feature());
        }
        if (event instanceof Changed changed) {
            return List.of(changed.lease().feature());
        }
        if (event instanceof Ended ended) {
            return List.of(ended.feature());
        }
        if (event instanceof Waiting waiting) {
            return List.of(waiting.request().request().feature());
        }
        if (event instanceof Left left) {
            return List.of(left.feature());
        }
        if (event instanceof ForeignAdded added) {
            return List.of(added.lock().feature());
        }
        if (event instanceof ForeignRemoved removed) {
            return List.of(removed.lock().feature());
        }
        if (event instanceof Landed landed) {
            return landed.features();
        }
        if (event instanceof TakenBack back) {
            return back.features();
        }
        return event instanceof Moved moved ? List.of(moved.feature()) : List.of();
    }

    private static String text(HistoryEntry entry) {
        HistoryEvent event = entry.event();
        if (event instanceof Granted granted) {
            Lease lease = granted.lease();
            return who(lease.agent(), lease.feature()) + "holds " + locks(lease.locks()) + ", " + lease.id();
        }
        if (event instanceof Changed changed) {
            Lease lease = changed.lease();
            return who(lease.agent(), lease.feature()) + "keeps " + locks(lease.locks()) + " until "
                    + Words.time(lease.expiresAt()) + ", " + lease.id();
        }
        if (event instanceof Ended ended) {
            return who(ended.agent(), ended.feature()) + "holds " + ended.lease() + " no longer: "
                    + Words.of(ended.why());
        }
        if (event instanceof Waiting waiting) {
            PendingRequest ticket = waiting.request();
            return who(ticket.request().agent(), ticket.request().feature()) + "waits for "
                    + locks(ticket.request().locks());
        }
        if (event instanceof Left left) {
            return who(left.agent(), left.feature()) + "waits no longer: " + Words.of(left.why());
        }
        if (event instanceof ForeignAdded added) {
            return foreign(added.lock()) + "is written into the file";
        }
        if (event instanceof ForeignRemoved removed) {
            return foreign(removed.lock()) + "is taken out of the file";
        }
        return otherText(entry.since(), event);
    }

    private static String otherText(long since, HistoryEvent event) {
        if (event instanceof Moved moved) {
            return moved.feature() + " is " + Words.of(moved.to())
                    + moved.agent().map(agent -> " by " + agent).orElse("")
                    + (moved.reason().isEmpty() ? "" : ": " + beginning(moved.reason()));
        }
        if (event instanceof Landed landed) {
            return "wave " + landed.wave() + " of run " + landed.run() + " landed as "
                    + landed.commit().abbreviated() + ": " + names(landed.features());
        }
        if (event instanceof TakenBack back) {
            return "taken back: " + names(back.features());
        }
        if (event instanceof WaveBegun wave) {
            return "wave " + wave.wave() + " begins";
        }
        if (event instanceof Conflicted conflict) {
            return "conflict: " + conflict.entry().type().jsonName() + " on "
                    + String.join(", ", conflict.entry().subjects()) + ": "
                    + conflict.entry().resolution();
        }
        if (event instanceof Other other) {
            return "changed: " + String.join(", ", withoutRun(other));
        }
        if (event instanceof Gap) {
            return "what happened since revision " + since + " was not written down";
        }
        throw new AssertionError(event);
    }

    /** One line of what may be the output of a test; {@code status} and {@code --json} have all of it. */
    private static String beginning(String reason) {
        List<String> lines = SafeText.lines(reason);
        return lines.get(0) + (lines.size() > 1 ? " ..." : "");
    }

    private static String who(AgentId agent, FeatureId feature) {
        return agent + " (" + feature + ") ";
    }

    private static String foreign(ForeignLock lock) {
        return "lock of " + who(lock.lockedBy(), lock.feature()) + "on " + locks(List.of(lock.lock())) + " ";
    }

    private static String names(List<FeatureId> features) {
        return features.stream().map(FeatureId::value).collect(Collectors.joining(", "));
    }

    private static String locks(List<PathLock> locks) {
        return locks.isEmpty()
                ? "no path"
                : locks.stream()
                        .map(lock ->
                                "'" + lock.path() + "' to " + lock.operation().jsonName())
                        .collect(Collectors.joining(", "));
    }
}
