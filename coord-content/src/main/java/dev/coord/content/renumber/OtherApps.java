package dev.coord.content.renumber;

import dev.coord.content.migration.Link;
import dev.coord.content.migration.MigrationFiles;
import dev.coord.content.migration.MigrationFiles.Place;
import dev.coord.content.migration.ModuleLinks;
import dev.coord.content.migration.PythonMigration;
import dev.coord.schema.BranchFiles;
import dev.coord.schema.MigrationDirectory.Scheme;
import dev.coord.schema.Numbering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Lets modules of Django follow where they name one of another app, which another feature adds and which got another number when that was
 * merged. For one thread.
 */
final class OtherApps {

    private final BranchFiles files;
    private final MigrationFiles reader;
    private final Moves moves;
    private final ModuleLinks own;
    private Optional<ModuleLinks> onto = Optional.empty();

    private OtherApps(BranchFiles files, MigrationFiles reader, Moves moves, ModuleLinks own) {
        this.files = files;
        this.reader = reader;
        this.moves = moves;
        this.own = own;
    }

    /**
     * Of a branch.
     *
     * @param modules its modules, in the directories that it adds to
     */
    static void follow(
            BranchFiles files, Map<Place, List<PythonMigration>> modules, MigrationFiles reader, Moves moves) {
        Map<Place, List<PythonMigration>> django = new TreeMap<>(modules);
        django.keySet().removeIf(place -> place.scheme() != Scheme.DJANGO);
        OtherApps apps = new OtherApps(files, reader, moves, new ModuleLinks(django));
        apps.own
                .chains()
                .forEach((place, chain) -> chain.inOrder().stream()
                        .filter(one -> !files.pathsBegun().contains(one.path()))
                        .forEach(one -> apps.follow(place, chain.app(), one)));
    }

    private void follow(Place place, String app, PythonMigration one) {
        for (Link link : one.links()) {
            if (!link.label().equals(app) && own.target(place, link).isEmpty() && isAnyCalledAlike(link)) {
                moved(place, link).ifPresent(other -> {
                    moves.edits(one.path()).put(link.start(), link.end(), other.name());
                    if (moves.places().stream().noneMatch(known -> known.from().equals(one.path()))) {
                        moves.add(new Numbering.Place(one.path(), one.path(), Optional.empty(), other.path()));
                    }
                });
            }
        }
    }

    /** Whether something landed or is merged before that could be it: most modules name what has been there for long. */
    private boolean isAnyCalledAlike(Link link) {
        String end = ChainPlan.title(link.name()) + ".py";
        return files.pathsOnto().stream()
                .filter(path -> path.endsWith(end))
                .anyMatch(path -> !files.pathsBegun().contains(path));
    }

    /** The only one of its app that is called so but for the number; none where what is named is there. */
    private Optional<PythonMigration> moved(Place place, Link link) {
        ModuleLinks there = onto.orElseGet(() -> reader.links(files.pathsOnto(), files::contentOnto));
        onto = Optional.of(there);
        if (there.target(place, link).isPresent()) {
            return Optional.empty();
        }
        String title = ChainPlan.title(link.name());
        List<PythonMigration> same = new ArrayList<>();
        there.chains().forEach((other, chain) -> {
            if (other.scheme() == Scheme.DJANGO && chain.app().equals(link.label())) {
                chain.inOrder().stream()
                        .filter(one -> !files.pathsBegun().contains(one.path())
                                && ChainPlan.title(one.name()).equals(title))
                        .forEach(same::add);
            }
        });
        return same.size() == 1 && title.length() > 1 ? Optional.of(same.get(0)) : Optional.empty();
    }
}
