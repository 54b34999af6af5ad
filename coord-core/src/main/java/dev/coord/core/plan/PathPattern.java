package dev.coord.core.plan;

import dev.coord.plan.RepoPath;

/**
 * What a declared path covers, as a language of paths. Only {@code *} (within a segment), {@code **} (whole segments, any
 * number), {@code ?} (one character within a segment) and <code>{a,b}</code> are special. A path that ends in a plain name,
 * or in {@code /}, covers that name and everything below it, so that {@code app} overlaps {@code app/x}. Immutable.
 * Reading 6.
 */
public final class PathPattern {

    private final String text;
    private final PathAutomaton automaton;

    private PathPattern(String text, PathAutomaton automaton) {
        this.text = text;
        this.automaton = automaton;
    }

    /**
     * Compiles a path.
     *
     * @param path file, directory or glob
     * @return the pattern
     */
    public static PathPattern of(RepoPath path) {
        return new PathPattern(path.value(), GlobParser.parse(path.value()));
    }

    /**
     * Whether a file is covered.
     *
     * @param path path of a file, as git writes it
     * @return true if the pattern covers it
     */
    public boolean matches(String path) {
        return automaton.accepts(path);
    }

    /**
     * Whether some path is covered by both: decided exactly, in time at most proportional to the product of the lengths.
     *
     * @param other another pattern
     * @return true if there is such a path
     */
    public boolean overlaps(PathPattern other) {
        return text.equals(other.text) || automaton.meets(other.automaton);
    }

    @Override
    public String toString() {
        return text;
    }
}
