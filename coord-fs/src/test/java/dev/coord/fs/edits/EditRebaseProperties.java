package dev.coord.fs.edits;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.core.protocol.FactKey;
import dev.coord.core.protocol.Facts;
import dev.coord.core.protocol.PastFacts;
import dev.coord.core.protocol.Views;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.fs.document.Draft;
import dev.coord.fs.document.DraftProperties;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.document.StoredDocument.LogState;
import dev.coord.store.View;
import dev.coord.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random documents, random edits of random facts at random revisions: every fact that an editor changed stands as he wrote it or
 * is named, and no other is.
 */
class EditRebaseProperties {

    private static final List<String> NAMES = List.of("P1", "P1.x", "x", "note", "a, b", "P1.x]", "committed");

    private final Random random = new Random();

    /** What is remembered of a file is what the file said. */
    @Property(tries = 300)
    void remembersOfAnEarlierVersionAllThatItSaid(@ForAll long seed) {
        random.setSeed(seed);
        View view = View.values()[random.nextInt(2)];
        StoredDocument document = EditTableTest.document();
        List<Facts> said = new ArrayList<>();
        List<Long> revisions = new ArrayList<>();

        for (int i = 0; i < 6; i++) {
            said.add(facts(view, document));
            revisions.add(document.view(view).revision());
            document = next(document);
            for (int j = 0; j < said.size(); j++) {
                Optional<PastFacts> past = document.versioned(view).at(revisions.get(j));
                assertThat(past).isPresent();
                assertThat(past.get().facts()).isEqualTo(said.get(j).comparable());
            }
        }
    }

    @Property(tries = 1500)
    void everyChangedFactStandsOrIsNamedAndNoOtherIs(@ForAll long seed) {
        random.setSeed(seed);
        View view = View.values()[random.nextInt(2)];
        StoredDocument begun = EditTableTest.document();
        for (int i = random.nextInt(4); i > 0; i--) {
            begun = next(begun);
        }
        ObjectNode file = Edit.tree(Edit.text(view, begun));
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            change(view, file);
        }
        file.put("revision", begun.view(view).revision());
        StoredDocument now = begun;
        for (int i = random.nextInt(4); i > 0; i--) {
            now = next(now);
        }

        Edit edit = Edit.of(view, now, file.toString());

