package dev.coord.core.path;

import dev.coord.RepoPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a declared path covers, as a language of paths. Only {@code *} (within a segment), {@code **} (whole segments, any
 * number), {@code ?} (one character within a segment) and <code>{a,b}</code> are special; a brace without its partner or
 * without a comma is a plain character; each alternative counts as if it were written out. A path that ends in {@code /}
 * covers everything below that name, but no file of that name: {@code src/*}, the files in a directory, does not overlap
 * {@code src/lib/}.
 *
 * <p>A path whose last segment has no wildcard is a plain name: of files that exist it covers the one of that name and all
 * that lie below it. Whether it is a file or a directory is not known when two patterns are compared, so that it overlaps
 * what lies below it only where the other pattern has the name itself as a directory: {@code app} overlaps
 * {@code app/x.ts}, {@code app/} and {@code app/**}, but {@code Makefile} does not overlap <code>**&#47;*.go</code>. Whoever knows
 * that it is a directory writes {@code app/}. Immutable, safe for many threads. Reading 6.
 */
public final class PathPattern {

    private final String text;
    private final String fixedPart;
    private final boolean isGlob;

    // made when first asked for; two threads may make equal ones
    private @Nullable PathAutomaton automaton;
    private @Nullable List<PathShape> shapes;

    private PathPattern(String text, String fixedPart, boolean isGlob) {
        this.text = text;
        this.fixedPart = fixedPart;
        this.isGlob = isGlob;
    }

    /**
     * Compiles a path.
     *
     * @param path file, directory or glob
     * @return the pattern
     */
    public static PathPattern of(RepoPath path) {
        String text = path.value();
        return new PathPattern(text, Wildcards.fixedPart(text), Wildcards.isGlob(text));
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
        if (isGlob) {
            return (path + "/").startsWith(fixedPart) && automaton().accepts(path);
        }
        return path.startsWith(fixedPart) || path.equals(text);
    }

    /**
     * Whether a file is to be kept by this declaration: one that is covered, or what stands in place of a directory, such as a
     * link to one, which nobody would call otherwise.
     *
     * @param path path of a file, as git writes it
     * @return true if the pattern covers it, or is a directory of that name
     */
    public boolean keeps(String path) {
        return matches(path) || (text.endsWith("/") && matches(path + "/any"));
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
        if (isGlob && other.isGlob) {
            return mayMeet(other) && automaton().meets(other.automaton());
        }
        return isGlob ? other.meetsGlob(automaton()) : !other.isGlob || meetsGlob(other.automaton());
    }

    /**
     * Whether this is the name of something, or has it as an alternative, and does not say whether that is a file or a
     * directory.
     *
     * @param path a path without a slash at its end
     * @return true for a plain name, and for what the wildcards before the last, plain segment match
     */
    public boolean names(String path) {
        return isGlob ? automaton().names(path) : text.equals(path);
    }

    /**
     * Whether something below a directory may be named, so that it is worth looking into.
     *
     * @param directory a path without a slash at its end
     * @return false if nothing below it is
     */
    public boolean mayNameBelow(String directory) {
        return isGlob ? automaton().acceptsBeginning(directory + "/") : text.startsWith(directory + "/");
    }

    /**
     * Whether the path holds anything that may be a wildcard.
     *
     * @return false for a name of a file or directory
     */
    public boolean isGlob() {
        return isGlob;
    }

    /** One for each alternative. */
    public List<PathShape> shapes() {
        List<PathShape> known = shapes;
        if (known == null) {
            known = PathShape.ofAlternatives(text);
            shapes = known;
        }
        return known;
    }

    /**
     * The names that all that is covered bears, or lies below: the last segments of all alternatives, if each is plain and has
     * no slash behind it. Two patterns with such names overlap only if they share one, or one has a name of the other's among
     * its {@link #directories}.
     *
     * @return the names; none if something that is covered may be called otherwise
     */
    public List<String> lastNames() {
        List<String> names = shapes().stream().map(PathShape::name).toList();
        return names.contains("") ? List.of() : names;
    }

    /**
     * The plain segments of all alternatives that another segment follows.
     *
     * @return the names of directories
     */
    public List<String> directories() {
        return shapes().stream().flatMap(shape -> shape.directories().stream()).toList();
    }

    /** Two globs: refuses most that have nothing in common, for far less than the whole answer costs. */
    private boolean mayMeet(PathPattern other) {
        for (PathShape mine : shapes()) {
            for (PathShape theirs : other.shapes()) {
                if (mine.mayMeet(theirs)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** A file or directory by its name meets a glob. */
    private boolean meetsGlob(PathAutomaton other) {
        return text.endsWith("/") ? other.acceptsBeginning(fixedPart) : other.meetsName(text);
    }

    private PathAutomaton automaton() {
        PathAutomaton known = automaton;
        if (known == null) {
            known = GlobParser.parse(text);
            automaton = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return text;
    }
}
