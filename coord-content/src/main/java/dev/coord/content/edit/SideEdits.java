package dev.coord.content.edit;

import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a side made of the lines of a conflict: each line is kept, edited or taken away, and others stand before it.
 *
 * @param lines for each line of the base the line it became, if any
 * @param added for each line of the base the lines that are new before it, and last those behind all
 */
record SideEdits(List<Optional<String>> lines, List<List<String>> added) {
    private static final int MOST = 100;
    /** Less alike lines are two lines. */
    static final double ALIKE = 0.5;

    /** Finds for each line of the base the line it became: the same one, or one that is much alike. */
    static SideEdits of(List<String> base, List<String> side) {
        if (base.size() > MOST || side.size() > MOST) {
            throw new NotUnderstood("too many lines differ");
        }
        double[][] likeness = likeness(base, side);
        double[][] best = new double[base.size() + 1][side.size() + 1];
        for (int b = base.size() - 1; b >= 0; b--) {
            for (int s = side.size() - 1; s >= 0; s--) {
                double both = likeness[b][s] > 0 ? likeness[b][s] + best[b + 1][s + 1] : 0;
                best[b][s] = Math.max(both, Math.max(best[b + 1][s], best[b][s + 1]));
            }
        }
        List<Optional<String>> lines = new ArrayList<>();
        List<List<String>> added = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        int b = 0;
        int s = 0;
        while (b < base.size() || s < side.size()) {
            boolean pair = b < base.size()
                    && s < side.size()
                    && likeness[b][s] > 0
                    && best[b][s] <= likeness[b][s] + best[b + 1][s + 1];
            if (pair || (b < base.size() && (s == side.size() || best[b][s] <= best[b + 1][s]))) {
                added.add(List.copyOf(fresh));
                fresh.clear();
                lines.add(pair ? Optional.of(side.get(s)) : Optional.empty());
                s += pair ? 1 : 0;
                b++;
            } else {
                fresh.add(side.get(s));
                s++;
            }
        }
        added.add(List.copyOf(fresh));
        return new SideEdits(lines, added);
    }

    /** All lines of the side. */
    List<String> written() {
        List<String> written = new ArrayList<>();
        for (int i = 0; i < added.size(); i++) {
            written.addAll(added.get(i));
            if (i < lines.size()) {
                lines.get(i).ifPresent(written::add);
            }
        }
        return written;
    }

    /** What is new before a line of the base or in its place. */
    List<String> fresh(List<String> base, int line) {
        List<String> fresh = new ArrayList<>(added.get(line));
        if (line < lines.size() && !lines.get(line).equals(Optional.of(base.get(line)))) {
            lines.get(line).ifPresent(fresh::add);
        }
        return fresh;
    }

    private static double[][] likeness(List<String> base, List<String> side) {
        List<Likeness> before = base.stream().map(Likeness::of).toList();
        List<Likeness> after = side.stream().map(Likeness::of).toList();
        double[][] likeness = new double[base.size()][side.size()];
        for (int b = 0; b < base.size(); b++) {
            for (int s = 0; s < side.size(); s++) {
                boolean same = base.get(b).equals(side.get(s));
                double alike = same ? 1 : before.get(b).to(after.get(s)) * 0.9;
                boolean bare = before.get(b).isBare();
                boolean pair = same
                        || (alike >= ALIKE
                                && !bare
                                && before.get(b).indent() == after.get(s).indent());
                likeness[b][s] = pair ? (bare ? alike / 10 : alike) : 0;
            }
        }
        return likeness;
    }
}