        if (edit.refused().isPresent()) {
            return;
        }
        NavigableMap<FactKey, String> seen = facts(view, begun).comparable();
        Facts written = Facts.of(view, file).matching(seen);
        NavigableMap<FactKey, String> wrote = written.comparable();
        NavigableMap<FactKey, String> stands =
                Facts.of(view, Edit.tree(edit.after())).comparable();
        String told = String.join("\n", edit.putBack());
        TreeSet<FactKey> all = new TreeSet<>(seen.keySet());
        all.addAll(wrote.keySet());
        int expected = 0;
        for (FactKey key : all) {
            boolean changed = !Objects.equals(seen.get(key), wrote.get(key));
            if (isOfNextLease(key, wrote, facts(view, now).comparable(), stands)) {
                continue;
            }
            if (changed && !Objects.equals(wrote.get(key), stands.get(key))) {
                assertThat(isNamed(key, told))
                        .as("%s of %s%nafter %s%ntold %s", key, file, edit.after(), told)
                        .isTrue();
                expected++;
            } else if (!changed) {
                assertThat(told).as("%s of %s", key, file).doesNotContain("'" + key + "'");
            }
        }
        if (expected == 0) {
            assertThat(edit.putBack()).as("%s", file).allMatch(line -> line.startsWith("the order of"));
        }
    }

    /** The lock was taken away, and went to the next in the queue. */
    private static boolean isOfNextLease(
            FactKey key, Map<FactKey, String> wrote, Map<FactKey, String> before, Map<FactKey, String> stands) {
        FactKey row = key.parent().orElse(key);
        FactKey lease = row.of(Facts.LEASE);
        return row.list().equals(Facts.LOCKS)
                && !wrote.containsKey(row)
                && !Objects.equals(before.get(lease), stands.get(lease));
    }

    /** By itself, or with its row. */
    private static boolean isNamed(FactKey key, String told) {
        return told.contains("'" + key + "'")
                || told.contains("pending_locks[{")
                || key.parent().filter(row -> isNamed(row, told)).isPresent();
    }

    private static Facts facts(View view, StoredDocument document) {
        return Facts.of(view, Edit.tree(Edit.text(view, document)));
    }

    /** The document after somebody else's edit of either file, or with another lease. */
    private StoredDocument next(StoredDocument document) {
        if (random.nextInt(4) == 0) {
            int revision = (int) document.snapshot().revision() + 1;
            StoredDocument after = document.with(DraftProperties.step(document.snapshot(), revision, random.nextInt(60))
                    .withRevision(revision));
            return Draft.of(document, after, new LogState(0, ""), new Views()).document();
        }
        View view = View.values()[random.nextInt(2)];
        ObjectNode file = Edit.tree(Edit.text(view, document));
        change(view, file);
        try {
            EditReader.read(view, file);
            StoredDocument merged =
                    DocumentEdit.found(view, document, file, ManualClock.START).document();
            return Draft.of(document, merged, new LogState(0, ""), new Views()).document();
        } catch (BadInput e) {
            return document;
        }
    }

    private void change(View view, ObjectNode file) {
        List<ObjectNode> objects = new ArrayList<>();
        collect(file, objects);
        ObjectNode object = objects.get(random.nextInt(objects.size()));
        switch (random.nextInt(6)) {
            case 0 -> object.set(name(), value());
            case 1 -> {
                if (!object.isEmpty()) {
                    List<String> names = new ArrayList<>();
                    object.fieldNames().forEachRemaining(names::add);
                    object.remove(names.get(random.nextInt(names.size())));
                }
            }
            case 2 -> changeRow(file.path(view == View.LOCKS ? "locks" : "schema_changes"));
            case 3 -> {
                if (view == View.LOCKS) {
                    lock(file);
                } else {
                    move(file);
                }
            }
            case 4 -> removeRow(file.path(view == View.LOCKS ? "locks" : Facts.PLACES.get(random.nextInt(3))));
            default -> {
                if (view == View.LOCKS) {
                    file.withArrayProperty("pending_locks").add(value());
                } else {
                    details(file);
                }
            }
        }
    }

    private void changeRow(JsonNode rows) {
        if (!rows.isEmpty() && rows.get(random.nextInt(rows.size())) instanceof ObjectNode row) {
            List<String> fields = List.of(
                    "file_path",
                    "locked_by",
                    "feature_id",
                    "operation",
                    "timestamp",
                    "lease_id",
                    "table",
                    "committed",
                    "expires_at",
                    "token",
                    "note");
            String field = fields.get(random.nextInt(fields.size()));
            if (field.equals("timestamp")) {
                row.put(field, "2025-10-30T10:00:0" + random.nextInt(10) + "Z");
            } else if (field.equals("operation") && row.has("file_path")) {
                row.put(field, random.nextBoolean() ? "read" : "write");
            } else if (field.equals("committed")) {
                row.put(field, random.nextBoolean());
            } else if (random.nextInt(3) == 0 && row.size() > 5) {
                row.remove(field);
            } else {
                row.put(field, NAMES.get(random.nextInt(3)));
            }
        }
    }

    private void removeRow(JsonNode rows) {
        if (rows instanceof ArrayNode list && !list.isEmpty()) {
            list.remove(random.nextInt(list.size()));
        }
    }

    private void lock(ObjectNode file) {
        file.withArrayProperty("locks")
                .addObject()
                .put("file_path", "f" + random.nextInt(3))
                .put("locked_by", NAMES.get(random.nextInt(2)))
                .put("feature_id", NAMES.get(random.nextInt(2)))
                .put("timestamp", "2025-10-30T10:00:0" + random.nextInt(10) + "Z")
                .put("operation", random.nextBoolean() ? "read" : "write")
                .set("note", value());
    }

    private void move(ObjectNode file) {
        String feature = "P" + (1 + random.nextInt(5)) + (random.nextBoolean() ? "" : ".x");
        Facts.PLACES.forEach(place -> {
            if (file.path(place) instanceof ArrayNode list) {
                for (int i = list.size() - 1; i >= 0; i--) {
                    if (list.get(i).asText().equals(feature)) {
                        list.remove(i);
                    }
                }
            }
        });
        if (random.nextInt(4) > 0) {
            file.withArrayProperty(Facts.PLACES.get(random.nextInt(3))).add(feature);
        }
    }

    private void details(ObjectNode file) {
        String feature = "P" + (1 + random.nextInt(5));
        switch (random.nextInt(4)) {
            case 0 -> file.withObjectProperty("active_agents").put(feature, NAMES.get(random.nextInt(3)));
            case 1 ->
                file.withObjectProperty("blocked_reasons")
                        .putObject(feature)
                        .put("status", random.nextBoolean() ? "blocked" : "failed")
                        .put("reason", name().repeat(1 + random.nextInt(40)));
            case 2 -> file.put("current_wave", random.nextInt(4));
            default ->
                file.withObjectProperty("shared_resources")
                        .putObject(name())
                        .put("initialized", random.nextBoolean())
                        .putArray("features_using")
                        .add(feature);
        }
    }

    private String name() {
        return NAMES.get(random.nextInt(NAMES.size()));
    }

    private JsonNode value() {
        return switch (random.nextInt(4)) {
            case 0 -> JsonNodeFactory.instance.textNode(name());
            case 1 -> JsonNodeFactory.instance.numberNode(random.nextInt(3));
            case 2 -> JsonNodeFactory.instance.objectNode().put("k", random.nextInt(2));
            default -> JsonNodeFactory.instance.textNode("long ".repeat(random.nextInt(50)));
        };
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }
}
