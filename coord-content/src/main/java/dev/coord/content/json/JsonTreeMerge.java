package dev.coord.content.json;

import dev.coord.content.list.KnownSets;
import dev.coord.content.list.ListMerge;
import dev.coord.content.list.Listing;
import dev.coord.content.list.Listing.Item;
import dev.coord.content.list.Placed;
import dev.coord.content.list.Placed.Note;
import dev.coord.content.text.NotUnderstood;
import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Merges values: objects member by member, lists of texts as sets, and no others. */
final class JsonTreeMerge {
    private static final Set<String> CONDITIONS = Set.of("exports", "imports");

    private final Set<String> sets;
    private final List<Told> told = new ArrayList<>();
    private final Set<List<String>> parents = new HashSet<>();

    /** What a side did to the member or entry that the names lead to. */
    record Told(List<String> names, Change change, Side side) {}

    /** {@code name} is the file's. */
    JsonTreeMerge(String name) {
        if (name.equals("package.json")) {
            sets = Set.of("files", "os", "cpu", "bundledDependencies", "bundleDependencies");
        } else {
            sets = name.matches("[jt]sconfig.*") ? Set.of("lib", "types", "include", "exclude") : Set.of();
        }
    }

    /** What was done, in no order. */
    List<Told> told() {
        return told;
    }

    /** The text of a value that both sides changed; {@code base} is null where both added it. */
    String merge(List<String> names, @Nullable JsonNode base, JsonNode ours, JsonNode theirs) {
        String name = String.join("/", names);
        if (ours.isObject() && theirs.isObject() && (base == null || base.isObject())) {
            return '{' + members(names, base, ours, theirs) + '}';
        }
        boolean texts = ours.isTexts() && theirs.isTexts() && (base == null || base.isTexts());
        if (!texts) {
            throw new NotUnderstood("both sides changed '" + name + "', which is no object and no list of texts");
        }
        Listing mine = ours.members();
        Listing other = theirs.members();
        KnownSets.insist(
                names.isEmpty() ? "" : names.get(names.size() - 1),
                sets,
                base == null ? List.of() : keys(base.members()),
                keys(mine),
                keys(other));
        Placed<Item> placed = ListMerge.mergeNameless(
                base == null ? List.of() : base.members().entries(), mine.entries(), other.entries());
        tell(names, placed.notes());
        return '[' + mine.written(placed.entries(), other) + ']';
    }

    private static List<String> keys(Listing list) {
        return list.entries().stream().map(Item::key).toList();
    }

    private String members(List<String> names, @Nullable JsonNode base, JsonNode ours, JsonNode theirs) {
        Listing before = base == null ? new Listing(List.of(), false, "") : base.members();
        Listing mine = ours.members();
        Listing other = theirs.members();
        Placed<Item> placed = ListMerge.merge(before.entries(), mine.entries(), other.entries(), (old, here, there) -> {
            if (!here.with("").content().equals(there.with("").content())) {
                throw new NotUnderstood("both sides changed the comment of '" + here.key() + "'");
            }
            List<String> inner = new ArrayList<>(names);
            inner.add(here.key());
            JsonNode was = old == null || base == null ? null : base.value(old);
            return here.with(ours.before(here) + merge(inner, was, ours.value(here), theirs.value(there)));
        });
        KnownSets.insistOnApart(added(placed.notes(), Side.OURS), added(placed.notes(), Side.THEIRS));
        insistOnNoConditions(names, added(placed.notes(), Side.OURS), added(placed.notes(), Side.THEIRS));
        tell(names, placed.notes());
        return mine.written(placed.entries(), other);
    }

    /** Of the conditions for which a package exports a file the first that holds counts. */
    private void insistOnNoConditions(List<String> names, List<String> mine, List<String> other) {
        boolean exports = !names.isEmpty() && CONDITIONS.contains(names.get(0)) && !sets.isEmpty();
        boolean paths = Stream.concat(mine.stream(), other.stream()).allMatch(name -> name.matches("\"[.#].*"));
        if (exports && !mine.isEmpty() && !other.isEmpty() && !paths) {
            throw new NotUnderstood("both sides added conditions to '" + names.get(0) + "', in which the order counts");
        }
    }

    private static List<String> added(List<Note> notes, Side side) {
        return notes.stream()
                .filter(note -> note.change() == Change.ADDED && note.side() == side)
                .map(note -> '"' + note.key() + '"')
                .toList();
    }

    private void tell(List<String> names, List<Note> notes) {
        for (Note note : notes) {
            List<String> inner = new ArrayList<>(names);
            inner.add(note.key());
            parents.add(names);
            if (!parents.contains(inner)) {
                told.add(new Told(inner, note.change(), note.side()));
            }
        }
    }
}
