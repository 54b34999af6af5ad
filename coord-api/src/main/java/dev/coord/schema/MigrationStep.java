package dev.coord.schema;

import java.util.List;
import java.util.Optional;

/**
 * One step of a schema: a file, the pair of files that does and undoes it, or a directory of files. Immutable.
 *
 * @param name what its tool knows it by, such as {@code 001_users} or {@code V1.1__users}
 * @param number its number as it is written, such as {@code 001} or {@code 1.1}; nothing where it has none
 * @param files all its files in order of their names, at least one, each as git has it
 * @param up the file that makes the step; nothing where there is only one that undoes it
 * @param down the file that undoes it, where that is another one
 * @param after the files of the steps that it says itself have to be applied before it, in any directory
 */
public record MigrationStep(
        String name,
        Optional<String> number,
        List<String> files,
        Optional<String> up,
        Optional<String> down,
        List<String> after) {

    /** Copies the lists. */
    public MigrationStep {
        files = List.copyOf(files);
        after = List.copyOf(after);
    }

    /**
     * A step that names no other one.
     *
     * @param name what its tool knows it by
     * @param number its number as it is written
     * @param files all its files in order of their names
     * @param up the file that makes the step
     * @param down the file that undoes it
     */
    public MigrationStep(
            String name, Optional<String> number, List<String> files, Optional<String> up, Optional<String> down) {
        this(name, number, files, up, down, List.of());
    }
}
