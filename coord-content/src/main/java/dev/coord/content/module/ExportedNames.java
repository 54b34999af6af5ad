package dev.coord.content.module;

import dev.coord.content.module.ResolvedImport.Found;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What files of one tree make known, with what they pass on from each other. For one thread. */
public final class ExportedNames {
    private static final int DEEPEST = 100;

    /** What is passed on whole leaves this one out. */
    private static final String DEFAULT = "default";

    private static final All UNKNOWN = new All(Map.of(), true);

    private final Tree tree;
    private final Resolver resolver;
    private final Map<String, All> known = new HashMap<>();

    /**
     * Of a tree.
     *
     * @param tree the files
     * @param resolver where its imports lead
     */
    public ExportedNames(Tree tree, Resolver resolver) {
        this.tree = tree;
        this.resolver = resolver;
    }

    /**
     * A name.
     *
     * @param definer the file that defines it
     * @param isType whether it is a type only
     */
    public record Named(String definer, boolean isType) {}

    /**
     * What one file makes known.
     *
     * @param names by what they are called
     * @param isOpen whether there may be more
     */
    public record All(Map<String, Named> names, boolean isOpen) {

        /**
         * Whether a name is surely not among them.
         *
         * @param name what it is called
         * @return false also where nobody can tell
         */
        public boolean lacks(String name) {
            return !isOpen && !names.containsKey(name);
        }
    }

    /**
     * What a file makes known.
     *
     * @param path the file
     * @return all of it
     */
    public All of(String path) {
        return of(path, 0);
    }

    private All of(String path, int depth) {
        All before = known.get(path);
        if (before != null) {
            return before;
        }
        if (depth > DEEPEST || !tree.isSource(path)) {
            return UNKNOWN;
        }
        Exports exports = tree.facts(path).exports();
        known.put(path, UNKNOWN); // for whoever passes it on in a circle
        Map<String, Named> names = new HashMap<>();
        exports.names()
                .forEach(name -> names.put(name, new Named(path, exports.types().contains(name))));
        boolean isOpen = exports.isOpen() || resolver.isAddedTo(path);
        for (String source : exports.all()) {
            All all = found(path, source, depth).orElse(UNKNOWN);
            isOpen |= all.isOpen;
            all.names.forEach((name, named) -> {
                if (!name.equals(DEFAULT)) {
                    names.putIfAbsent(name, named);
                }
            });
        }
        exports.passedOn()
                .forEach((name, origin) -> names.put(
                        name,
                        found(path, origin.source(), depth)
                                .map(all -> all.names.get(origin.name()))
                                .orElse(new Named(path, false))));
        All all = new All(names, isOpen);
        known.put(path, all);
        return all;
    }

    private Optional<All> found(String path, String source, int depth) {
        return resolver.resolve(path, source) instanceof Found found
                ? Optional.of(of(found.path(), depth + 1))
                : Optional.empty();
    }
}
