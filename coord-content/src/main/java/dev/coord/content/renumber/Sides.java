package dev.coord.content.renumber;

import dev.coord.content.migration.Paths;
import dev.coord.content.migration.Version;
import dev.coord.schema.BranchFiles;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationStep;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * One directory of migrations as a branch has it, and as what it is merged onto has it.
 *
 * @param added the steps that the branch adds
 * @param onto all steps that it is merged onto
 * @param isRemade whether the branch takes away steps that were there: then what it adds may be meant to come where they were
 * @param isOnOthers whether the branch was begun on work that has not landed
 */
record Sides(
        BranchFiles files, List<MigrationStep> added, List<MigrationStep> onto, boolean isRemade, boolean isOnOthers) {

    /** How a step that is there stands to what the branch adds. */
    enum Standing {
        /** What the branch adds comes behind it. */
        AHEAD,
        /** The same, unless its number is far from all others. */
        AHEAD_UNLESS_FAR,
        /** What the branch adds has another number, and no more. */
        BESIDE
    }

    static Sides of(BranchFiles files, MigrationDirectory own, Optional<MigrationDirectory> onto) {
        List<MigrationStep> there = onto.map(MigrationDirectory::steps).orElse(List.of());
        List<MigrationStep> removed = there.stream()
                .filter(step -> step.files().stream().allMatch(path -> isRemoved(files, path)))
                .toList();
        return new Sides(
                files,
                withUndoing(own.steps().stream()
                        .filter(step -> isAdded(files, step.files()))
                        .filter(step ->
                                step.up().filter(up -> isSame(files, up)).isEmpty())
                        .filter(step -> removed.stream().noneMatch(old -> isInPlaceOf(step, old)))
                        .toList()),
                there.stream().filter(step -> !removed.contains(step)).toList(),
                !removed.isEmpty(),
                isOnOthers(files, own.path()));
    }

    /** What only undoes belongs to the one that does, where a branch adds one with that number: the other one's was there before. */
    private static List<MigrationStep> withUndoing(List<MigrationStep> added) {
        List<MigrationStep> doing =
                added.stream().filter(step -> step.up().isPresent()).toList();
        return doing.stream()
                .map(step -> {
                    TreeSet<String> all = new TreeSet<>(step.files());
                    added.stream()
                            .filter(other -> other.up().isEmpty() && isOfOneNumber(step, other))
                            .filter(other -> doing.stream()
                                            .filter(one -> isOfOneNumber(one, other))
                                            .count()
                                    == 1)
                            .forEach(other -> all.addAll(other.files()));
                    return new MigrationStep(
                            step.name(), step.number(), List.copyOf(all), step.up(), step.down(), step.after());
                })
                .toList();
    }

    private static boolean isOfOneNumber(MigrationStep step, MigrationStep other) {
        return step.number().isPresent()
                && step.number().map(Version::of).equals(other.number().map(Version::of));
    }

    /** Whether the branch takes away a file that it was begun with. */
    static boolean isRemoved(BranchFiles files, String path) {
        return files.pathsBegun().contains(path) && !files.paths().contains(path);
    }

    /** What a branch renames or puts in the place of another one is where it was: its number is nobody else's. */
    private static boolean isInPlaceOf(MigrationStep step, MigrationStep old) {
        return step.name().equals(old.name()) || isOfOneNumber(step, old);
    }

    /** What both have with the same content is one migration: somebody took it over. */
    private static boolean isAdded(BranchFiles files, List<String> paths) {
        return paths.stream().noneMatch(path -> files.pathsBegun().contains(path))
                && !paths.stream().allMatch(path -> isSame(files, path));
    }

    /** Whether a step that was taken back is not there again. */
    boolean isLeft(MigrationStep step) {
        return step.up().filter(path -> !files.pathsOnto().contains(path)).isPresent();
    }

    /** Whether the branch adds something of these files. */
    boolean adds(List<String> paths) {
        return isAdded(files, paths);
    }

    private static boolean isSame(BranchFiles files, String path) {
        return files.pathsOnto().contains(path)
                && Arrays.equals(
                        files.content(path).orElse(new byte[0]),
                        files.contentOnto(path).orElse(new byte[0]));
    }

    private static boolean isOnOthers(BranchFiles files, String directory) {
        String begin = Paths.in(directory, "");
        return files.pathsBegun().tailSet(begin).stream()
                .takeWhile(path -> path.startsWith(begin))
                .anyMatch(path -> !files.pathsLanded().contains(path));
    }

    /** A database that has run what landed runs nothing that comes before it, but what lands at once is run at once. */
    Standing standing(String path) {
        if (!files.pathsOnto().contains(path)) { // it was taken back, and databases may have it
            return Standing.AHEAD;
        }
        boolean isBeside = !files.pathsLanded().contains(path) && !isOnOthers;
        return isBeside ? Standing.BESIDE : standingInChain(path);
    }

    /** The same where numbers only tell an order that something else makes. */
    Standing standingInChain(String path) {
        if (isFresh(path)) {
            return Standing.AHEAD;
        }
        return isRemade ? Standing.BESIDE : Standing.AHEAD_UNLESS_FAR;
    }

    /** Whether a file landed since the branch was begun. */
    boolean isFresh(String path) {
        return !files.pathsBegun().contains(path);
    }

    /** Whether nothing has a path, but what moves away from it: a migration of the branch that had it would have the same number. */
    boolean isFree(String path) {
        return !files.pathsOnto().contains(path)
                && (!files.paths().contains(path)
                        || added.stream().anyMatch(step -> step.files().contains(path)));
    }
}
