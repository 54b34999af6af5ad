package dev.coord.proof;

import dev.coord.FeatureId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * The files of a merged wave, beside what the target has. What is asked for is read once and not more. For one thread.
 *
 * <p>Lines are those of texts; one character stands for one byte, so that files of any encoding have lines. What is no text, has
 * more than 4 MiB or is not there has none.
 */
public interface CandidateFiles {

    /**
     * What each feature changed since its branch was begun, in the order of the work, links and submodules left out.
     *
     * @return a file that several features changed once for each
     */
    List<ChangedFile> changed();

    /**
     * A file that a feature changed.
     *
     * @param feature which one
     * @param path the file, as git has it
     * @param isDeleted whether the feature has it no more
     */
    record ChangedFile(FeatureId feature, String path, boolean isDeleted) {}

    /**
     * The lines of a file as its feature has it, before anything was merged.
     *
     * @param file one of {@link #changed}
     * @return its lines
     */
    List<String> ownLines(ChangedFile file);

    /**
     * The lines of a file on the candidate.
     *
     * @param path any file
     * @return its lines
     */
    List<String> lines(String path);

    /**
     * The lines of a file on the target that the wave was merged onto.
     *
     * @param path any file
     * @return its lines
     */
    List<String> linesBefore(String path);

    /**
     * A file on the candidate.
     *
     * @param path any file
     * @return its bytes; nothing where there is no such file, or it has more than 16 MiB
     */
    Optional<byte[]> content(String path);

    /**
     * A file on the target that the wave was merged onto.
     *
     * @param path any file
     * @return its bytes; nothing where there is no such file, or it has more than 16 MiB
     */
    Optional<byte[]> contentBefore(String path);

    /**
     * The bytes of many files of the candidate, read at once where that is quicker.
     *
     * @param paths any files; what is read of them is in memory at once
     * @param largest how many bytes one may have
     * @return those that {@link #content} gives and that have no more bytes, by path
     */
    default Map<String, byte[]> contents(Collection<String> paths, int largest) {
        return read(paths, largest, this::content);
    }

    /**
     * The bytes of many files of the base, read at once where that is quicker.
     *
     * @param paths any files; what is read of them is in memory at once
     * @param largest how many bytes one may have
     * @return those that {@link #contentBefore} gives and that have no more bytes, by path
     */
    default Map<String, byte[]> contentsBefore(Collection<String> paths, int largest) {
        return read(paths, largest, this::contentBefore);
    }

    private static Map<String, byte[]> read(
            Collection<String> paths, int largest, Function<String, Optional<byte[]>> content) {
        Map<String, byte[]> found = new HashMap<>();
        paths.forEach(path -> content.apply(path)
                .filter(bytes -> bytes.length <= largest)
                .ifPresent(bytes -> found.put(path, bytes)));
        return found;
    }

    /**
     * Every file of the candidate.
     *
     * @return their paths, as git has them, without links and submodules; not to be changed
     */
    SortedSet<String> paths();

    /**
     * Every file of the target that the wave was merged onto.
     *
     * @return their paths, as git has them, without links and submodules; not to be changed
     */
    SortedSet<String> pathsBefore();

    /**
     * Every file that a feature's branch was begun with, or has from the target since. What of {@link #pathsBefore} is not among them landed
     * without the branch having seen it.
     *
     * @param feature one of the wave
     * @return their paths, as git has them, without links and submodules; not to be changed
     */
    SortedSet<String> pathsBegun(FeatureId feature);

    /**
     * A file as a feature's branch was begun with it, or has it from the target since.
     *
     * @param feature one of the wave
     * @param path any file
     * @return its bytes; nothing where there is no such file, or it has more than 16 MiB
     */
    Optional<byte[]> contentBegun(FeatureId feature, String path);

    /**
     * What other work of the run adds to {@link #pathsBefore} that is made and not in the candidate.
     *
     * @return files in the order of the features' names; none where the candidate is not one of a run
     */
    default List<ChangedFile> addedElsewhere() {
        return List.of();
    }

    /**
     * A file of work that is not in the candidate.
     *
     * @param file one of {@link #addedElsewhere}
     * @return its bytes; nothing where it has more than 16 MiB
     */
    default Optional<byte[]> contentElsewhere(ChangedFile file) {
        return Optional.empty();
    }

    /**
     * Whether a migration of the candidate is one that landed once, was taken back, and is not known to be undone: databases may have run it
     * under its name.
     *
     * @param path any file
     * @return true if it holds what it held when it was taken back
     */
    default boolean comesBack(String path) {
        return false;
    }

    /**
     * The links and submodules of both. What lies behind them is not among the paths.
     *
     * @return their paths, as git has them; not to be changed
     */
    SortedSet<String> links();

    /**
     * What a file of the candidate holds, without reading it, for a check that knows it from an earlier candidate.
     *
     * @param path any file
     * @return a word that only the same content has, in every candidate of the repository; nothing where there is no such file
     */
    Optional<String> contentId(String path);

    /**
     * The same of a file on the target that the wave was merged onto.
     *
     * @param path any file
     * @return a word that only the same content has, in every candidate of the repository; nothing where there is no such file
     */
    Optional<String> contentIdBefore(String path);
}
