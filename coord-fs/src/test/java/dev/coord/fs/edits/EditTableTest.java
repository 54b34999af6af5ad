package dev.coord.fs.edits;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.lock.LockTable;
import dev.coord.fs.document.StoredDocument;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.state.CoordinationState;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.state.CoordinationState.BlockedFeature;
import dev.coord.state.CoordinationState.SchemaChange;
import dev.coord.state.CoordinationState.SharedResource;
import dev.coord.state.FeatureStatus;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import dev.coord.testkit.ManualClock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Field by field, what becomes of an edit by hand: it is taken over, put back with words, or kept aside with words. */
class EditTableTest {

    enum Verdict {
        TAKEN_OVER,
        PUT_BACK,
        KEPT_ASIDE
    }

    static Stream<Arguments> edits() {
        return Stream.concat(locks(), state());
    }

    private static Stream<Arguments> locks() {
        return Stream.of(
                // a lock of somebody else
                lock("a foreign lock is added", Verdict.TAKEN_OVER, file -> foreign(file, "new.ts")),
                lock(
                        "a foreign lock is removed",
                        Verdict.TAKEN_OVER,
                        file -> locks(file).remove(2)),
                lock("its path", Verdict.TAKEN_OVER, file -> row(file, 2).put("file_path", "other.ts")),
                lock(
                        "its path is absolute",
                        Verdict.KEPT_ASIDE,
                        file -> row(file, 2).put("file_path", "/etc")),
                lock(
                        "its path is no text",
                        Verdict.KEPT_ASIDE,
                        file -> row(file, 2).put("file_path", 7)),
                lock(
                        "its path is gone",
                        Verdict.KEPT_ASIDE,
                        file -> row(file, 2).remove("file_path")),
                lock("its agent", Verdict.TAKEN_OVER, file -> row(file, 2).put("locked_by", "somebody")),
                lock(
                        "its agent is null",
                        Verdict.KEPT_ASIDE,
                        file -> row(file, 2).putNull("locked_by")),
                lock("its feature", Verdict.TAKEN_OVER, file -> row(file, 2).put("feature_id", "P7")),
                lock(
                        "its feature is no id",
                        Verdict.KEPT_ASIDE,
                        file -> row(file, 2).put("feature_id", "-x")),
                lock("its operation", Verdict.TAKEN_OVER, file -> row(file, 2).put("operation", "read")),
                lock(
                        "its operation is unknown",
                        Verdict.KEPT_ASIDE,
                        file -> row(file, 2).put("operation", "own")),
                lock("its time", Verdict.TAKEN_OVER, file -> row(file, 2).put("timestamp", "2025-10-30T10:00:00Z")),
                lock(
                        "its time is no time",
                        Verdict.PUT_BACK,
                        file -> row(file, 2).put("timestamp", "yesterday")),
                lock("its time is gone", Verdict.PUT_BACK, file -> row(file, 2).remove("timestamp")),
                lock(
                        "its time is a number",
                        Verdict.PUT_BACK,
                        file -> row(file, 2).put("timestamp", 1761832800)),
                lock(
                        "its time ends the range",
                        Verdict.KEPT_ASIDE,
                        file -> row(file, 2).put("timestamp", "+999999999-12-31T23:59:59Z")),
                lock(
                        "its time begins the range",
                        Verdict.KEPT_ASIDE,
                        file -> row(file, 2).put("timestamp", "-999999999-01-01T00:00:00Z")),
                lock(
                        "a field that coord does not know",
                        Verdict.TAKEN_OVER,
                        file -> row(file, 2).put("note", "mine")),
                lock(
                        "a lease is named in it",
                        Verdict.PUT_BACK,
                        file -> row(file, 2).put("lease_id", "lease-1-00000000")),
                lock(
                        "it stands twice",
                        Verdict.TAKEN_OVER,
                        file -> locks(file).add(row(file, 2).deepCopy())),
                lock(
                        "it stands twice and differs",
                        Verdict.PUT_BACK,
                        file -> locks(file).add(row(file, 2).deepCopy().put("timestamp", "2025-10-30T10:00:00Z"))),
                // a lease of coord's
                lock(
                        "a path of a lease is removed",
                        Verdict.TAKEN_OVER,
                        file -> locks(file).remove(0)),
                lock(
                        "a lease's path is another",
                        Verdict.PUT_BACK,
                        file -> row(file, 0).put("file_path", "other.ts")),
                lock(
                        "a lease's agent is another",
                        Verdict.PUT_BACK,
                        file -> row(file, 0).put("locked_by", "somebody")),
                lock(
                        "a lease's operation is another",
                        Verdict.PUT_BACK,
                        file -> row(file, 1).put("operation", "write")),
                lock("a lease's id", Verdict.PUT_BACK, file -> row(file, 0).put("lease_id", "lease-9-00000000")),
                lock(
                        "a lease's id is gone",
                        Verdict.PUT_BACK,
                        file -> row(file, 0).remove("lease_id")),
                lock("a lease's end", Verdict.PUT_BACK, file -> row(file, 0).put("expires_at", "2030-01-01T00:00:00Z")),
                lock(
                        "a lease's end is gone",
                        Verdict.PUT_BACK,
                        file -> row(file, 0).remove("expires_at")),
                lock("a lease's token", Verdict.PUT_BACK, file -> row(file, 0).put("token", 99)),
                lock(
                        "a lease's token is beyond long",
                        Verdict.PUT_BACK,
                        file -> row(file, 0).put("token", new java.math.BigInteger("99999999999999999999"))),
                lock("a lease's time", Verdict.PUT_BACK, file -> row(file, 0).put("timestamp", "2025-10-30T10:00:00Z")),
                lock("a lease of nobody's is added", Verdict.PUT_BACK, file -> {
                    foreign(file, "new.ts");
                    row(file, 3).put("lease_id", "lease-9-00000000");
                }),
                lock(
                        "the rows are in another order",
                        Verdict.PUT_BACK,
                        file -> locks(file).add(locks(file).remove(0))),
                lock(
                        "all rows are removed",
                        Verdict.TAKEN_OVER,
                        file -> locks(file).removeAll()),
                lock("the list is null", Verdict.KEPT_ASIDE, file -> file.putNull("locks")),
                lock("the list is an object", Verdict.KEPT_ASIDE, file -> file.putObject("locks")),
                lock("a row is a text", Verdict.KEPT_ASIDE, file -> locks(file).add("x.ts")),
                lock("a row is null", Verdict.KEPT_ASIDE, file -> locks(file).addNull()),
                // those who wait
                lock(
                        "a request of coord's is removed",
                        Verdict.PUT_BACK,
                        file -> pending(file).remove(0)),
                lock("its path", Verdict.PUT_BACK, file -> pendingRow(file).put("file_path", "other.ts")),
                lock("its end", Verdict.PUT_BACK, file -> pendingRow(file).put("expires_at", "2030-01-01T00:00:00Z")),
                lock(
                        "its id is gone",
                        Verdict.PUT_BACK,
                        file -> pendingRow(file).remove("request_id")),
                lock(
                        "a field in it that coord does not know",
                        Verdict.PUT_BACK,
                        file -> pendingRow(file).put("note", 1)),
                lock(
                        "a request of somebody else is added",
                        Verdict.TAKEN_OVER,
                        file -> pending(file)
                                .addObject()
                                .put("file_path", "y.ts")
                                .put("requested_by", "shell")),
                lock(
                        "a request of any form is added",
                        Verdict.TAKEN_OVER,
                        file -> pending(file).add("me too")),
                lock(
                        "a request that names an id is added",
                        Verdict.PUT_BACK,
                        file -> pending(file)
                                .addObject()
                                .put("file_path", "y.ts")
                                .put("request_id", "r-9")),
                lock("the queue is null", Verdict.KEPT_ASIDE, file -> file.putNull("pending_locks")),
                // all of it
                lock("a field of the file", Verdict.TAKEN_OVER, file -> file.put("note", "mine")),
                lock("the revision is gone and a row too", Verdict.PUT_BACK, file -> {
                    file.remove("revision");
                    locks(file).remove(2);
                }),
                lock("the revision is beyond long and a row is gone", Verdict.PUT_BACK, file -> {
                    file.put("revision", new java.math.BigInteger("99999999999999999999"));
                    locks(file).remove(2);
                }),
                lock("the revision is a text and a row is new", Verdict.PUT_BACK, file -> {
                    file.put("revision", "7");
                    foreign(file, "new.ts");
                }));
    }

