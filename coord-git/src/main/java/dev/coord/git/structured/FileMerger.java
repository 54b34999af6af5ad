package dev.coord.git.structured;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CoordinationException.BadInput;
import dev.coord.RepoPath;
import dev.coord.git.command.Git;
import dev.coord.git.object.Commits;
import dev.coord.git.structured.FileConflict.Version;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerger;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Has mergers merge single files that git has. What is too large or no text they are not asked about. */
final class FileMerger {

    private static final long LARGEST = 10L << 20;

    /** So far git looks for a byte that no text has. */
    private static final int LOOKED_AT = 8000;

    private final Git git;
    private final BoundedMerge mergers;

    /**
     * Binds them.
     *
     * @param longest how long all of them may take for one file
     */
    FileMerger(Git git, List<StructuredMerger> mergers, Duration longest) {
        this.git = git;
        this.mergers = new BoundedMerge(mergers, longest);
    }

    /** The contents that are small enough, by their ids. */
    Set<String> small(Collection<FileConflict> files) {
        return Commits.blobs(git, files.stream().flatMap(FileMerger::ids).toList(), LARGEST);
    }

    /**
     * Merges one.
     *
     * @param small what is small enough, at least of its versions
     */
    StructuredMerge merge(FileConflict file, Set<String> small) {
        if (file.binary()) {
            return new StructuredMerge.Unknown();
        }
        if (!ids(file).allMatch(small::contains)) {
            return new StructuredMerge.Refused("it has more than " + (LARGEST >> 20) + " MiB");
        }
        Map<String, String> contents = Commits.contents(git, ids(file).toList());
        List<byte[]> versions = ids(file)
                .map(id -> contents.getOrDefault(id, "").getBytes(ISO_8859_1))
                .toList();
        if (versions.stream().anyMatch(FileMerger::isBinary)) {
            return new StructuredMerge.Unknown();
        }
        try {
            return mergers.of(
                    new RepoPath(file.path().text()),
                    file.base().map(base -> versions.get(2)),
                    versions.get(0),
                    versions.get(1));
        } catch (BadInput e) {
            return new StructuredMerge.Refused("its name is none that coord works with");
        }
    }

    /** Ours, theirs and, where there is one, the base. */
    private static Stream<String> ids(FileConflict file) {
        return Stream.concat(
                Stream.of(file.ours().id(), file.theirs().id()),
                file.base().stream().map(Version::id));
    }

    private static boolean isBinary(byte[] content) {
        for (int i = 0; i < Math.min(content.length, LOOKED_AT); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
