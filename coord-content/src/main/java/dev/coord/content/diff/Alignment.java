package dev.coord.content.diff;

import dev.coord.content.diff.Change.Kind;
import dev.coord.content.diff.Region.Span;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/** Three versions laid beside each other: between changes, all of them agree. As git does, changes that touch are one. */
public final class Alignment {
    private static final Span NO_LINE = new Span(-1, 0);

    private final Versions versions;
    private final List<Change> changes;

    private Alignment(Versions versions, List<Change> changes) {
        this.versions = versions;
        this.changes = changes;
    }

    /**
     * Compares the versions.
     *
     * @param versions what to compare
     * @return where they agree
     */
    public static Alignment of(Versions versions) {
        Numbered numbers = new Numbered();
        int[] base = numbers.of(versions.base().lines());
        int[] ours = numbers.of(versions.ours().lines());
        int[] theirs = numbers.of(versions.theirs().lines());
        int[] toOurs = LineDiff.match(base, ours);
        int[] toTheirs = LineDiff.match(base, theirs);
        List<Change> changes = new ArrayList<>();
        int b = 0;
        int o = 0;
        int t = 0;
        for (int next = 0; next <= base.length; next++) {
            boolean end = next == base.length;
            if (!end && (toOurs[next] < 0 || toTheirs[next] < 0)) {
                continue;
            }
            int nextOurs = end ? ours.length : toOurs[next];
            int nextTheirs = end ? theirs.length : toTheirs[next];
            if (b < next || o < nextOurs || t < nextTheirs) {
                Region region = new Region(new Span(b, next), new Span(o, nextOurs), new Span(t, nextTheirs));
                changes.add(new Change(kind(region, base, ours, theirs), region));
            }
            b = next + 1;
            o = nextOurs + 1;
            t = nextTheirs + 1;
        }
        return new Alignment(versions, List.copyOf(changes));
    }

    /**
     * Where not all agree.
     *
     * @return the changes, from the first line to the last
     */
    public List<Change> changes() {
        return changes;
    }

    /**
     * The versions.
     *
     * @return what was compared
     */
    public Versions versions() {
        return versions;
    }

    /**
     * Lines of the base.
     *
     * @param region where
     * @return its lines
     */
    public List<String> base(Region region) {
        return lines(versions.base(), region.base());
    }

    /**
     * Lines of the target's version.
     *
     * @param region where
     * @return its lines
     */
    public List<String> ours(Region region) {
        return lines(versions.ours(), region.ours());
    }

    /**
     * Lines of the other version.
     *
     * @param region where
     * @return its lines
     */
    public List<String> theirs(Region region) {
        return lines(versions.theirs(), region.theirs());
    }

    /**
     * The smallest region around one that covers the lines of another, which need not be aligned.
     *
     * @param region what to begin with
     * @param wanted what to cover
     * @return a region that begins and ends where all versions are aligned
     */
    public Region widened(Region region, Region wanted) {
        int[] begin = {
            region.base().from(), region.ours().from(), region.theirs().from()
        };
        while (true) {
            int need = Math.max(
                    begin[0] - wanted.base().from(),
                    Math.max(
                            begin[1] - wanted.ours().from(),
                            begin[2] - wanted.theirs().from()));
            if (need <= 0) {
                break;
            }
            Region above = above(begin[0], begin[1], begin[2]);
            int gap = begin[0] - above.base().to();
            if (gap > 0) {
                move(begin, -Math.min(gap, need));
            } else {
                begin = new int[] {
                    above.base().from(), above.ours().from(), above.theirs().from()
                };
            }
        }
        int[] end = {region.base().to(), region.ours().to(), region.theirs().to()};
        while (true) {
            int need = Math.max(
                    wanted.base().to() - end[0],
                    Math.max(wanted.ours().to() - end[1], wanted.theirs().to() - end[2]));
            if (need <= 0) {
                break;
            }
            Region below = below(end[0], end[1], end[2]);
            int gap = below.base().from() - end[0];
            if (gap > 0) {
                move(end, Math.min(gap, need));
            } else {
                end = new int[] {
                    below.base().to(), below.ours().to(), below.theirs().to()
                };
            }
        }
        return new Region(new Span(begin[0], end[0]), new Span(begin[1], end[1]), new Span(begin[2], end[2]));
    }

    private Region above(int base, int ours, int theirs) {
        int count = first(change -> change.base().to() > base
                || change.ours().to() > ours
                || change.theirs().to() > theirs);
        return count == 0
                ? new Region(NO_LINE, NO_LINE, NO_LINE)
                : changes.get(count - 1).region();
    }

    private Region below(int base, int ours, int theirs) {
        int at = first(change -> change.base().from() >= base
                && change.ours().from() >= ours
                && change.theirs().from() >= theirs);
        int last = versions.base().lines().size();
        return at < changes.size() ? changes.get(at).region() : new Region(new Span(last, last + 1), NO_LINE, NO_LINE);
    }

    /** The first change for which it holds, where it holds for all later ones as well. */
    private int first(Predicate<Region> holds) {
        int low = 0;
        int high = changes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (holds.test(changes.get(middle).region())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static void move(int[] place, int by) {
        for (int i = 0; i < place.length; i++) {
            place[i] += by;
        }
    }

    private static List<String> lines(TextFile file, Span span) {
        return file.lines().subList(span.from(), span.to());
    }

    private static Kind kind(Region region, int[] base, int[] ours, int[] theirs) {
        if (same(base, region.base(), ours, region.ours())) {
            return Kind.THEIRS;
        }
        if (same(base, region.base(), theirs, region.theirs())) {
            return Kind.OURS;
        }
        return same(ours, region.ours(), theirs, region.theirs()) ? Kind.BOTH : Kind.CONFLICT;
    }

    private static boolean same(int[] a, Span inA, int[] b, Span inB) {
        return Arrays.equals(a, inA.from(), inA.to(), b, inB.from(), inB.to());
    }
}
