package dev.coord.content.link;

import dev.coord.content.migration.Chain;
import dev.coord.content.migration.MigrationFiles.Place;
import dev.coord.content.migration.PythonMigration;
import dev.coord.schema.MigrationDirectory.Scheme;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How modules of branches name each other.
 *
 * @param made the modules that a branch adds, with their apps
 * @param named what these name beside that, with the app
 */
public record BranchLinks(Set<String> made, Set<String> named) {

    public static final BranchLinks NONE = new BranchLinks(Set.of(), Set.of());

    /** Of one branch. */
    public static BranchLinks of(Map<Place, List<PythonMigration>> modules, Predicate<PythonMigration> isAdded) {
        Set<String> made = new TreeSet<>();
        Set<String> named = new TreeSet<>();
        modules.forEach((place, all) -> {
            String app = place.scheme() == Scheme.DJANGO ? new Chain(place.directory(), all).app() : "";
            all.stream().filter(isAdded).forEach(one -> {
                made.add(key(place, app, one.name()));
                Stream.concat(one.links().stream(), one.others().stream())
                        .map(link -> key(place, link.label(), link.name()))
                        .forEach(named::add);
            });
        });
        named.removeAll(made);
        return new BranchLinks(made, named);
    }

    private static String key(Place place, String app, String name) {
        return place.scheme() + " " + app + " " + name;
    }

    /** Whether a module of this one names one that the other one adds. */
    public boolean names(BranchLinks other) {
        return !Collections.disjoint(named, other.made);
    }
}
