package dev.coord.content.link;

import dev.coord.content.migration.Link;
import dev.coord.content.migration.MigrationFiles.Place;
import dev.coord.content.migration.PythonMigration;
import dev.coord.schema.MigrationDirectory.Scheme;
import java.util.Optional;

/**
 * A link that leads nowhere.
 *
 * @param place where the module lies that has it
 * @param gone what it led to before; none where it is new
 */
public record LostLink(Place place, PythonMigration module, Link link, Optional<PythonMigration> gone) {

    /** The line of the link, from 1. */
    public int line() {
        return (int) module.text()
                        .substring(0, link.start())
                        .chars()
                        .filter(c -> c == '\n')
                        .count()
                + 1;
    }

    /** What names what. */
    public String told() {
        return switch (place.scheme()) {
            case DJANGO -> "its dependencies name '" + link.label() + "." + link.name() + "'";
            default ->
                "its " + (module.others().contains(link) ? "depends_on" : "down_revision") + " names '" + link.name()
                        + "'";
        };
    }

    boolean isOfDjango() {
        return place.scheme() == Scheme.DJANGO;
    }
}
