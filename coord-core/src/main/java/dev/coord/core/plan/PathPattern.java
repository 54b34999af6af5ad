package dev.coord.core.plan;

import dev.coord.plan.RepoPath;
import java.util.List;
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
    private final List<PathShape> shapes;

    private PathPattern(String text, String fixedPart, Optional<PathAutomaton> glob, List<PathShape> shapes) {
        this.text = text;
        this.fixedPart = fixedPart;
        this.glob = glob;
        this.shapes = shapes;
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
            return new PathPattern(text, text.endsWith("/") ? text : text + "/", Optional.empty(), List.of());
        }
        String fixedPart = text.substring(0, text.lastIndexOf('/', special) + 1);
        return new PathPattern(text, fixedPart, Optional.of(GlobParser.parse(text)), PathShape.ofAlternatives(text));
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
        if (glob.isPresent() && other.glob.isPresent()) {
            return mayMeet(other) && glob.get().meets(other.glob.get());
        }
        return glob.map(other::meetsGlob)
                .or(() -> other.glob.map(this::meetsGlob))
                .orElse(true);
    }

    /**
     * Whether this is the name of something, or has it as an alternative, and does not say whether that is a file or a
     * directory.
     *
     * @param path a path without a slash at its end
     * @return true for a plain name, and for what the wildcards before the last, plain segment match
     */
    public boolean names(String path) {
        return glob.map(automaton -> automaton.names(path)).orElse(text.equals(path));
    }

    /**
     * Whether something below a directory may be named, so that it is worth looking into.
     *
     * @param directory a path without a slash at its end
     * @return false if nothing below it is
     */
    public boolean mayNameBelow(String directory) {
        return glob.map(automaton -> automaton.acceptsBeginning(directory + "/"))
                .orElse(text.startsWith(directory + "/"));
    }

    /**
     * Whether the path holds anything that may be a wildcard.
     *
     * @return false for a name of a file or directory
     */
    public boolean isGlob() {
        return glob.isPresent();
    }

    /** Of a glob, one for each of its alternatives. */
    List<PathShape> shapes() {
        return shapes;
    }

    /** Two globs: refuses most that have nothing in common, for far less than the whole answer costs. */
    private boolean mayMeet(PathPattern other) {
        for (PathShape mine : shapes) {
            for (PathShape theirs : other.shapes) {
                if (mine.mayMeet(theirs)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A file or directory by its name meets a glob. */
    private boolean meetsGlob(PathAutomaton other) {
        String name = fixedPart.substring(0, fixedPart.length() - 1);
        return text.endsWith("/") ? other.accepts(name) || other.acceptsBeginning(fixedPart) : other.meetsName(name);
    }

    @Override
    public String toString() {
        return text;
    }
}
