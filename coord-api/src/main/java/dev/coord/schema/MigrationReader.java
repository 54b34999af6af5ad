package dev.coord.schema;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tells which files of a repository are migrations, and in which order they apply. A reader is pure: the answer depends on the
 * arguments alone, many threads may call it at once, and it never throws because of what a file is called or holds. Specification
 * 6.1.
 */
@FunctionalInterface
public interface MigrationReader {

    /**
     * Finds the migrations.
     *
     * @param paths files of one state of the repository, each as git has it
     * @param content the bytes of one of them; asked only where a name does not tell enough, as of Python
     * @return every directory with migrations, in order of its path
     */
    List<MigrationDirectory> read(Collection<String> paths, Function<String, Optional<byte[]>> content);
}
