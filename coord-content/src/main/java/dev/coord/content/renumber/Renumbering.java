package dev.coord.content.renumber;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.content.footprint.SchemaNeeds;
import dev.coord.content.link.BranchLinks;
import dev.coord.content.migration.FileName;
import dev.coord.content.migration.MigrationFiles;
import dev.coord.content.migration.MigrationFiles.Place;
import dev.coord.content.migration.Paths;
import dev.coord.content.migration.PythonMigration;
import dev.coord.schema.BranchFiles;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationNumbering;
import dev.coord.schema.MigrationStep;
import dev.coord.schema.Numbering;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Numbers migrations directory by directory, and lets what names them follow; puts branches in the order that their SQL needs. */
public final class Renumbering implements MigrationNumbering {

    private final MigrationFiles reader;

    /**
     * Binds what counts as a migration.
     *
     * @param reader finds migrations
     */
    public Renumbering(MigrationFiles reader) {
        this.reader = reader;
    }

    @Override
    public Numbering number(BranchFiles files) {
        Set<String> directories = directories(files);
        if (directories.isEmpty()) {
            return new Numbering.Unchanged(List.of());
        }
        NavigableSet<String> own = near(files.paths(), directories);
        NavigableSet<String> onto = near(files.pathsOnto(), directories);
        Moves moves = new Moves();
        Notes notes = new Notes();
        Map<Place, List<PythonMigration>> modules = reader.modules(own, files::content);
        Map<Place, List<PythonMigration>> there = reader.modules(onto, files::contentOnto);
        Map<Place, MigrationDirectory> left =
                byPlace(reader.read(near(files.pathsLeft(), directories), files::contentLeft));
        Map<Place, MigrationDirectory> known = byPlace(reader.read(onto, files::contentOnto));
        byPlace(reader.read(own, files::content)).forEach((place, directory) -> {
            Sides sides = Sides.of(files, directory, Optional.ofNullable(known.get(place)));
            boolean isSquashed = modules.getOrDefault(place, List.of()).stream()
                    .anyMatch(one -> one.isSquashed() && sides.adds(List.of(one.path())));
            if (sides.added().isEmpty() && !isSquashed) {
                return;
            }
            List<PythonMigration> staying = there.getOrDefault(place, List.of()).stream()
                    .filter(one -> !Sides.isRemoved(files, one.path()))
                    .toList();
            collisions(place, sides, staying, modules.getOrDefault(place, List.of()), notes);
            if (modules.containsKey(place)) {
                new ChainPlan(place.directory(), sides, modules.get(place), staying, moves).plan(notes);
            } else {
                List<MigrationStep> undone = left.containsKey(place)
                        ? left.get(place).steps().stream().filter(sides::isLeft).toList()
                        : List.of();
                NumberedPlan.plan(place.directory(), place.scheme(), sides, undone, moves, notes);
            }
        });
        OtherApps.follow(files, modules, reader, moves);
        return answer(files, moves, notes);
    }

    /** What is only merged before may yet come in another order, or not at all. */
    private static void collisions(
            Place place, Sides sides, List<PythonMigration> staying, List<PythonMigration> own, Notes notes) {
        SortedSet<String> landed = sides.files().pathsLanded();
        notes.collisions(
                place,
                sides.onto().stream()
                        .filter(step -> landed.containsAll(step.files()))
                        .toList(),
                staying.stream().filter(one -> landed.contains(one.path())).toList(),
                own);
    }

    /** What goes round in a circle stays in the order in which it is given. */
    @Override
    public List<Integer> order(List<BranchFiles> branches) {
        List<SchemaNeeds> needs = branches.stream().map(this::needs).toList();
        List<BranchLinks> links = branches.stream().map(this::links).toList();
        List<Integer> left =
                new ArrayList<>(IntStream.range(0, branches.size()).boxed().toList());
        List<Integer> ordered = new ArrayList<>();
        SchemaNeeds before = SchemaNeeds.NONE;
        while (!left.isEmpty()) {
            SchemaNeeds there = before;
            Integer next = left.stream()
                    .filter(one -> left.stream()
                            .noneMatch(other -> !other.equals(one)
                                    && (needs.get(one).needs(needs.get(other), there)
                                            || links.get(one).names(links.get(other)))))
                    .findFirst()
                    .orElse(left.get(0));
            ordered.add(next);
            before = before.then(needs.get(next));
            left.remove(next);
        }
        return ordered;
    }

    /** What a branch adds makes and needs. */
    private SchemaNeeds needs(BranchFiles files) {
        Set<String> directories = directories(files);
        SchemaNeeds needs = SchemaNeeds.NONE;
        if (!directories.isEmpty()) {
            for (MigrationDirectory directory : reader.read(near(files.paths(), directories), files::content)) {
                for (MigrationStep step :
                        Sides.of(files, directory, Optional.empty()).added()) {
                    needs = needs.then(WaveNeeds.of(step.up().orElseThrow(), files::content));
                }
            }
        }
        return needs;
    }

    /** What modules that a branch adds name. */
    private BranchLinks links(BranchFiles files) {
        Set<String> directories = directories(files);
        return directories.isEmpty()
                ? BranchLinks.NONE
                : BranchLinks.of(
                        reader.modules(near(files.paths(), directories), files::content),
                        one -> !files.pathsBegun().contains(one.path()));
    }

    private static Numbering answer(BranchFiles files, Moves moves, Notes notes) {
        if (!moves.obstacles().isEmpty()) {
            return new Numbering.Refused(moves.obstacles());
        }
        if (moves.places().isEmpty()) {
            return new Numbering.Unchanged(notes.all());
        }
        References.follow(files, moves);
        notes.sums(files, moves);
        SortedMap<String, byte[]> contents = new TreeMap<>();
        moves.edits().forEach((path, edits) -> {
            if (!edits.areNone()) {
                String text = new String(files.content(path).orElseThrow(), ISO_8859_1);
                contents.put(moves.target(path), edits.in(text).getBytes(ISO_8859_1));
            }
        });
        return new Numbering.Renumbered(moves.places(), contents, notes.all());
    }

    /** Where the branch added what could be a migration, by its name. */
    private static Set<String> directories(BranchFiles files) {
        Set<String> directories = new HashSet<>();
        for (String path : files.changed()) {
            if (!files.pathsBegun().contains(path)) {
                if (path.endsWith(".py")) {
                    directories.add(Paths.above(path));
                }
                FileName.of(path).ifPresent(file -> directories.add(file.directory()));
            }
        }
        return directories;
    }

    /** What lies in one of the directories or below, and what tells that one is Alembic's. */
    private static NavigableSet<String> near(SortedSet<String> paths, Set<String> directories) {
        NavigableSet<String> near = new TreeSet<>();
        for (String path : paths) {
            String directory = Paths.above(path);
            if (directories.contains(directory)
                    || directories.contains(Paths.above(directory))
                    || Paths.last(path).equals("env.py")) {
                near.add(path);
            }
        }
        return near;
    }

    private static Map<Place, MigrationDirectory> byPlace(List<MigrationDirectory> all) {
        Map<Place, MigrationDirectory> map = new TreeMap<>();
        all.forEach(one -> map.put(new Place(one.path(), one.scheme()), one));
        return map;
    }
}
