package dev.coord.bench.overlap;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.FeatureId;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentTask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The topics of a window as features: each is what its merge changed, on the base of the window, whatever it was begun on. */
public final class ReplayedTopics {

    private final ScratchGit git;
    private final Map<FeatureId, String> commits = new LinkedHashMap<>();
    private final FeatureSet features;

    private ReplayedTopics(ScratchGit git, Map<Feature, String> topics) {
        this.git = git;
        topics.forEach((feature, commit) -> commits.put(feature.id(), commit));
        this.features = FeatureSet.of(topics.keySet());
    }

    /** Those whose changes fit the base, and change something there; others build on topics of the same window. */
    public static ReplayedTopics of(ScratchGit git, Window window) throws IOException, InterruptedException {
        Map<Feature, String> topics = new LinkedHashMap<>();
        for (Window.Merge merge : window.merges()) {
            Optional<String> tree = applied(git, merge, window.base());
            if (tree.isEmpty()) {
                continue;
            }
            String commit = git.line("commit-tree", "-p", window.base(), "-m", "replayed", tree.get());
            String[] files = git
                    .run("diff-tree", "-r", "--name-only", "--no-renames", "-z", window.base(), commit)
                    .fields()
                    .stream()
                    .map(path -> new String(path.getBytes(ISO_8859_1), UTF_8))
                    .map(ReplayedTopics::declared)
                    .distinct()
                    .toArray(String[]::new);
            if (files.length > 0) {
                String id = String.format("T%02d", topics.size());
                topics.put(Feature.builder(id).writes(files).build(), commit);
            }
        }
        return new ReplayedTopics(git, topics);
    }

    /** What the merge changed, on the base: a merge of both whose common ancestor is what history merged onto. */
    private static Optional<String> applied(ScratchGit git, Window.Merge merge, String base)
            throws IOException, InterruptedException {
        String before = git.line("commit-tree", "-m", "before", merge.onto() + "^{tree}");
        String after = git.line("commit-tree", "-p", before, "-m", "after", merge.commit() + "^{tree}");
        String there = git.line("commit-tree", "-p", before, "-m", "there", base + "^{tree}");
        return Window.tree(git, there, after);
    }

    /** A name with signs that mean something in a pattern is declared by its directory. */
    private static String declared(String path) {
        return path.matches("[^*?\\[\\]{}\\\\]+") ? path : path.replaceFirst("[^/]*$", "");
    }

    /** In the order that history merged them, each declares the files it changes. */
    public FeatureSet features() {
        return features;
    }

    /** Which pairs do not merge. */
    public ConflictGraph conflicts() throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(commits.values());
        ConflictGraph graph = new ConflictGraph(all.size());
        for (int one = 0; one < all.size(); one++) {
            for (int other = 0; other < one; other++) {
                if (Window.tree(git, all.get(other), all.get(one)).isEmpty()) {
                    graph.add(one, other);
                }
            }
        }
        return graph;
    }

    /** Lays what the topic changes into the files; called again, keeps both sides of each conflict. */
    public void replay(AgentTask task) throws IOException, InterruptedException {
        ScratchGit here = new ScratchGit(task.workspace().directory());
        if (task.tryNumber() > 1) {
            for (String file : here.ask("grep", "-lz", "--untracked", "-I", "-E", "^<{7,} [0-9a-f]{40}")
                    .fields()) {
                MarkedFile.keepBothSides(here.directory().resolve(new String(file.getBytes(ISO_8859_1), UTF_8)));
            }
            return;
        }
        String tree = Window.tree(here, "HEAD", commits.get(task.feature().id()))
                .orElseThrow(() -> new IOException("does not merge with what has landed"));
        here.run("read-tree", "-m", "-u", "HEAD", tree);
    }
}
