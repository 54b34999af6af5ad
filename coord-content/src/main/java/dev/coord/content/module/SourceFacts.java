package dev.coord.content.module;

import java.util.List;
import java.util.Set;

/**
 * What the text of one file says about others. Immutable.
 *
 * @param references what it imports, in order
 * @param exports what it makes known
 * @param declared other modules that it declares, or adds names to
 * @param undecided what its text does not tell
 */
public record SourceFacts(
        List<Reference> references, Exports exports, Set<String> declared, List<Undecided> undecided) {

    /** Of a file that is not read. */
    public static final SourceFacts NONE = new SourceFacts(List.of(), Exports.OPEN, Set.of(), List.of());

    /** No import that people write is as long. */
    private static final int LONGEST = 500;

    /** Copies the collections. */
    public SourceFacts {
        references = references.stream()
                .filter(one -> one.source().length() <= LONGEST)
                .toList();
        declared = Set.copyOf(declared);
        undecided = List.copyOf(undecided);
    }

    /**
     * Something that only a running program knows.
     *
     * @param line its line, from 1; 0 where it is the whole file
     * @param what what it is, such as {@code an import of a computed name}
     */
    public record Undecided(int line, String what) {

        /** Of a file that nobody can read for certain. */
        public static final Undecided NOT_READ =
                new Undecided(0, "the file is not read, as a text, a comment or a bracket in it is not closed");
    }
}
