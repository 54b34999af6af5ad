package dev.coord.content.migration;

import dev.coord.content.migration.MigrationFiles.Place;
import dev.coord.schema.MigrationDirectory.Scheme;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How migrations that are Python modules name each other, also from one directory to another. */
public final class ModuleLinks {

    private final Map<Place, Chain> chains = new TreeMap<>();
    private final Map<Place, List<PythonMigration>> modules;

    public ModuleLinks(Map<Place, List<PythonMigration>> modules) {
        this.modules = modules;
        modules.forEach((place, all) -> chains.put(place, new Chain(place.directory(), all)));
    }

    public Map<Place, Chain> chains() {
        return Collections.unmodifiableMap(chains);
    }

    public Map<Place, List<PythonMigration>> modules() {
        return Collections.unmodifiableMap(modules);
    }

    /** What a link names, in its own directory first: two projects may call their apps alike. */
    public Optional<PythonMigration> target(Place place, Link link) {
        return Stream.concat(
                        Stream.of(place), chains.keySet().stream().filter(other -> other.scheme() == place.scheme()))
                .filter(one -> chains.containsKey(one))
                .map(chains::get)
                .filter(chain -> place.scheme() == Scheme.ALEMBIC || chain.app().equals(link.label()))
                .flatMap(chain -> chain.named(link.name()).stream())
                .findFirst();
    }

    /** The files of what a migration names as applied before it. */
    List<String> before(Place place, PythonMigration one) {
        return Stream.concat(one.links().stream(), one.others().stream())
                .flatMap(link -> target(place, link).stream())
                .map(PythonMigration::path)
                .filter(path -> !path.equals(one.path()))
                .distinct()
                .toList();
    }
}
