package dev.coord.fs.edits;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.coord.core.lock.LockTable;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.fs.document.StoredDocument;
import dev.coord.lock.LockRequest;
import dev.coord.store.View;
import dev.coord.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Any edit at all: it is understood or refused, what it says is kept or told of, and the store goes on with what came of it. */
class EditProperties {

    /** What people and broken scripts write, each as JSON. */
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "-1",
            "0",
            "3000000000",
            "99999999999999999999999",
            "1e400",
            "10e2147483647",
            "1e-2147483647",
            "1.0",
            "\"\"",
            "\"write\"",
            "\"holder\"",
            "\"a.ts\"",
            "\"P1\"",
            "\"P4\"",
            "\"../x\"",
            "\"\\u0000\\t\\\\t\\u202e\"",
            "\"+999999999-12-31T23:59:59.999999999Z\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59Z\"",
            "\"2025-10-30T14:30:00+14:00\"",
            "[]",
            "{}",
            "[[[[]]]]",
            "{\"revision\":7}");

    private final Random random = new Random();
    private int marks;

    @Property(tries = 2000)
    void nothingOfAnEditIsLostInSilence(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int changes) {
        random.setSeed(seed);
        View view = View.values()[random.nextInt(2)];
        StoredDocument document = EditTableTest.document();
        ObjectNode file = Edit.tree(Edit.text(view, document));
        Set<String> marked = new TreeSet<>();
        for (int i = 0; i < changes; i++) {
            change(file, marked);
        }

        Edit edit = Edit.of(view, document, file.toString());

        if (edit.refused().isPresent()) {
            assertThat(edit.refused().get())
                    .isNotBlank()
                    .doesNotContain("java", "Exception", "fasterxml", "null pointer");
            return;
        }
        String told = String.join("\n", edit.putBack());
        for (String mark : marked) {
            if (file.toString().contains(mark)) {
                assertThat(edit.after() + told)
                        .as(file + "\n->\n" + edit.after())
                        .contains(mark);
            }
        }
        JsonNode after = Edit.tree(edit.after());
        JsonNode before = Edit.tree(edit.before());
        JsonNode from = Edit.tree(file.toString()).path("revision"); // 1.0 is written as 1
        boolean fromTheBeginning = // nothing was there to be removed until the document was written
                from.isIntegralNumber()
                        && from.asLong(-1) >= 0
                        && from.asLong(-1) < document.snapshot().revision();
        if (!fromTheBeginning && !rows(file).equals(rows(before)) && rows(after).equals(rows(before))) {
            assertThat(edit.putBack()).as("%s", file).isNotEmpty();
        }
    }

    @Property(tries = 500)
    void theStoreGoesOnWithWhatCameOfIt(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int changes) {
        random.setSeed(seed);
        View view = View.values()[random.nextInt(2)];
        StoredDocument document = EditTableTest.document();
        ObjectNode file = Edit.tree(Edit.text(view, document));
        for (int i = 0; i < changes; i++) {
            change(file, new TreeSet<>());
        }
        Edit edit = Edit.of(view, document, file.toString());

        ObjectNode again = EditReader.understood(view, edit.after().getBytes(StandardCharsets.UTF_8));
        assertThat(Edit.of(view, document, edit.after()).refused()).isEmpty();
        assertThat(again.path("revision").isIntegralNumber()).isTrue();
        LockRequest request =
                LockRequest.builder("later", "P1").write("later.ts").build();
        assertThat(LockTable.request(document.snapshot(), request, ManualClock.START)
                        .after()
                        .locks()
                        .leases())
                .hasSize(2);
    }

    /** Changes something somewhere. */
    private void change(ObjectNode file, Set<String> marked) {
        List<JsonNode> containers = new ArrayList<>();
        collect(file, containers);
        JsonNode at = containers.get(random.nextInt(containers.size()));
        if (at instanceof ArrayNode list) {
            changeList(list, marked);
        } else if (at instanceof ObjectNode object) {
            changeObject(object, marked);
        }
    }

    private void changeList(ArrayNode list, Set<String> marked) {
        int index = list.isEmpty() ? 0 : random.nextInt(list.size());
        switch (random.nextInt(5)) {
            case 0 -> list.add(value(marked));
            case 1 -> {
                if (!list.isEmpty()) {
                    list.remove(index);
                }
            }
            case 2 -> {
                if (!list.isEmpty()) {
                    list.add(list.get(index).deepCopy());
                }
            }
            case 3 -> {
                if (!list.isEmpty()) {
                    list.add(list.remove(index));
                }
            }
            default -> {
                if (!list.isEmpty()) {
                    list.set(index, value(marked));
                }
            }
        }
    }

    private void changeObject(ObjectNode object, Set<String> marked) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() ? "new" : names.get(random.nextInt(names.size()));
        switch (random.nextInt(4)) {
            case 0 -> object.remove(name);
            case 1 -> object.set("f" + random.nextInt(3), value(marked));
            default -> object.set(name, value(marked));
        }
    }

    private JsonNode value(Set<String> marked) {
        if (random.nextBoolean()) {
            String mark = "mark" + marks++ + "x";
            marked.add(mark);
            return TextNode.valueOf(mark);
        }
        return Edit.tree("{\"v\":" + VALUES.get(random.nextInt(VALUES.size())) + "}")
                .get("v");
    }

    private static void collect(JsonNode node, List<JsonNode> containers) {
        if (node.isContainerNode()) {
            containers.add(node);
            node.forEach(child -> collect(child, containers));
        }
    }

    /** What a document says, whatever the order of its fields and rows and however often, without its revision. */
    private static Set<String> rows(JsonNode file) {
        Set<String> rows = new TreeSet<>();
        file.properties().forEach(field -> {
            if (!field.getKey().equals("revision")) {
                rows.add(field.getKey() + " " + plain(field.getValue()));
            }
        });
        return rows;
    }

    private static String plain(JsonNode node) {
        Set<String> parts = new TreeSet<>();
        node.properties().forEach(field -> parts.add(field.getKey() + "=" + plain(field.getValue())));
        if (node.isArray()) {
            node.forEach(row -> parts.add(plain(row)));
        }
        return node.isContainerNode() ? parts.toString() : node.isNumber() ? numeral(node) : node.toString();
    }

    private static String numeral(JsonNode number) {
        return number.decimalValue().stripTrailingZeros().toString();
    }
}
