package dev.coord.core.survival;

import dev.coord.core.survival.MadeLines.Made;
import dev.coord.core.survival.MergedFile.Side;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Lines that somebody broke up or joined otherwise: all their words stand in made lines that follow each other, in their order, and are
 * at least half of the words there. Each word there stands for one of each side. Not safe for use by several threads.
 */
final class Rewrapping {

    private static final int MOST_LINES = 12;
    private static final int MOST_PLACES = 64;

    private final MadeLines made;

    Rewrapping(MadeLines made) {
        this.made = made;
    }

    /**
     * Looks for lines of one side.
     *
     * @param gone in the order of the file
     * @return the places in that list of those that are there
     */
    BitSet of(MergedFile file, Side side, List<String> gone) {
        return of(made.ofFile(file), side, gone);
    }

    /** The same in lines that are known to be made. */
    static BitSet of(List<Made> lines, Side side, List<String> gone) {
        return lines.isEmpty()
                ? new BitSet()
                : new Search(lines, side).of(gone.stream().map(Words::inOrder).toList());
    }

    /** Made lines that follow each other, and how many words of the last one are used then. */
    private record Range(int from, int to, int used) {}

    /** For one side of a file. */
    private static final class Search {

        private final List<Made> lines;
        private final Side side;
        private final Map<String, List<Integer>> places = new HashMap<>();

        /** How many words of each line stand for something already. */
        private final int[] used;

        Search(List<Made> lines, Side side) {
            this.lines = lines;
            this.side = side;
            this.used = new int[lines.size()];
            for (int i = 0; i < lines.size(); i++) {
                List<String> words = lines.get(i).words();
                used[i] = lines.get(i).taken().contains(side) ? words.size() : 0;
                for (String word : new TreeSet<>(words)) {
                    places.computeIfAbsent(word, any -> new ArrayList<>()).add(i);
                }
            }
        }

        BitSet of(List<List<String>> gone) {
            BitSet found = new BitSet();
            int at = 0;
            while (at < gone.size()) {
                int end = end(gone, at);
                if (end > at) {
                    found.set(at, end);
                }
                at = Math.max(end, at + 1);
            }
            return found;
        }

        /** As many lines as are there together, from one on. */
        private int end(List<List<String>> gone, int at) {
            for (int end = Math.min(gone.size(), at + MOST_LINES); end > at; end--) {
                Optional<Range> range = range(gone.subList(at, end));
                if (range.isPresent()) {
                    use(range.get());
                    return end;
                }
            }
            return at;
        }

        private void use(Range range) {
            for (int i = range.from(); i < range.to(); i++) {
                lines.get(i).taken().add(side);
                used[i] = i + 1 == range.to()
                        ? range.used()
                        : lines.get(i).words().size();
            }
        }

        private Optional<Range> range(List<List<String>> gone) {
            List<String> words = gone.stream().flatMap(List::stream).toList();
            return words.isEmpty()
                    ? Optional.empty()
                    : places.getOrDefault(words.get(0), List.of()).stream()
                            .filter(from -> used[from] < lines.get(from).words().size())
                            .limit(MOST_PLACES)
                            .flatMap(from -> range(from, words).stream())
                            .filter(range -> gone.size() > 1
                                    || isWrapped(range, words.size())) // one whole line for one: reworded
                            .findFirst();
        }

        /** Whether one line was broken up, or is the rest of several; a few of its words among many others are chance. */
        private boolean isWrapped(Range range, int words) {
            int all = -used[range.from()];
            for (int i = range.from(); i < range.to(); i++) {
                all += lines.get(i).words().size();
            }
            return (range.to() - range.from() > 1 || used[range.from()] > 0) && 2 * words >= all;
        }

        /** From one line on as far as all words are there. */
        private Optional<Range> range(int from, List<String> words) {
            int there = 0;
            int all = 0;
            for (int i = from; i < Math.min(lines.size(), from + MOST_LINES); i++) {
                List<String> own = lines.get(i).words();
                if (lines.get(i).run() != lines.get(from).run() || (i > from && used[i] > 0)) {
                    return Optional.empty();
                }
                for (int at = used[i]; at < own.size(); at++) {
                    all++;
                    there += own.get(at).equals(words.get(there)) ? 1 : 0;
                    if (there == words.size()) {
                        return Optional.of(new Range(from, i + 1, at + 1));
                    }
                    if (all >= 2 * words.size()) {
                        return Optional.empty();
                    }
                }
            }
            return Optional.empty();
        }
    }
}
