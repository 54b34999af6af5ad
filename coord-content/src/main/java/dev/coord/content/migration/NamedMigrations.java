package dev.coord.content.migration;

import dev.coord.content.migration.FileName.Role;
import dev.coord.schema.MigrationDirectory.Scheme;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Migrations of the schemes that go by names, from their files. */
final class NamedMigrations {

    /** By number; what is repeated has none and comes last, by name. */
    private static final Comparator<MigrationStep> ORDER = Comparator.comparing(
                    (MigrationStep one) -> one.number().isEmpty())
            .thenComparing(one -> one.number().map(Version::of).orElse(new Version(List.of())))
            .thenComparing(MigrationStep::name);

    private static final Pattern UNDOING = Pattern.compile("(?<what>.+)[._-](?:down|undo|rollback|revert)");

    private NamedMigrations() {}

    /**
     * In the order in which they apply.
     *
     * @param all of one directory and scheme
     * @param below what else lies below a directory
     */
    static List<MigrationStep> of(Collection<FileName> all, Map<String, List<String>> below) {
        Map<String, List<FileName>> steps = new TreeMap<>();
        List<FileName> ups = all.stream().filter(one -> one.role() == Role.UP).toList();
        Set<String> doing = new HashSet<>();
        ups.forEach(one -> doing.add(one.name()));
        for (FileName one : all) {
            Optional<String> undone = undone(one, doing);
            if (undone.isPresent()) {
                steps.computeIfAbsent(undone.get(), any -> new ArrayList<>()).add(one.undoing());
                continue;
            }
            boolean isUndo = one.scheme() == Scheme.FLYWAY && one.role() == Role.DOWN;
            String name = isUndo ? undoneVersion(one, ups).map(FileName::name).orElse(one.name()) : one.name();
            steps.computeIfAbsent(name, any -> new ArrayList<>()).add(one);
        }
        List<MigrationStep> migrations = new ArrayList<>();
        steps.forEach((name, files) -> migrations.add(step(name, files, below)));
        migrations.sort(ORDER);
        return migrations;
    }

    /**
     * What a file of Flyway belongs to: the one that has its version and its description, or the only one of its version unless another
     * one has the description.
     */
    private static Optional<FileName> undoneVersion(FileName undo, List<FileName> ups) {
        List<FileName> sameVersion =
                ups.stream().filter(up -> up.version().equals(undo.version())).toList();
        List<FileName> described =
                ups.stream().filter(up -> isDescribedAlike(up, undo)).toList();
        return sameVersion.stream()
                .filter(described::contains)
                .findFirst()
                .or(() -> sameVersion.stream()
                        .filter(up -> sameVersion.size() == 1 && described.isEmpty())
                        .findFirst());
    }

    private static boolean isDescribedAlike(FileName up, FileName undo) {
        return up.description().equals(undo.description());
    }

    /** What a file undoes by the end of its name, where that is there as well: a migration may be called tear_down. */
    private static Optional<String> undone(FileName one, Set<String> doing) {
        Matcher undoing = UNDOING.matcher(one.name());
        return one.scheme() == Scheme.NUMBERED && one.role() == Role.UP && undoing.matches()
                ? Stream.of("", "_up", "-up")
                        .map(end -> undoing.group("what") + end)
                        .filter(doing::contains)
                        .findFirst()
                : Optional.empty();
    }

    private static MigrationStep step(String name, List<FileName> files, Map<String, List<String>> below) {
        TreeSet<String> paths = new TreeSet<>();
        for (FileName file : files) {
            paths.add(file.path());
            if (file.scheme() == Scheme.PRISMA) {
                paths.addAll(below.getOrDefault(Paths.above(file.path()), List.of()));
            }
        }
        Optional<String> up = path(files, Role.UP);
        Optional<String> down = path(undoing(files), Role.DOWN)
                .or(() ->
                        up.map(path -> Paths.in(Paths.above(path), "down.sql")).filter(paths::contains));
        return new MigrationStep(name, files.get(0).number(), List.copyOf(paths), up, down);
    }

    /** A file of Flyway that is described otherwise may undo something else. */
    private static List<FileName> undoing(List<FileName> files) {
        return files.stream()
                .filter(file -> file.scheme() != Scheme.FLYWAY
                        || files.stream().allMatch(other -> isDescribedAlike(other, file)))
                .toList();
    }

    private static Optional<String> path(List<FileName> files, Role role) {
        return files.stream()
                .filter(file -> file.role() == role)
                .map(FileName::path)
                .sorted()
                .findFirst();
    }
}
