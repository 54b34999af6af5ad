package dev.coord.proof;

import java.util.List;
import java.util.Map;

/**
 * What a file imports, and the names that it gives to directories. Immutable.
 *
 * @param modules the directories that the path of an import means if it begins with a name, by that name, as {@code go.mod} and
 *     {@code tsconfig.json} say; the empty name is that of every path
 * @param imported every place where an imported file may lie; most of them are empty
 */
public record FileImports(Map<String, List<String>> modules, List<Imported> imported) {

    /** Nothing is imported. */
    public static final FileImports NONE = new FileImports(Map.of(), List.of());

    /** Copies the collections. */
    public FileImports {
        modules = Map.copyOf(modules);
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
        /** Nothing: its first segments are the name of a {@link FileImports#modules module}, and mean its directories. */
        MODULE
    }
}
