package dev.coord.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.Shape.Entry;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Merged;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Merges that chance makes, beside a model that knows what both sides did: what is merged is what the model says, and what both
 * sides claim is never merged. {@code -Dcoord.merges=} makes more of them, {@code -Dcoord.seed=} the same again.
 */
class GeneratedMergesTest {
    private static final int MERGES = Integer.getInteger("coord.merges", 70);
    private static final long SEED = Long.getLong("coord.seed", 20_261_129L);

    @ParameterizedTest
    @EnumSource
    void mergesAreWhatBothSidesDid(Shape shape) {
        Random random = new Random(SEED + shape.ordinal());
        int merged = 0;
        for (int i = 0; i < MERGES; i++) {
            merged += play(shape, random) ? 1 : 0;
        }
        // Most of what is made is claimed by both sides, or is no conflict of lines.
        assertThat(merged).as("merged with seed " + SEED).isGreaterThan(MERGES / 20);
    }

    private static boolean play(Shape shape, Random random) {
        List<Entry> base = new ArrayList<>();
        for (int name = 0, count = 1 + random.nextInt(5); name < count; name++) {
            base.add(new Entry(random.nextInt(4) * 100 + name, random.nextInt(1000)));
        }
        List<Entry> ours = edited(base, 1000, 1000, random);
        List<Entry> theirs = edited(base, random.nextInt(6) == 0 ? 1000 : 5000, 5000, random);
        if (random.nextInt(6) == 0) {
            addAsOursDid(base, ours, theirs, random);
        }
        StructuredMerge merge = merge(shape, base, ours, theirs);
        if (!(merge instanceof Merged found)) {
            return false;
        }
        String text = text(found);
        String story = shape + " with seed " + SEED + "\n" + shape.written(base) + "\nOURS\n" + shape.written(ours)
                + "\nTHEIRS\n" + shape.written(theirs) + "\nMERGED\n" + text;
        Optional<List<Entry>> expected = expected(base, ours, theirs);
        assertThat(expected).as("both sides claim the same: " + story).isPresent();
        assertThat(expected.get()).as(story).allSatisfy(entry -> {
            assertThat(times(text, "n" + entry.name()))
                    .as(story)
                    .isEqualTo(times(shape.written(List.of(entry)), "n" + entry.name()));
            assertThat(times(text, "v" + entry.value())).as(story).isPositive();
        });
        List<Integer> names = new ArrayList<>();
        Matcher all = Pattern.compile("\\bn([0-9]+)\\b").matcher(text);
        while (all.find()) {
            names.add(Integer.valueOf(all.group(1)));
        }
        assertThat(new TreeSet<>(names))
                .as(story)
                .isEqualTo(
                        new TreeSet<>(expected.get().stream().map(Entry::name).toList()));
        List<Integer> mine =
                ours.stream().filter(expected.get()::contains).map(Entry::name).toList();
        assertThat(names.stream().filter(mine::contains).distinct().toList())
                .as(story)
                .isEqualTo(mine);
        exchanged(shape, base, ours, theirs, text, story);
        return true;
    }

    /** With the sides exchanged the same entries stand there. */
    private static void exchanged(
            Shape shape, List<Entry> base, List<Entry> ours, List<Entry> theirs, String text, String story) {
        if (merge(shape, base, theirs, ours) instanceof Merged other) {
            assertThat(text(other).split("[\\s,]+")).as(story).containsExactlyInAnyOrder(text.split("[\\s,]+"));
        }
    }

    /** Each side has values of its own: where two meet by chance, a deletion beside an addition reads as the other side's edit. */
    private static List<Entry> edited(List<Entry> base, int fresh, int values, Random random) {
        List<Entry> edited = new ArrayList<>(base);
        for (int i = 0, count = 1 + random.nextInt(3); i < count; i++) {
            int at = random.nextInt(edited.size() + 1);
            int what = random.nextInt(8);
            if (what < 6 || edited.isEmpty()) {
                int name = fresh + random.nextInt(30);
                if (edited.stream().noneMatch(entry -> entry.name() == name)) {
                    edited.add(
                            random.nextBoolean() ? edited.size() : at, new Entry(name, values + random.nextInt(1000)));
                }
            } else if (what == 6) {
                edited.remove(Math.min(at, edited.size() - 1));
            } else {
                int place = Math.min(at, edited.size() - 1);
                edited.set(place, new Entry(edited.get(place).name(), values + random.nextInt(1000)));
            }
        }
        return edited;
    }

    /** Both sides add the very same entry, each somewhere. */
    private static void addAsOursDid(List<Entry> base, List<Entry> ours, List<Entry> theirs, Random random) {
        ours.stream()
                .filter(entry -> !byName(base).containsKey(entry.name()))
                .filter(entry -> !byName(theirs).containsKey(entry.name()))
                .findFirst()
                .ifPresent(entry -> theirs.add(random.nextInt(theirs.size() + 1), entry));
    }

    /** What the merge has to hold, in no order; nothing where both sides claim the same. */
    private static Optional<List<Entry>> expected(List<Entry> base, List<Entry> ours, List<Entry> theirs) {
        Map<Integer, Entry> old = byName(base);
        Map<Integer, Entry> mine = byName(ours);
        Map<Integer, Entry> other = byName(theirs);
        TreeSet<Integer> names = new TreeSet<>(old.keySet());
        names.addAll(mine.keySet());
        names.addAll(other.keySet());
        List<Entry> expected = new ArrayList<>();
        for (int name : names) {
            Optional<Entry> before = Optional.ofNullable(old.get(name));
            Optional<Entry> here = Optional.ofNullable(mine.get(name));
            Optional<Entry> there = Optional.ofNullable(other.get(name));
            boolean both = !here.equals(before) && !there.equals(before) && !here.equals(there);
            if (both) {
                return Optional.empty();
            }
            (here.equals(before) ? there : here).ifPresent(expected::add);
        }
        return Optional.of(expected);
    }

    private static Map<Integer, Entry> byName(List<Entry> entries) {
        Map<Integer, Entry> map = new HashMap<>();
        entries.forEach(entry -> map.put(entry.name(), entry));
        return map;
    }

    private static int times(String text, String word) {
        return text.split("\\b" + word + "\\b", -1).length - 1;
    }

    private static StructuredMerge merge(Shape shape, List<Entry> base, List<Entry> ours, List<Entry> theirs) {
        return Merging.merge(
                shape.path,
                Optional.of(bytes(shape.written(base))),
                bytes(shape.written(ours)),
                bytes(shape.written(theirs)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Merged merged) {
        return new String(merged.content(), StandardCharsets.UTF_8);
    }
}
