package dev.coord.bench.evidence;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.RepoPath;
import dev.coord.bench.overlap.ScratchGit;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pairs of changes that landed one after the other, by different authors or as merged topics, made siblings: the base is the file
 * before both, ours is what the earlier one made of it, theirs has the later one alone, and people have both.
 */
public final class Siblings {
    private static final String COMMIT = "commit ";

    private final ScratchGit git;
    private final Blobs blobs;

    private record Landing(String commit, String author, String before, String after) {}

    private record Pair(String path, Landing earlier, Landing later) {}

    /** Reads them from a bare clone. */
    public Siblings(ScratchGit git, Blobs blobs) {
        this.git = git;
        this.blobs = blobs;
    }

    /** The files of each pair among the latest landings, latest first; whether git merges them is not looked at. */
    public Collection<List<ConflictedFile>> latest(int landings) throws IOException, InterruptedException {
        Map<String, List<ConflictedFile>> pairs = new LinkedHashMap<>();
        for (Pair pair : pairs(landings)) {
            byte[] base = blobs.read(pair.earlier.before);
            byte[] ours = blobs.read(pair.earlier.after);
            byte[] people = blobs.read(pair.later.after);
            Optional<byte[]> theirs = LaterAlone.of(base, ours, people);
            if (theirs.isPresent()) {
                String name = pair.earlier.commit + ".." + pair.later.commit;
                RepoPath path = new RepoPath(new String(pair.path.getBytes(ISO_8859_1), UTF_8));
                pairs.computeIfAbsent(name, found -> new ArrayList<>())
                        .add(new ConflictedFile(name, path, Optional.of(base), ours, theirs.get(), people));
            }
        }
        return pairs.values();
    }

    private List<Pair> pairs(int landings) throws IOException, InterruptedException {
        List<Pair> pairs = new ArrayList<>();
        Map<String, Landing> later = new HashMap<>();
        String commit = "";
        String author = "";
        for (String line : log(landings)) {
            if (line.startsWith(COMMIT)) {
                String[] said = line.substring(COMMIT.length()).split(" ", 3);
                commit = said[0];
                author = said[1].isEmpty() ? said[2] : said[1]; // a merged topic is one by itself
            } else if (line.startsWith(":100") && line.indexOf('"') < 0) {
                String[] fields = line.split("[ \t]", 6);
                Landing landing = new Landing(commit, author, fields[2], fields[3]);
                Landing next = later.put(fields[5], landing);
                if (next != null && next.before.equals(landing.after) && !next.author.equals(author)) {
                    pairs.add(new Pair(fields[5], landing, next));
                }
            }
        }
        return pairs;
    }

    private List<String> log(int landings) throws IOException, InterruptedException {
        return git.run(
                        "-c",
                        "core.quotePath=false",
                        "log",
                        "--first-parent",
                        "--diff-merges=first-parent",
                        "--raw",
                        "--no-abbrev",
                        "--no-renames",
                        "--diff-filter=M",
                        "-n" + landings,
                        "--format=commit %H %p %an",
                        "HEAD")
                .lines();
    }
}
