package dev.coord.core.radar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.radar.HunkProximity.Place;
import dev.coord.merge.MergeOutcome.LineRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HunkProximityProperties {

    private record Step(int unchanged, int removed, int added, String letter) {}

    /** Odd places are lines, even ones the gaps before them: changes touch that have a place in common. */
    @Property(tries = 1000)
    void changesMeetByTheLinesBetweenThem(@ForAll("steps") List<Step> one, @ForAll("steps") List<Step> other) {
        List<Hunk> mine = hunks(one);
        List<Hunk> theirs = hunks(other);

        HunkProximity found = HunkProximity.of(mine, theirs);

        List<Place> touch = new ArrayList<>();
        List<Place> near = new ArrayList<>();
        for (Hunk hunk : mine) {
            for (Hunk there : theirs) {
                boolean same = places(hunk).equals(places(there)) && hunk.text().equals(there.text());
                if (!same && places(hunk).intersects(places(there))) {
                    touch.add(new Place(hunk.lines(), there.lines()));
                } else if (!same && linesBetween(hunk, there) <= HunkProximity.NEAR) {
                    near.add(new Place(hunk.lines(), there.lines()));
                }
            }
        }
        assertThat(found).isEqualTo(new HunkProximity(touch, near));
    }

    @Property(tries = 500)
    void theOtherSideSeesTheSame(@ForAll("steps") List<Step> one, @ForAll("steps") List<Step> other) {
        HunkProximity here = HunkProximity.of(hunks(one), hunks(other));
        HunkProximity there = HunkProximity.of(hunks(other), hunks(one));

        assertThat(turned(there.touch())).containsExactlyInAnyOrderElementsOf(here.touch());
        assertThat(turned(there.near())).containsExactlyInAnyOrderElementsOf(here.near());
    }

    @Test
    void neighbouringLinesTouchAndOneLineKeepsThemApart() {
        Hunk third = new Hunk(2, 1, 3, 1, "x\n");

        assertThat(HunkProximity.of(List.of(third), List.of(new Hunk(3, 1, 4, 1, "y\n")))
                        .touch())
                .containsExactly(new Place(new LineRange(3, 3), new LineRange(4, 4)));
        assertThat(HunkProximity.of(List.of(third), List.of(new Hunk(4, 1, 5, 1, "y\n")))
                        .near())
                .hasSize(1);
        assertThat(HunkProximity.of(List.of(third), List.of(new Hunk(6, 1, 7, 1, "y\n")))
                        .near())
                .hasSize(1);
        assertThat(HunkProximity.of(List.of(third), List.of(new Hunk(7, 1, 8, 1, "y\n")))
                        .isNone())
                .isTrue();
    }

    private static List<Place> turned(List<Place> places) {
        return places.stream()
                .map(place -> new Place(place.other(), place.one()))
                .toList();
    }

    private static BitSet places(Hunk hunk) {
        BitSet places = new BitSet();
        places.set(2 * hunk.before(), 2 * (hunk.before() + hunk.removed()) + 1);
        return places;
    }

    private static long linesBetween(Hunk one, Hunk other) {
        BitSet first = one.before() <= other.before() ? places(one) : places(other);
        BitSet second = one.before() <= other.before() ? places(other) : places(one);
        long lines = 0;
        for (int at = first.length(); at < second.nextSetBit(0); at++) {
            lines += at % 2;
        }
        return lines;
    }

    /** As a difference has them: at least one unchanged line between two. */
    private static List<Hunk> hunks(List<Step> steps) {
        List<Hunk> hunks = new ArrayList<>();
        int before = 0;
        int first = 1;
        for (Step step : steps) {
            before += step.unchanged();
            first += step.unchanged();
            int added = step.removed() == 0 ? Math.max(1, step.added()) : step.added();
            hunks.add(
                    new Hunk(before, step.removed(), first, added, step.letter().repeat(added)));
            before += step.removed();
            first += added;
        }
        return hunks;
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 6),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of("x", "y"))
                .as(Step::new)
                .list()
                .ofMaxSize(4);
    }
}
