package dev.coord.core.plan;

import dev.coord.plan.RepoPath;
import java.util.Optional;

/**
 * What a declared path covers, as a language of paths. Only {@code *} (within a segment), {@code **} (whole segments, any
 * number), {@code ?} (one character within a segment) and <code>{a,b}</code> are special; a brace without its partner or
 * without a comma is a plain character; each alternative counts as if it were written out. A path that ends in {@code /}
 * covers that name and everything below it.
 *
 * <p>A path whose last segment has no wildcard is a plain name: of files that exist it covers the one of that name and all
 * that lie below it. Whether it is a file or a directory is not known when two patterns are compared, so that it overlaps
 * what lies below it only where the other pattern has the name itself as a directory: {@code app} overlaps
 * {@code app/x.ts}, {@code app/} and {@code app/**}, but {@code Makefile} does not overlap {@code **&#47;*.go}. Whoever knows
 * that it is a directory writes {@code app/}. Immutable, safe for many threads. Reading 6.
 */
public final class PathPattern {

    private final String text;
    private final String fixedPart;
    private final Optional<PathAutomaton> glob;

    private PathPattern(String text, String fixedPart, Optional<PathAutomaton> glob) {
        this.text = text;
        this.fixedPart = fixedPart;
        this.glob = glob;
    }

    /**
     * Compiles a path.
     *
     * @param path file, directory or glob
     * @return the pattern
     */
    public static PathPattern of(RepoPath path) {
        String text = path.value();
        int special = 0;
        while (special < text.length() && "*?{".indexOf(text.charAt(special)) < 0) {
            special++;
        }
        if (special == text.length()) {
            return new PathPattern(text, text.endsWith("/") ? text : text + "/", Optional.empty());
        }
        String fixedPart = text.substring(0, text.lastIndexOf('/', special) + 1);
        return new PathPattern(text, fixedPart, Optional.of(GlobParser.parse(text)));
    }

    /**
     * The segments before the first wildcard. All that is covered lies at it, above or below it, so two patterns can only
     * overlap if the fixed part of one begins with that of the other.
     *
     * @return segments with a {@code /} behind each, empty for a pattern that begins with a wildcard
     */
    public String fixedPart() {
        return fixedPart;
    }

    /**
     * Whether a file is covered. One below a plain name always is.
     *
     * @param path path of a file, as git writes it
     * @return true if the pattern covers it
     */
    public boolean matches(String path) {
        boolean near = (path + "/").startsWith(fixedPart);
        return near && (glob.isEmpty() || glob.get().accepts(path));
    }

    /**
     * Whether some path is covered by both, what lies below a plain name only counting if the other names it as a directory:
     * decided exactly, in time at most proportional to the product of the lengths.
     *
     * @param other another pattern
     * @return true if there is such a path
     */
    public boolean overlaps(PathPattern other) {
        if (!fixedPart.startsWith(other.fixedPart) && !other.fixedPart.startsWith(fixedPart)) {
            return false;
        }
        return mayMeet(other) && other.mayMeet(this) && meets(other);
    }

    /** Refuses most plain paths that do not meet a glob, for far less than the whole answer costs. */
    private boolean mayMeet(PathPattern other) {
        return glob.isEmpty() || other.glob.isPresent() || glob.get().acceptsBeginning(other.name());
    }

    private boolean meets(PathPattern other) {
        return (glob.isEmpty() && other.glob.isEmpty()) || automaton().meets(other.automaton());
    }

    /** Of a plain path, the name without a slash at its end. */
    private String name() {
        return fixedPart.substring(0, fixedPart.length() - 1);
    }

    // most paths are plain and never meet a glob, so they do without an automaton until they do
    private PathAutomaton automaton() {
        return glob.orElseGet(() -> GlobParser.parse(text));
    }

    @Override
    public String toString() {
        return text;
    }
}
