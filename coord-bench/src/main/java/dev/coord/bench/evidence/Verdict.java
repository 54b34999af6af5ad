package dev.coord.bench.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How what a tool made of a file stands to what people made of it. */
enum Verdict {
    /** The same bytes. */
    EQUAL,
    /** The same but for the order of two blocks that stand side by side. */
    OTHER_ORDER,
    /** The same, in this order or the other, but for blank lines and spaces at ends of lines. */
    LAYOUT,
    /** Something else, which has to be read. */
    DIFFERENT,
    /** The tool leaves the conflict to people. */
    REFUSED;

    static Verdict of(Optional<byte[]> merged, byte[] people) {
        if (merged.isEmpty()) {
            return REFUSED;
        }
        if (Arrays.equals(merged.get(), people)) {
            return EQUAL;
        }
        if (isOtherOrder(lines(merged.get()), lines(people))) {
            return OTHER_ORDER;
        }
        return isOtherOrder(written(merged.get()), written(people)) ? LAYOUT : DIFFERENT;
    }

    private static List<String> written(byte[] file) {
        return lines(file).stream()
                .map(String::stripTrailing)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> lines(byte[] file) {
        return new String(file, ISO_8859_1).lines().toList();
    }

    private static boolean isOtherOrder(List<String> merged, List<String> people) {
        if (merged.size() != people.size()) {
            return false;
        }
        int at = 0;
        while (at < merged.size()) {
            if (merged.get(at).equals(people.get(at))) {
                at++;
                continue;
            }
            int end = exchanged(merged, people, at);
            if (end < 0) {
                return false;
            }
            at = end;
        }
        return true;
    }

    /** The line behind two blocks that begin here and stand in the other order there; -1 if there are none. */
    private static int exchanged(List<String> merged, List<String> people, int from) {
        for (int second = from + 1; second < merged.size(); second++) {
            int first = second - from;
            for (int end = second + 1; end <= merged.size(); end++) {
                int size = end - second;
                if (!merged.get(end - 1).equals(people.get(from + size - 1))) {
                    break;
                }
                if (merged.subList(from, second).equals(people.subList(from + size, from + size + first))) {
                    return end;
                }
            }
        }
        return -1;
    }
}
