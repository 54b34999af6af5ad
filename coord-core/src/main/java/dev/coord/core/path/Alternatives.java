package dev.coord.core.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The alternatives of a path: braces with a partner and a comma; any other brace is a plain character. */
final class Alternatives {

    private final int most;
    private final List<String> written = new ArrayList<>();

    private Alternatives(int most) {
        this.most = most;
    }

    /**
     * Writes alternatives out.
     *
     * @param path a path
     * @param most how many alternatives are worth it
     * @return the path once for each alternative, normalized; none that covers nothing; nothing if there are more
     */
    static Optional<List<String>> of(String path, int most) {
        if (path.indexOf('{') < 0) {
            return Optional.of(List.of(path));
        }
        Alternatives alternatives = new Alternatives(most);
        return alternatives.write("", path.codePoints().toArray())
                ? Optional.of(alternatives.written)
                : Optional.empty();
    }

    /** Where the alternatives that begin here end; -1 if the brace is a plain character. */
    static int end(int[] text, int open, int to) {
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

    private boolean write(String before, int[] rest) {
        for (int open = 0; open < rest.length; open++) {
            int close = rest[open] == '{' ? end(rest, open, rest.length) : -1;
            if (close > 0) {
                return writeEach(before, rest, open, close);
            }
        }
        String path = (before + new String(rest, 0, rest.length))
                .replaceAll("/{2,}", "/")
                .replaceFirst("^/", "");
        if (!path.isEmpty()) {
            written.add(path);
        }
        return written.size() <= most;
    }

    private boolean writeEach(String before, int[] rest, int open, int close) {
        String begun = before + new String(rest, 0, open);
        String end = new String(rest, close + 1, rest.length - close - 1);
        int depth = 0;
        int begin = open + 1;
        for (int i = begin; i <= close; i++) {
            if (i == close || (rest[i] == ',' && depth == 0)) {
                String branch = new String(rest, begin, i - begin);
                if (!write(begun, (branch + end).codePoints().toArray())) {
                    return false;
                }
                begin = i + 1;
            } else if (rest[i] == '{') {
                depth++;
            } else if (rest[i] == '}') {
                depth--;
            }
        }
        return true;
    }
}
