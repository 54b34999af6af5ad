package dev.coord.content.link;

import dev.coord.content.migration.Link;
import dev.coord.content.migration.MigrationFiles;
import dev.coord.content.migration.MigrationFiles.Place;
import dev.coord.content.migration.ModuleLinks;
import dev.coord.content.migration.PythonMigration;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.CandidateFiles.ChangedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which links of modules lead nowhere on a candidate, and did not before. Specification 6.1 and 6.3. */
public final class LostLinks {

    private final ModuleLinks before;
    private final ModuleLinks after;

    /** Reads both sides. */
    public LostLinks(CandidateFiles files, MigrationFiles reader) {
        this.before = reader.links(files.pathsBefore(), files::contentBefore);
        this.after = reader.links(files.paths(), files::content);
    }

    /** Whether a module of migrations is changed: most candidates change none, and need not be read for any. */
    public static boolean areAnyChanged(CandidateFiles files, MigrationFiles reader) {
        NavigableSet<String> near = new TreeSet<>();
        files.changed().stream()
                .map(ChangedFile::path)
                .filter(path -> path.endsWith(".py"))
                .forEach(near::add);
        if (near.isEmpty()) {
            return false;
        }
        Stream.concat(files.paths().stream(), files.pathsBefore().stream())
                .filter(path -> path.endsWith("env.py"))
                .forEach(near::add); // what Alembic is known by
        return !reader.modules(near, files::content).isEmpty()
                || !reader.modules(near, files::contentBefore).isEmpty();
    }

    /** What is there now. */
    ModuleLinks after() {
        return after;
    }

    /** In the order of the places and modules. What led nowhere before, in a module of that path, is let be. */
    public List<LostLink> all() {
        List<LostLink> lost = new ArrayList<>();
        after.modules().forEach((place, modules) -> {
            for (PythonMigration one : modules) {
                links(one).filter(link -> after.target(place, link).isEmpty()).forEach(link -> {
                    Optional<PythonMigration> gone = before.target(place, link);
                    if (gone.isPresent() || !hadBefore(place, one, link)) {
                        lost.add(new LostLink(place, one, link, gone));
                    }
                });
            }
        });
        return lost;
    }

    private static Stream<Link> links(PythonMigration one) {
        return Stream.concat(one.links().stream(), one.others().stream());
    }

    private boolean hadBefore(Place place, PythonMigration one, Link link) {
        return before.modules().getOrDefault(place, List.of()).stream()
                .filter(old -> old.path().equals(one.path()))
                .flatMap(LostLinks::links)
                .anyMatch(old -> old.label().equals(link.label()) && old.name().equals(link.name()));
    }
}
