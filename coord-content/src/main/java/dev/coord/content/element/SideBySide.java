package dev.coord.content.element;

import dev.coord.content.diff.Region;
import dev.coord.content.diff.Region.Span;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.lex.Tokens;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.list.ListMerge;
import dev.coord.content.list.Placed;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Merges what both sides added at one place, where nothing stood: the target's elements, then theirs that the target has not. An
 * insertion may have been meant some lines further up, where the same lines stand before it and at its end; all such places are tried.
 */
final class SideBySide {
    private static final LineRun NOTHING = new LineRun(List.of(), List.of());
    private static final int FURTHEST = 8;

    /** Reads the elements in lines {@code from} to before {@code to} of a version, which hold nothing else. */
    interface Reader {
        LineRun read(Tokens tokens, List<String> lines, int from, int to);
    }

    private SideBySide() {}

    static Resolution merge(Hunk hunk, Reader reader) {
        return merge(hunk, reader, merged -> merged);
    }

    /** {@code order} may put the merged elements into another order than the target's, then theirs. */
    static Resolution merge(Hunk hunk, Reader reader, UnaryOperator<List<Lines>> order) {
        if (hunk.region().base().size() > 0
                || hunk.region().ours().size() == 0
                || hunk.region().theirs().size() == 0) {
            throw new NotUnderstood("the sides do not only add");
        }
        NotUnderstood first = new NotUnderstood("");
        for (int up = 0; up <= FURTHEST; up++) {
            if (up > 0 && !canMove(hunk, up)) {
                break;
            }
            try {
                return merge(hunk, reader, order, up);
            } catch (NotUnderstood e) {
                first = up == 0 ? e : first;
            }
        }
        throw first;
    }

    private static Resolution merge(Hunk hunk, Reader reader, UnaryOperator<List<Lines>> order, int up) {
        Versions versions = hunk.alignment().versions();
        Span mine = hunk.region().ours();
        Span other = hunk.region().theirs();
        LineRun ours =
                trailing(reader.read(hunk.sources().ours(), versions.ours().lines(), mine.from() - up, mine.to() - up));
        LineRun theirs = trailing(
                reader.read(hunk.sources().theirs(), versions.theirs().lines(), other.from() - up, other.to() - up));
        Placed<Lines> placed =
                ListMerge.mergeUnsorted(NOTHING.entries(), ours.entries(), theirs.entries(), (base, one, two) -> {
                    throw new NotUnderstood("both sides added '" + one.key() + "'");
                });
        Placed<Lines> apart = new Placed<>(order.apply(apart(placed.entries(), ours)), placed.notes());
        Resolution resolution = Resolution.of(hunk.region(), LineRun.written(apart, NOTHING, ours, theirs));
        return up == 0 ? resolution : moved(hunk, resolution, up);
    }

    private static Resolution moved(Hunk hunk, Resolution resolution, int up) {
        List<String> lines = new ArrayList<>(resolution.lines());
        int base = hunk.region().base().from();
        lines.addAll(hunk.alignment().versions().base().lines().subList(base - up, base));
        Region region = new Region(
                new Span(base - up, hunk.region().base().to()),
                new Span(hunk.region().ours().from() - up, hunk.region().ours().to()),
                new Span(
                        hunk.region().theirs().from() - up,
                        hunk.region().theirs().to()));
        if (!hunk.alignment().widened(hunk.region(), region).equals(region)) {
            throw new NotUnderstood("the lines before it are not the same in all versions");
        }
        return new Resolution(region, lines, resolution.parts());
    }

    /** Whether each side's insertion may begin that many lines further up: it ends like what stands before it. */
    private static boolean canMove(Hunk hunk, int up) {
        Versions versions = hunk.alignment().versions();
        int base = hunk.region().base().from() - up;
        return base >= 0
                && fits(versions.ours(), hunk.region().ours(), versions.base(), base, up)
                && fits(versions.theirs(), hunk.region().theirs(), versions.base(), base, up);
    }

    private static boolean fits(TextFile side, Span added, TextFile base, int from, int up) {
        for (int i = 1; i <= up; i++) {
            if (added.from() - i < 0 || added.to() - i < added.from()) {
                return false;
            }
            String before = side.lines().get(added.from() - i);
            String last = side.lines().get(added.to() - i);
            if (!before.equals(last) || !before.equals(base.lines().get(from + up - i))) {
                return false;
            }
        }
        return true;
    }

    /** Blank lines stay behind an element where the first one has none before it. */
    private static LineRun trailing(LineRun run) {
        List<Lines> entries = run.entries();
        if (entries.isEmpty()) {
            throw new NotUnderstood("a side adds nothing but blank lines or comments");
        }
        boolean blankFirst =
                !entries.get(0).lead().isEmpty() && entries.get(0).lead().get(0).isBlank();
        if (blankFirst || !run.tail().stream().allMatch(String::isBlank)) {
            return run;
        }
        List<Lines> moved = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            List<String> behind = i + 1 < entries.size() ? entries.get(i + 1).lead() : run.tail();
            List<String> body = new ArrayList<>(entries.get(i).body());
            body.addAll(behind.subList(0, blanks(behind)));
            List<String> lead = entries.get(i).lead();
            moved.add(new Lines(entries.get(i).key(), i == 0 ? lead : lead.subList(blanks(lead), lead.size()), body));
        }
        return new LineRun(moved, List.of());
    }

    private static int blanks(List<String> lines) {
        int blank = 0;
        while (blank < lines.size() && lines.get(blank).isBlank()) {
            blank++;
        }
        return blank;
    }

    /** Where one side puts blank lines before its elements and the other behind, none would stand where the two meet. */
    private static List<Lines> apart(List<Lines> entries, LineRun ours) {
        List<Lines> apart = new ArrayList<>();
        for (Lines entry : entries) {
            Lines previous = apart.isEmpty() ? null : apart.get(apart.size() - 1);
            boolean meet = previous != null
                    && apart.size() == ours.entries().size()
                    && !previous.body().get(previous.body().size() - 1).isBlank()
                    && (entry.lead().isEmpty() || !entry.lead().get(0).isBlank());
            boolean spaced = !ours.entries().get(0).lead().isEmpty()
                    && ours.entries().get(0).lead().get(0).isBlank();
            boolean behind = entry.body().get(entry.body().size() - 1).isBlank();
            if (meet && (spaced || behind)) {
                List<String> lead = new ArrayList<>(List.of(""));
                lead.addAll(entry.lead());
                apart.add(new Lines(entry.key(), lead, entry.body()));
            } else {
                apart.add(entry);
            }
        }
        return apart;
    }
}