    private static Stream<Arguments> state() {
        return Stream.of(
                state("the wave", Verdict.TAKEN_OVER, file -> file.put("current_wave", 5)),
                state("the wave is below 0", Verdict.KEPT_ASIDE, file -> file.put("current_wave", -1)),
                state("the wave is beyond int", Verdict.KEPT_ASIDE, file -> file.put("current_wave", 3_000_000_000L)),
                state("the wave is a text", Verdict.KEPT_ASIDE, file -> file.put("current_wave", "2")),
                state("the wave is null", Verdict.KEPT_ASIDE, file -> file.putNull("current_wave")),
                state("the wave is gone", Verdict.PUT_BACK, file -> file.remove("current_wave")),
                state(
                        "a feature is completed",
                        Verdict.TAKEN_OVER,
                        file -> list(file, "completed_features").add("P9")),
                state(
                        "a completed one is removed",
                        Verdict.TAKEN_OVER,
                        file -> list(file, "completed_features").remove(0)),
                state(
                        "a completed one stands twice",
                        Verdict.TAKEN_OVER,
                        file -> list(file, "completed_features").add("P1")),
                state(
                        "they are in another order",
                        Verdict.PUT_BACK,
                        file -> list(file, "completed_features")
                                .add(list(file, "completed_features").remove(0))),
                state("an active one is completed", Verdict.TAKEN_OVER, file -> {
                    list(file, "active_features").removeAll();
                    list(file, "completed_features").add("P3");
                }),
                state("a feature is in two lists", Verdict.PUT_BACK, file -> {
                    list(file, "active_features").add("P9");
                    list(file, "blocked_features").add("P9");
                }),
                state(
                        "an id is a number",
                        Verdict.KEPT_ASIDE,
                        file -> list(file, "active_features").add(4)),
                state(
                        "an id is none",
                        Verdict.KEPT_ASIDE,
                        file -> list(file, "active_features").add("a/b")),
                state("a list is null", Verdict.KEPT_ASIDE, file -> file.putNull("blocked_features")),
                state(
                        "who works on an active one",
                        Verdict.TAKEN_OVER,
                        file -> object(file, "active_agents").put("P3", "me")),
                state(
                        "nobody does any more",
                        Verdict.PUT_BACK,
                        file -> object(file, "active_agents").remove("P3")),
                state(
                        "who works on one that is not active",
                        Verdict.PUT_BACK,
                        file -> object(file, "active_agents").put("P1", "me")),
                state(
                        "who works is a number",
                        Verdict.KEPT_ASIDE,
                        file -> object(file, "active_agents").put("P3", 3)),
                state("the agents are gone", Verdict.PUT_BACK, file -> file.remove("active_agents")),
                state("the agents are a list", Verdict.KEPT_ASIDE, file -> file.putArray("active_agents")),
                state(
                        "why one is blocked",
                        Verdict.TAKEN_OVER,
                        file -> reason(file).put("reason", "the sun")),
                state("that it failed", Verdict.TAKEN_OVER, file -> reason(file).put("status", "failed")),
                state("that it slept", Verdict.KEPT_ASIDE, file -> reason(file).put("status", "asleep")),
                state(
                        "the reason is gone",
                        Verdict.PUT_BACK,
                        file -> object(file, "blocked_reasons").remove("P4")),
                state(
                        "the reason has a note",
                        Verdict.PUT_BACK,
                        file -> reason(file).put("note", "x")),
                state(
                        "a table without a name",
                        Verdict.KEPT_ASIDE,
                        file -> schema(file).put("table", " ")),
                state("a table", Verdict.TAKEN_OVER, file -> schema(file).put("table", "posts")),
                state("its feature", Verdict.TAKEN_OVER, file -> schema(file).put("feature_id", "P9")),
                state("its operation", Verdict.TAKEN_OVER, file -> schema(file).put("operation", "drop")),
                state(
                        "its operation is gone",
                        Verdict.KEPT_ASIDE,
                        file -> schema(file).remove("operation")),
                state(
                        "that it is committed",
                        Verdict.TAKEN_OVER,
                        file -> schema(file).put("committed", true)),
                state(
                        "that it is, in a word",
                        Verdict.KEPT_ASIDE,
                        file -> schema(file).put("committed", "yes")),
                state(
                        "that it is, in a number",
                        Verdict.KEPT_ASIDE,
                        file -> schema(file).put("committed", 1)),
                state("a note in it", Verdict.TAKEN_OVER, file -> schema(file).put("note", "x")),
                state(
                        "a change is removed",
                        Verdict.TAKEN_OVER,
                        file -> list(file, "schema_changes").remove(0)),
                state(
                        "a change twice with differences",
                        Verdict.PUT_BACK,
                        file -> list(file, "schema_changes")
                                .add(schema(file).deepCopy().put("committed", true))),
                state(
                        "a resource is added",
                        Verdict.TAKEN_OVER,
                        file -> object(file, "shared_resources")
                                .putObject("cache")
                                .put("initialized", true)),
                state(
                        "a resource is removed",
                        Verdict.TAKEN_OVER,
                        file -> object(file, "shared_resources").remove("db")),
                state(
                        "a resource is a number",
                        Verdict.KEPT_ASIDE,
                        file -> object(file, "shared_resources").put("x", 5)),
                state(
                        "that it is ready",
                        Verdict.TAKEN_OVER,
                        file -> resource(file).put("initialized", true)),
                state(
                        "that it is, in a word",
                        Verdict.KEPT_ASIDE,
                        file -> resource(file).put("initialized", "yes")),
                state(
                        "a user of it",
                        Verdict.TAKEN_OVER,
                        file -> list(resource(file), "features_using").add("P9")),
                state(
                        "its users are gone",
                        Verdict.TAKEN_OVER,
                        file -> list(resource(file), "features_using").removeAll()),
                state(
                        "a user is a number",
                        Verdict.KEPT_ASIDE,
                        file -> list(resource(file), "features_using").add(1)),
                state("a note in it", Verdict.TAKEN_OVER, file -> resource(file).put("note", "x")),
                state("the resources are a list", Verdict.KEPT_ASIDE, file -> file.putArray("shared_resources")),
                state(
                        "a field of the file",
                        Verdict.TAKEN_OVER,
                        file -> file.putObject("mine").put("deep", 1.5)),
                state(
                        "a number that no double holds",
                        Verdict.TAKEN_OVER,
                        file -> file.put("mine", new java.math.BigDecimal("1e400"))),
                state(
                        "a number that cannot be read again",
                        Verdict.KEPT_ASIDE,
                        file -> file.put("mine", new java.math.BigDecimal("10e2147483647"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edits")
    void nothingIsLostInSilence(View view, Verdict verdict, Consumer<ObjectNode> change) {
        StoredDocument document = document();
        ObjectNode file = Edit.tree(Edit.text(view, document));
        change.accept(file);

        Edit edit = Edit.of(view, document, file.toString());

        switch (verdict) {
            case TAKEN_OVER -> {
                assertThat(edit.refused()).isEmpty();
                assertThat(edit.putBack()).isEmpty();
            }
            case PUT_BACK -> {
                assertThat(edit.refused()).isEmpty();
                assertThat(edit.putBack())
                        .isNotEmpty()
                        .allSatisfy(line -> assertThat(line).contains("'"));
            }
            case KEPT_ASIDE -> assertThat(edit.refused()).isPresent();
        }
        if (verdict == Verdict.KEPT_ASIDE) {
            assertThat(edit.after()).isEqualTo(edit.before());
        }
    }

    /** A lease with two paths, a foreign lock, a request that waits, and features in every list. */
    static StoredDocument document() {
        Snapshot snapshot = Snapshot.EMPTY;
        snapshot = LockTable.request(
                        snapshot, request("holder").write("a.ts").read("b.ts").build(), ManualClock.START)
                .after();
        snapshot = snapshot.withLocks(snapshot.locks()
                .withForeign(List.of(new ForeignLock(
                        new PathLock(new RepoPath("c.ts"), Operation.WRITE),
                        new AgentId("shell"),
                        new FeatureId("P2"),
                        ManualClock.START))));
        snapshot = LockTable.request(snapshot, request("waiter").write("a.ts").build(), ManualClock.START)
                .after();
        TreeMap<String, SharedResource> resources = new TreeMap<>();
        resources.put("db", new SharedResource(false, List.of(new FeatureId("P1"))));
        snapshot = snapshot.withState(new CoordinationState(
                1,
                List.of(new FeatureId("P1"), new FeatureId("P2")),
                List.of(new ActiveFeature(new FeatureId("P3"), Optional.of(new AgentId("holder")))),
                List.of(new BlockedFeature(new FeatureId("P4"), FeatureStatus.BLOCKED, Optional.empty(), "rain")),
                List.of(new SchemaChange(new FeatureId("P1"), "users", "create", false)),
                resources));
        return Edit.written(StoredDocument.empty().with(snapshot.withRevision(7)));
    }

    private static LockRequest.Builder request(String agent) {
        return LockRequest.builder(agent, "P1").id(new RequestId("r-" + agent)).policy(ContentionPolicy.WAIT);
    }

    private static Arguments lock(String name, Verdict verdict, Consumer<ObjectNode> change) {
        return Arguments.of(Named.of("locks: " + name, View.LOCKS), verdict, change);
    }

    private static Arguments state(String name, Verdict verdict, Consumer<ObjectNode> change) {
        return Arguments.of(Named.of("state: " + name, View.STATE), verdict, change);
    }

    private static void foreign(ObjectNode file, String path) {
        locks(file)
                .addObject()
                .put("file_path", path)
                .put("locked_by", "shell")
                .put("feature_id", "P2")
                .put("timestamp", "2025-10-30T14:31:00Z")
                .put("operation", "write");
    }

    private static ArrayNode locks(ObjectNode file) {
        return list(file, "locks");
    }

    private static ObjectNode row(ObjectNode file, int index) {
        return (ObjectNode) locks(file).get(index);
    }

    private static ArrayNode pending(ObjectNode file) {
        return list(file, "pending_locks");
    }

    private static ObjectNode pendingRow(ObjectNode file) {
        return (ObjectNode) pending(file).get(0);
    }

    private static ArrayNode list(ObjectNode file, String name) {
        return (ArrayNode) file.get(name);
    }

    private static ObjectNode object(ObjectNode file, String name) {
        return (ObjectNode) file.get(name);
    }

    private static ObjectNode reason(ObjectNode file) {
        return (ObjectNode) file.get("blocked_reasons").get("P4");
    }

    private static ObjectNode schema(ObjectNode file) {
        return (ObjectNode) file.get("schema_changes").get(0);
    }

    private static ObjectNode resource(ObjectNode file) {
        return (ObjectNode) file.get("shared_resources").get("db");
    }
}
