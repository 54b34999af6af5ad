package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.lock.LockTable;
import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.Rows;
import dev.coord.core.protocol.Views;
import dev.coord.fs.document.Sample;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A row is put together by hand; the file is as a JSON library would lay it out, whatever is in it. */
class WrittenViewsTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    @ParameterizedTest
    @EnumSource(View.class)
    void layAFileOutAsAPrettyPrinterDoes(View view) throws IOException {
        Snapshot empty = Snapshot.EMPTY;
        Snapshot held = locked(empty, "a.ts", "one");
        Snapshot foreign = held.withLocks(held.locks()
                .withForeign(List.of(new ForeignLock(
                        new PathLock(new RepoPath("\"quoted\" and ü/x.ts"), Operation.READ),
                        new AgentId("shell"),
                        new FeatureId("P1"),
                        ManualClock.START))));
        Snapshot waiting = locked(foreign, "a.ts", "two");
        for (Snapshot snapshot : List.of(empty, held, foreign, waiting)) {
            for (Extras extras : List.of(Extras.NONE, extras(snapshot))) {
                byte[] file = new Views().render(view, snapshot, 7, extras);

                assertThat(new String(file, StandardCharsets.UTF_8)).isEqualTo(pretty(file));
            }
        }
    }

    private static Snapshot locked(Snapshot before, String path, String agent) {
        return LockTable.request(
                        before,
                        Sample.request(agent, path)
                                .read("b.ts")
                                .policy(ContentionPolicy.WAIT)
                                .build(),
                        ManualClock.START)
                .after();
    }

    /** Of every kind that JSON has. */
    private static Extras extras(Snapshot snapshot) throws IOException {
        ObjectNode unknown = (ObjectNode) MAPPER.readTree("""
                {"comment": "line\\nfeed \\"x\\"", "nested": {"list": [1, {"a": []}], "none": {}}, "number": 1.50,
                 "big": 123456789012345678901234567890, "nothing": null, "yes": true, "key \\"with\\" \\n": 1}
                """);
        ObjectNode rows = MAPPER.createObjectNode();
        for (View view : View.values()) {
            Rows.of(view, snapshot).forEach(row -> rows.set(row.name(), unknown));
        }
        ArrayNode pending = MAPPER.createArrayNode().add(unknown).add("text").add(MAPPER.createObjectNode());
        return Extras.of(unknown, rows, pending);
    }

    private static String pretty(byte[] file) throws IOException {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter layout = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator(""));
        layout.indentObjectsWith(lines);
        layout.indentArraysWith(lines);
        JsonMapper exact = JsonMapper.builder()
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
        return exact.writer(layout).writeValueAsString(exact.readTree(file)) + "\n";
    }
}
