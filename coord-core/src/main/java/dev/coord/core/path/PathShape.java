package dev.coord.core.path;

import java.util.ArrayList;
import java.util.List;

/**
 * What is known of a path without braces before it is compared with another: texts of which one has to begin with the
 * other if two paths overlap. Each is empty where nothing is known.
 *
 * @param head what all that is covered begins with
 * @param tail what it ends with, turned round: of a last segment with a wildcard what stands behind that, otherwise as many
 *     segments as are plain
 * @param prefix what its last segment begins with; a {@code /} behind a plain one
 * @param parent its last segment but one, and a {@code /}
 * @param name the last segment if it is a plain name of which nobody says that it is a directory
 * @param directories plain segments that another follows
 */
public record PathShape(String head, String tail, String prefix, String parent, String name, List<String> directories) {

    /** Of more alternatives nothing is known. */
    private static final int MOST_ALTERNATIVES = 32;

    /** Of each alternative, written out. */
    public static List<PathShape> ofAlternatives(String text) {
        return Alternatives.of(text, MOST_ALTERNATIVES)
                .map(alternatives -> alternatives.stream().map(PathShape::of).toList())
                .orElseGet(() -> List.of(new PathShape("", "", "", "", "", List.of())));
    }

    private static PathShape of(String text) {
        List<String> segments = List.of(text.split("/"));
        int last = segments.size() - 1;
        List<String> directories = new ArrayList<>();
        for (int i = 0; i < last; i++) {
            if (wildcard(segments.get(i)) < 0) {
                directories.add(segments.get(i));
            }
        }
        String head = wildcard(text) < 0 ? text : text.substring(0, wildcard(text));
        String end = segments.get(last);
        if (text.endsWith("/") || end.equals("**")) {
            return new PathShape(head, "", "", "", "", directories);
        }
        boolean plain = wildcard(end) < 0;
        String parent = last > 0 && wildcard(segments.get(last - 1)) < 0 ? segments.get(last - 1) + "/" : "";
        return new PathShape(
                head,
                tail(text),
                plain ? end + "/" : end.substring(0, wildcard(end)),
                parent,
                plain ? end : "",
                directories);
    }

    /** False only if nothing is covered by both. */
    boolean mayMeet(PathShape other) {
        return begins(head, other.head)
                && ((begins(tail, other.tail) && begins(prefix, other.prefix) && begins(parent, other.parent))
                        || isNamedBy(other)
                        || other.isNamedBy(this));
    }

    private boolean isNamedBy(PathShape other) {
        return !name.isEmpty() && other.directories.contains(name);
    }

    private static boolean begins(String one, String other) {
        return one.length() <= other.length() ? other.startsWith(one) : one.startsWith(other);
    }

    private static String tail(String text) {
        int wildcard = Math.max(text.lastIndexOf('*'), text.lastIndexOf('?'));
        String end = wildcard < 0 ? "/" + text : text.substring(wildcard + 1);
        return new StringBuilder(end).reverse().toString();
    }

    private static int wildcard(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '*' || text.charAt(i) == '?') {
                return i;
            }
        }
        return -1;
    }
}
