package dev.coord.bench;

import dev.coord.bench.evidence.Blobs;
import dev.coord.bench.evidence.ConflictedFile;
import dev.coord.bench.evidence.ConflictingMerges;
import dev.coord.bench.evidence.Evidence;
import dev.coord.bench.evidence.Siblings;
import dev.coord.bench.overlap.ScratchGit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What structured merges make of the conflicts of a public history, beside what people made of them, {@code git merge -X union} and
 * {@code wiggle}.
 */
public final class StructuredReport {
    private static final int MERGES = 1000;

    private StructuredReport() {}

    /**
     * Asks and prints.
     *
     * @param args a repository, of which HEAD is read and nothing is changed; an empty directory for a clone and for the files to
     *     read; {@code merges} for the merges that people made, or {@code pairs} for changes that landed one after the other and
     *     are made siblings; how many merges or landings, the latest
     * @throws Exception if something fails that is not measured
     */
    public static void main(String[] args) throws Exception {
        if (args.length < 2 || args.length > 4) {
            System.err.println("usage: StructuredReport REPOSITORY DIRECTORY [merges|pairs [MOST]]");
            System.exit(2);
        }
        Path directory = Files.createDirectories(Path.of(args[1]).toAbsolutePath());
        boolean pairs = args.length > 2 && args[2].equals("pairs");
        int most = args.length > 3 ? Integer.parseInt(args[3]) : MERGES;
        ScratchGit here = new ScratchGit(directory);
        String repository = Path.of(args[0]).toAbsolutePath().toString();
        here.run("clone", "--quiet", "--bare", "--shared", repository, "clone");
        ScratchGit git = new ScratchGit(directory.resolve("clone"));
        Evidence evidence = new Evidence(directory);
        try (Blobs blobs = Blobs.of(git.directory())) {
            System.out.println(args[0] + " at " + git.line("rev-parse", "HEAD"));
            if (pairs) {
                pairs(new Siblings(git, blobs), most, evidence);
            } else {
                merges(new ConflictingMerges(git, blobs), most, evidence);
            }
        }
    }

    private static void merges(ConflictingMerges history, int most, Evidence evidence) throws Exception {
        List<String> merges = history.latest(most);
        for (String merge : merges) {
            List<ConflictedFile> files = history.of(merge);
            if (!files.isEmpty()) {
                evidence.add(files);
            }
        }
        System.out.println(merges.size() + " merges");
        evidence.print("merges");
    }

    private static void pairs(Siblings siblings, int most, Evidence evidence) throws Exception {
        int merged = 0;
        for (List<ConflictedFile> pair : siblings.latest(most)) {
            List<ConflictedFile> files = new ArrayList<>();
            for (ConflictedFile file : pair) {
                if (!evidence.isMergedByGit(file)) {
                    files.add(file);
                }
            }
            merged += files.isEmpty() ? 1 : 0;
            if (!files.isEmpty()) {
                evidence.add(files);
            }
        }
        System.out.println(merged + " pairs that git merges");
        evidence.print("pairs");
    }
}
