package dev.coord.core.json.history;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.core.json.state.LeaseJson;
import dev.coord.core.json.state.LocksJson;
import dev.coord.core.json.state.ProcessJson;
import dev.coord.lock.FencingToken;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRegistry.PendingRequest;
import dev.coord.lock.RequestId;
import dev.coord.plan.ConflictType;
import dev.coord.state.ConflictEntry;
import dev.coord.state.FeatureStatus;
import dev.coord.store.History.HistoryEvent;
import dev.coord.store.History.HistoryEvent.Changed;
import dev.coord.store.History.HistoryEvent.Conflicted;
import dev.coord.store.History.HistoryEvent.Ended;
import dev.coord.store.History.HistoryEvent.Ending;
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
import java.time.Instant;
import java.util.function.Function;

/** What a line of a history tells: {@code event} names it, and leases, requests and locks have the fields of a snapshot. */
final class HistoryEventJson {

    private static final Function<String, Ending> ENDING = JsonWords.constant(Ending.class, JsonWords::of);
    private static final Function<String, FeatureStatus> STATUS =
            JsonWords.constant(FeatureStatus.class, JsonWords::of);
    private static final Function<String, ConflictType> CONFLICT_TYPE =
            JsonWords.constant(ConflictType.class, ConflictType::jsonName);

    private HistoryEventJson() {}

    static void write(FieldWriter out, HistoryEvent event) {
        if (event instanceof Granted granted) {
            LeaseJson.write(out.text("event", "granted"), granted.lease());
        } else if (event instanceof Changed changed) {
            LeaseJson.write(out.text("event", "changed"), changed.lease());
        } else if (event instanceof Ended ended) {
            out.text("event", "ended")
                    .text("why", JsonWords.of(ended.why()))
                    .text("id", ended.lease())
                    .text("agent", ended.agent())
                    .text("feature", ended.feature())
                    .number("token", ended.token().value());
        } else if (event instanceof Waiting waiting) {
            LocksJson.writeRequest(
                    out.text("event", "waiting"), waiting.request().request());
            out.text("waits_since", waiting.request().since())
                    .text("deadline", waiting.request().deadline())
                    .optionalText("upgrades", waiting.request().upgrades())
                    .optionalObject("waiter", waiting.request().waiter(), ProcessJson::write);
        } else if (event instanceof Left left) {
            out.text("event", "left")
                    .text("why", JsonWords.of(left.why()))
                    .text("id", left.request())
                    .text("agent", left.agent())
                    .text("feature", left.feature());
        } else if (event instanceof ForeignAdded added) {
            LocksJson.writeForeign(out.text("event", "foreign_added"), added.lock());
        } else if (event instanceof ForeignRemoved removed) {
            LocksJson.writeForeign(out.text("event", "foreign_removed"), removed.lock());
        } else if (event instanceof Moved moved) {
            out.text("event", "feature")
                    .text("feature", moved.feature())
                    .text("from", JsonWords.of(moved.from()))
                    .text("to", JsonWords.of(moved.to()))
                    .optionalText("agent", moved.agent())
                    .text("reason", moved.reason());
        } else if (event instanceof WaveBegun wave) {
            out.text("event", "wave").number("wave", wave.wave());
        } else if (event instanceof Landed landed) {
            out.text("event", "landed")
                    .text("run", landed.run())
                    .number("wave", landed.wave())
                    .texts("features", landed.features())
                    .text("commit", landed.commit());
        } else if (event instanceof TakenBack back) {
            out.text("event", "taken_back").texts("features", back.features());
        } else if (event instanceof Conflicted conflict) {
            writeConflict(out.text("event", "conflict"), conflict.entry());
        } else if (event instanceof Other other) {
            out.text("event", "other").texts("parts", other.parts());
        } else if (event instanceof Gap) {
            out.text("event", "gap");
        } else {
            throw new AssertionError(event);
        }
    }

    static HistoryEvent read(FieldReader in) {
        return switch (in.text("event")) {
            case "granted" -> new Granted(LeaseJson.read(in));
            case "changed" -> new Changed(LeaseJson.read(in));
            case "ended" ->
                new Ended(
                        in.value("id", LeaseId::new),
                        in.value("agent", AgentId::new),
                        in.value("feature", FeatureId::new),
                        new FencingToken(in.number("token")),
                        in.value("why", ENDING));
            case "waiting" ->
                new Waiting(new PendingRequest(
                        LocksJson.readRequest(in),
                        in.value("waits_since", Instant::parse),
                        in.value("deadline", Instant::parse),
                        in.optionalValue("upgrades", LeaseId::new),
                        in.optionalObject("waiter", ProcessJson::read)));
            case "left" ->
                new Left(
                        in.value("id", RequestId::new),
                        in.value("agent", AgentId::new),
                        in.value("feature", FeatureId::new),
                        in.value("why", ENDING));
            case "foreign_added" -> new ForeignAdded(LocksJson.readForeign(in));
            case "foreign_removed" -> new ForeignRemoved(LocksJson.readForeign(in));
            case "feature" ->
                new Moved(
                        in.value("feature", FeatureId::new),
                        in.value("from", STATUS),
                        in.value("to", STATUS),
                        in.optionalValue("agent", AgentId::new),
                        in.text("reason"));
            case "wave" -> new WaveBegun(in.count("wave"));
            case "landed" ->
                new Landed(
                        in.value("run", RunId::new),
                        in.count("wave"),
                        in.values("features", FeatureId::new),
                        in.value("commit", CommitId::new));
            case "taken_back" -> new TakenBack(in.values("features", FeatureId::new));
            case "conflict" -> new Conflicted(readConflict(in));
            case "other" -> new Other(in.values("parts", Function.identity()));
            case "gap" -> new Gap();
            default -> throw in.unknown("event");
        };
    }

    private static void writeConflict(FieldWriter out, ConflictEntry entry) {
        out.text("noticed_at", entry.at())
                .text("type", entry.type().jsonName())
                .texts("features", entry.features())
                .texts("subjects", entry.subjects())
                .text("resolution", entry.resolution());
    }

    private static ConflictEntry readConflict(FieldReader in) {
        return new ConflictEntry(
                in.value("noticed_at", Instant::parse),
                in.value("type", CONFLICT_TYPE),
                in.values("features", FeatureId::new),
                in.values("subjects", Function.identity()),
                in.text("resolution"));
    }
}
