package dev.coord.core.path;

/** Builds the automaton of a declared path. */
final class GlobParser {

    private final int[] text;
    private final PathStates states = new PathStates();

    private GlobParser(String text) {
        this.text = text.codePoints().toArray();
    }

    static PathAutomaton parse(String path) {
        GlobParser parser = new GlobParser(path);
        parser.sequence(0, parser.text.length, PathFront.beginning()).end(parser.states);
        return parser.states.automaton();
    }

    private PathFront sequence(int from, int to, PathFront before) {
        PathFront at = before;
        int i = from;
        while (i < to) {
            int close = text[i] == '{' ? Alternatives.end(text, i, to) : -1;
            int stars = stars(i, to);
            if (close > 0) {
                at = alternatives(i + 1, close, at);
                i = close + 1;
            } else if (stars > 0) {
                at = stars == 2 ? at.doubleStar(states) : at.star(states);
                i += stars;
            } else {
                at = one(text[i], at);
                i++;
            }
        }
        return at;
    }

    private PathFront one(int codePoint, PathFront at) {
        return switch (codePoint) {
            case '/' -> at.slash(states);
            case '?' -> at.questionMark(states);
            default -> at.character(codePoint, states);
        };
    }

    private PathFront alternatives(int from, int close, PathFront before) {
        PathFront after = PathFront.nowhere();
        int begin = from;
        int depth = 0;
        for (int i = from; i <= close; i++) {
            if (i == close || (text[i] == ',' && depth == 0)) {
                after = after.or(sequence(begin, i, before), states);
                begin = i + 1;
            } else if (text[i] == '{') {
                depth++;
            } else if (text[i] == '}') {
                depth--;
            }
        }
        return after;
    }

    private int stars(int from, int to) {
        int end = from;
        while (end < to && text[end] == '*') {
            end++;
        }
        return end - from;
    }
}
