package dev.coord.bench.evidence;

import dev.coord.content.ContentMergers;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Merged;
import dev.coord.merge.StructuredMerge.Refused;
import dev.coord.merge.StructuredMerger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be asked to merge a file. */
enum MergeTool {
    /** The structured merges of coord. */
    COORD {
        @Override
        Answer merge(ConflictedFile file, Path scratch) {
            List<String> reasons = new ArrayList<>();
            for (StructuredMerger merger : ContentMergers.all()) {
                StructuredMerge merge = merger.merge(file.path(), file.base(), file.ours(), file.theirs());
                if (merge instanceof Merged merged) {
                    String kinds = merged.taken().stream()
                            .map(StructuredMerge.Taken::kind)
                            .distinct()
                            .collect(Collectors.joining(", "));
                    return new Answer(Optional.of(merged.content()), kinds);
                }
                if (merge instanceof Refused refused) {
                    reasons.add(refused.reason());
                }
            }
            return new Answer(Optional.empty(), reasons.isEmpty() ? "not known" : String.join(" | ", reasons));
        }
    },
    /** {@code git merge-file}. */
    GIT {
        @Override
        Answer merge(ConflictedFile file, Path scratch) throws IOException, InterruptedException {
            return run(file, scratch, "git", "merge-file", "--stdout", "--quiet", OURS, BASE, THEIRS);
        }
    },
    /** {@code git merge -X union} keeps both sides of a conflict. */
    UNION {
        @Override
        Answer merge(ConflictedFile file, Path scratch) throws IOException, InterruptedException {
            return run(file, scratch, "git", "merge-file", "--stdout", "--quiet", "--union", OURS, BASE, THEIRS);
        }
    },
    /** {@code wiggle}, which merges word by word. */
    WIGGLE {
        @Override
        Answer merge(ConflictedFile file, Path scratch) throws IOException, InterruptedException {
            return run(file, scratch, "wiggle", "--merge", "--quiet", OURS, BASE, THEIRS);
        }
    };

    private static final String OURS = "ours";
    private static final String BASE = "base";
    private static final String THEIRS = "theirs";

    /**
     * What it says.
     *
     * @param merged the merged file, if it merges it
     * @param why why not, or how
     */
    record Answer(Optional<byte[]> merged, String why) {}

    /** Asks it; {@code scratch} is a directory that it may write into. */
    abstract Answer merge(ConflictedFile file, Path scratch) throws IOException, InterruptedException;

    private static Answer run(ConflictedFile file, Path scratch, String... command)
            throws IOException, InterruptedException {
        Files.write(scratch.resolve(OURS), file.ours());
        Files.write(scratch.resolve(BASE), file.base().orElse(new byte[0]));
        Files.write(scratch.resolve(THEIRS), file.theirs());
        Path out = scratch.resolve("out");
        Process process = new ProcessBuilder(Stream.of(command).toList())
                .directory(scratch.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return new Answer(Optional.empty(), "it took too long");
        }
        int exit = process.exitValue();
        return exit == 0
                ? new Answer(Optional.of(Files.readAllBytes(out)), "")
                : new Answer(Optional.empty(), "exit status " + exit);
    }
}
