package dev.coord.merge;

import java.util.List;
import java.util.Optional;

/**
 * What a file imports, and the name that it gives to the directory it lies in. Immutable.
 *
 * @param module what the path of an import begins with that means the directory of this file, as {@code go.mod} says; nothing where
 *     the file says no such thing
 * @param imported every place where an imported file may lie; most of them are empty
 */
public record FileImports(Optional<String> module, List<Imported> imported) {

    /** Nothing is imported. */
    public static final FileImports NONE = new FileImports(Optional.empty(), List.of());

    /** Copies the list. */
    public FileImports {
        imported = List.copyOf(imported);
    }

    /**
     * Where an imported file may lie.
     *
     * @param path the beginning of a path with {@code /}
     * @param endings what may follow it: {@code .ts}, {@code /index.ts} or, for all files of a directory whose names end alike,
     *     {@code /*.go}
     * @param where what the path begins from
     */
    public record Imported(String path, List<String> endings, Where where) {

        /** Copies the list. */
        public Imported {
            endings = List.copyOf(endings);
        }
    }

    /** What a path begins from. */
    public enum Where {
        /** The top of the repository. */
        TOP,
        /** Any directory, the top included. */
        ANY_DIRECTORY,
        /** Nothing: its first segments are the name of a {@link FileImports#module}, and mean that directory. */
        MODULE
    }
}
