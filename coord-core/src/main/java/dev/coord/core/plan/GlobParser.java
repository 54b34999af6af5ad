package dev.coord.core.plan;

import java.util.ArrayList;
import java.util.List;

/** Builds the automaton of a declared path. */
final class GlobParser {

    private static final int ACCEPT = 1;

    private final int[] text;
    private final List<List<Integer>> silent = new ArrayList<>();
    private final List<Integer> label = new ArrayList<>();
    private final List<Integer> next = new ArrayList<>();

    private GlobParser(String text) {
        this.text = text.codePoints().toArray();
    }

    static PathAutomaton parse(String path) {
        boolean directory = path.endsWith("/");
        String name = directory ? path.substring(0, path.length() - 1) : path;
        GlobParser parser = new GlobParser(name);
        int begin = parser.state();
        parser.state();
        int end = parser.sequence(0, parser.text.length, begin);
        parser.silently(end, ACCEPT);
        if (directory || parser.endsInPlainName()) {
            int below = parser.state();
            parser.read(end, '/', below);
            parser.read(below, PathAutomaton.ANY, below);
            parser.silently(below, ACCEPT);
        }
        return parser.automaton();
    }

    /** The text from {@code from} to {@code to}, beginning at a state; gives the state it ends in. */
    private int sequence(int from, int to, int begin) {
        int at = begin;
        int i = from;
        while (i < to) {
            int close = text[i] == '{' ? alternativesEnd(i, to) : -1;
            if (close > 0) {
                at = alternatives(i + 1, close, at);
                i = close + 1;
            } else if (text[i] == '*') {
                int end = endOfStars(i, to);
                at = stars(i, end, to, at);
                i = isDeep(i, end) && end < text.length && end < to ? end + 1 : end;
            } else {
                at = reading(at, text[i] == '?' ? PathAutomaton.WITHIN_SEGMENT : text[i]);
                i++;
            }
        }
        return at;
    }

    private int stars(int from, int end, int to, int at) {
        if (!isDeep(from, end)) {
            int loop = state();
            silently(at, loop);
            int out = state();
            silently(loop, out);
            read(loop, PathAutomaton.WITHIN_SEGMENT, loop);
            return out;
        }
        if (end < text.length && end < to) {
            return segments(at);
        }
        int first = reading(at, PathAutomaton.ANY);
        int out = state();
        silently(first, out);
        read(first, PathAutomaton.ANY, first);
        return out;
    }

    /** Any number of whole segments, each with the slash behind it. */
    private int segments(int at) {
        int start = state();
        int out = state();
        silently(at, start);
        silently(start, out);
        int within = reading(start, PathAutomaton.WITHIN_SEGMENT);
        int slash = state();
        silently(within, slash);
        read(within, PathAutomaton.WITHIN_SEGMENT, within);
        read(slash, '/', start);
        return out;
    }

    private int alternatives(int from, int close, int at) {
        int out = state();
        int begin = from;
        int depth = 0;
        for (int i = from; i <= close; i++) {
            if (i == close || (text[i] == ',' && depth == 0)) {
                int branch = state();
                silently(at, branch);
                silently(sequence(begin, i, branch), out);
                begin = i + 1;
            } else if (text[i] == '{') {
                depth++;
            } else if (text[i] == '}') {
                depth--;
            }
        }
        return out;
    }

    /** Where the alternatives that begin here end; -1 if the brace is a plain character. */
    private int alternativesEnd(int open, int to) {
        int depth = 0;
        boolean comma = false;
        for (int i = open; i < to; i++) {
            if (text[i] == '{') {
                depth++;
            } else if (text[i] == ',' && depth == 1) {
                comma = true;
            } else if (text[i] == '}' && --depth == 0) {
                return comma ? i : -1;
            }
        }
        return -1;
    }

    private int endOfStars(int from, int to) {
        int end = from;
        while (end < to && text[end] == '*') {
            end++;
        }
        return end;
    }

    /** Two stars that fill a whole segment; any others are one star. */
    private boolean isDeep(int from, int end) {
        boolean opens = from == 0 || text[from - 1] == '/';
        boolean closes = end == text.length || text[end] == '/';
        return end - from == 2 && opens && closes;
    }

    private boolean endsInPlainName() {
        for (int i = text.length - 1; i >= 0 && text[i] != '/'; i--) {
            if (text[i] == '*' || text[i] == '?' || text[i] == '}') {
                return false;
            }
        }
        return true;
    }

    private int reading(int from, int what) {
        int begin = state();
        silently(from, begin);
        int end = state();
        read(begin, what, end);
        return end;
    }

    private int state() {
        silent.add(new ArrayList<>());
        label.add(PathAutomaton.noLabel());
        next.add(0);
        return label.size() - 1;
    }

    private void silently(int from, int to) {
        silent.get(from).add(to);
    }

    private void read(int from, int what, int to) {
        if (label.get(from) != PathAutomaton.noLabel()) {
            int extra = state();
            silently(from, extra);
            read(extra, what, to);
            return;
        }
        label.set(from, what);
        next.set(from, to);
    }

    private PathAutomaton automaton() {
        int[][] edges = silent.stream()
                .map(states -> states.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
        return new PathAutomaton(
                edges,
                label.stream().mapToInt(Integer::intValue).toArray(),
                next.stream().mapToInt(Integer::intValue).toArray());
    }
}
