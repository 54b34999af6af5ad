package dev.coord.content.module;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a file makes known to others. Immutable.
 *
 * @param names what it defines
 * @param types those of the names that are types only
 * @param passedOn what it has from other files, by the names it gives them
 * @param all what it passes on whole
 * @param isOpen whether it may make known more than that
 */
public record Exports(
        Set<String> names, Set<String> types, Map<String, Origin> passedOn, List<String> all, boolean isOpen) {

    /** Nothing is known. */
    public static final Exports OPEN = new Exports(Set.of(), Set.of(), Map.of(), List.of(), true);

    /** Copies the collections. */
    public Exports {
        names = Set.copyOf(names);
        types = Set.copyOf(types);
        passedOn = Map.copyOf(passedOn);
        all = List.copyOf(all);
    }

    /**
     * Where something comes from.
     *
     * @param source as it is written in an import
     * @param name what it is called there; {@code *} for everything at once
     */
    public record Origin(String source, String name) {}
}
