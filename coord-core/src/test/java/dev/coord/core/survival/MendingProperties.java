package dev.coord.core.survival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.survival.Mending.Edit;
import dev.coord.core.survival.MergedFile.Side;
import dev.coord.proof.Proof.Undone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Of files that are edited and moved at random after a merge: what mends is seen, wherever its file went, and nothing else. */
class MendingProperties {

    private static final String LINE = "the line";

    /** Contents are the number of times that the line is in them. */
    private final List<Edit> edits = new ArrayList<>();

    private final Map<String, Integer> atMerge = new HashMap<>();
    private final Map<String, Integer> now = new HashMap<>();

    @Property(tries = 500)
    void aLineIsMendedWhereSomebodyWroteItIntoItsFileWhateverItIsCalled(
            @ForAll @IntRange(max = 12) int number, @ForAll long seed, @ForAll Undone what) {
        boolean isMended = play(new Random(seed), number, what == Undone.DELETION ? -1 : 1, what == Undone.MODE);

        assertThat(has(what)).isEqualTo(isMended);
    }

    /** Whether anything of what happened mends it. */
    private boolean play(Random random, int number, int sign, boolean isMode) {
        edits.clear();
        now.clear();
        boolean isMended = false;
        for (String path : List.of("f", "other")) {
            atMerge.put(path, 2 + random.nextInt(2));
            now.put(path, atMerge.get(path));
        }
        String file = "f";
        for (int i = 0; i < number; i++) {
            String path = random.nextBoolean() ? file : "other";
            int was = now.get(path);
            int is = Math.max(0, was + random.nextInt(3) - 1);
            String to = path.equals(file) && random.nextInt(4) == 0 ? "moved" + i : path;
            now.remove(path);
            now.put(to, is);
            boolean isOfMode = random.nextInt(4) == 0;
            edits.add(new Edit(to, path, "" + was, "" + is, isOfMode));
            if (path.equals(file)) {
                file = to;
                isMended |= isMode ? isOfMode : sign * is > sign * was;
            }
        }
        return isMended;
    }

    private boolean has(Undone what) {
        return new Mending(List.of(), edits, id -> id.isEmpty() ? Map.of() : Map.of("theline", Integer.valueOf(id)))
                .has(
                        new Loss("f", 1, LINE, Side.TARGET, what),
                        path -> atMerge.containsKey(path) ? "" + atMerge.get(path) : "",
                        path -> now.containsKey(path) ? "" + now.get(path) : "");
    }

    @Example
    void whatTheMergeItselfMovedIsTheSameFile() {
        List<Edit> merged = List.of(new Edit("new", "f", "1", "0", false));
        Mending mending = new Mending(
                merged, List.of(new Edit("new", "new", "0", "1", false)), id -> Map.of("theline", Integer.valueOf(id)));

        assertThat(mending.has(new Loss("f", 1, LINE, Side.TARGET), path -> "0", path -> "0"))
                .isTrue();
        assertThat(new Mending(merged, List.of(), id -> Map.of())
                        .has(new Loss("f", 1, LINE, Side.TARGET), path -> "0", path -> "0"))
                .isFalse();
    }
}
