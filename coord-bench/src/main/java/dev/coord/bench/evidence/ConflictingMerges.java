package dev.coord.bench.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.RepoPath;
import dev.coord.bench.overlap.ScratchGit;
import dev.coord.bench.overlap.ScratchGit.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The merges of a history that git cannot make without a hand. */
public final class ConflictingMerges {
    private static final String NONE = "";

    private final ScratchGit git;
    private final Blobs blobs;

    /** Reads them from a bare clone, into which git may write. */
    public ConflictingMerges(ScratchGit git, Blobs blobs) {
        this.git = git;
        this.blobs = blobs;
    }

    /** The latest merges of two parents, latest first, each as its commit and its parents. */
    public List<String> latest(int most) throws IOException, InterruptedException {
        return git.run("log", "--merges", "--min-parents=2", "--max-parents=2", "-n" + most, "--format=%H %P", "HEAD")
                .lines();
    }

    /** The files that are in conflict by their content, and that the merge has; none if git merges the parents. */
    public List<ConflictedFile> of(String merge) throws IOException, InterruptedException {
        String[] commits = merge.split(" ");
        Answer answer = git.ask("merge-tree", "--write-tree", "--no-messages", "-z", commits[1], commits[2]);
        if (answer.exit() != 1) {
            return List.of();
        }
        Map<String, String[]> stages = new LinkedHashMap<>();
        List<String> told = answer.fields();
        for (String line : told.subList(1, told.size())) {
            String[] entry = line.substring(0, line.indexOf('\t')).split(" ");
            String[] stage = stages.computeIfAbsent(
                    line.substring(line.indexOf('\t') + 1), path -> new String[] {NONE, NONE, NONE});
            stage[Integer.parseInt(entry[2]) - 1] = entry[0].startsWith("100") ? entry[1] : NONE;
        }
        List<ConflictedFile> files = new ArrayList<>();
        for (Map.Entry<String, String[]> file : stages.entrySet()) {
            String[] stage = file.getValue();
            Optional<String> made = made(commits[0], file.getKey());
            if (!stage[1].isEmpty() && !stage[2].isEmpty() && made.isPresent()) {
                files.add(new ConflictedFile(
                        commits[0],
                        new RepoPath(new String(file.getKey().getBytes(ISO_8859_1), UTF_8)),
                        stage[0].isEmpty() ? Optional.empty() : Optional.of(blobs.read(stage[0])),
                        blobs.read(stage[1]),
                        blobs.read(stage[2]),
                        blobs.read(made.get())));
            }
        }
        return files;
    }

    private Optional<String> made(String merge, String path) throws IOException, InterruptedException {
        String name = new String(path.getBytes(ISO_8859_1), UTF_8);
        Answer answer = git.ask("--literal-pathspecs", "ls-tree", "-z", merge, "--", name);
        return answer.fields().stream()
                .filter(entry -> entry.startsWith("100"))
                .map(entry -> entry.substring(0, entry.indexOf('\t')).split(" ")[2])
                .findFirst();
    }
}
