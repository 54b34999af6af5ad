package dev.coord.bench;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.bench.overlap.ConflictGraph;
import dev.coord.bench.overlap.ReplayedTopics;
import dev.coord.bench.overlap.ScratchGit;
import dev.coord.bench.overlap.ScriptedRun;
import dev.coord.bench.overlap.ScriptedRun.Figures;
import dev.coord.bench.overlap.Window;
import dev.coord.core.plan.Planner;
import dev.coord.git.GitIntegrator;
import dev.coord.git.GitRepository;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Integrates the topics of a repository's own history once more, in a scratch clone: the same trees where history merged without
 * a hand, and as many rounds as the real conflicts need.
 */
public final class HistoryReport {

    private static final int SIZE = 20;
    private static final int AGENTS = 4;
    private static final String TARGET = "refs/heads/window";

    private final ScratchGit git;
    private int merges;
    private int byHand;
    private int conflicting;
    private int told;
    private int parts;
    private int equal;

    private HistoryReport(ScratchGit git) {
        this.git = git;
    }

    /**
     * Measures and prints.
     *
     * @param args a repository, of which HEAD is read and nothing is changed; an empty directory for the clone; how many windows
     *     of 20 merges are integrated, 50 unless it is said; in how many of them agents replay the topics, 5 unless it is said
     * @throws Exception if something fails that is not measured
     */
    public static void main(String[] args) throws Exception {
        if (args.length < 2) {
            System.err.println("usage: HistoryReport REPOSITORY DIRECTORY [WINDOWS [REPLAYED]]");
            System.exit(2);
        }
        Path clone = Path.of(args[1]).resolve("clone");
        new ScratchGit(Path.of(args[1]))
                .run(
                        "clone",
                        "--quiet",
                        "--shared",
                        "--no-checkout",
                        Path.of(args[0]).toAbsolutePath().toString(),
                        "clone");
        ScratchGit git = new ScratchGit(clone).begin();
        git.run("commit-graph", "write", "--reachable");
        int windows = args.length > 2 ? Integer.parseInt(args[2]) : 50;
        int replayed = args.length > 3 ? Integer.parseInt(args[3]) : 5;
        List<Window> found = Window.of(git, windows, SIZE);
        HistoryReport report = new HistoryReport(git);
        for (Window window : found) {
            report.integrate(window);
        }
        report.print();
        if (replayed > 0) {
            report.replay(found.subList(0, Math.min(replayed, found.size())));
        }
    }

    private void begin(Window window) throws IOException, InterruptedException {
        git.run("checkout", "--quiet", "--force", "-B", TARGET.substring("refs/heads/".length()), window.base());
        git.run("clean", "-ffdxq");
    }

    /** What history merged without a hand, as one wave; each merge that was made by hand, alone. */
    private void integrate(Window window) throws Exception {
        begin(window);
        List<Window.Merge> hand = window.madeByHand(git);
        merges += window.merges().size();
        byHand += hand.size();
        for (Window part : window.without(hand)) {
            parts++;
            MergeOutcome outcome = merge(part);
            boolean isEqual = outcome instanceof MergeOutcome.Merged merged
                    && merged.leftOut().isEmpty()
                    && differing(part, merged.candidate().commit()).isEmpty();
            equal += isEqual ? 1 : 0;
            if (!isEqual) {
                System.out.println("not as in history: what ends with " + part.end() + ": " + outcome);
            }
        }
        for (Window.Merge merge : hand) {
            boolean conflicts = Window.tree(git, merge.onto(), merge.topic()).isEmpty();
            conflicting += conflicts ? 1 : 0;
            boolean isTold = merge(new Window(List.of(merge))).leftOut().size() == 1;
            told += conflicts && isTold ? 1 : 0;
            if (conflicts != isTold) {
                System.out.println("not as by git: " + merge);
            }
        }
    }

    private MergeOutcome merge(Window part) throws Exception {
        git.run("update-ref", TARGET, part.base());
        List<FeatureTip> tips = new ArrayList<>();
        for (Window.Merge merge : part.merges()) {
            tips.add(new FeatureTip(new FeatureId("T" + tips.size()), "history", new CommitId(merge.topic())));
        }
        return new GitIntegrator(
                        GitRepository.open(git.directory()), git.directory().resolve(".git/coord"), Optional.empty())
                .merge(new WaveWork(new RunId("history"), 0, TARGET, tips));
    }

    private Set<String> differing(Window window, CommitId made) throws IOException, InterruptedException {
        Set<String> differing = new HashSet<>(
                git.run("diff-tree", "-r", "--name-only", "--no-renames", "-z", window.end(), made.value())
                        .fields());
        differing.removeAll(window.changedBetween(git));
        return differing;
    }

    private void print() {
        System.out.println(
                "\n| merges | by hand | conflicts | told by coord | stretches without a hand | with history's tree |");
        System.out.println("|---|---|---|---|---|---|");
        System.out.printf("| %d | %d | %d | %d | %d | %d |%n", merges, byHand, conflicting, told, parts, equal);
    }

    private void replay(List<Window> windows) throws Exception {
        System.out.println(
                "\n| window | topics | pairs that conflict | rounds needed | in order | optimistic | calls | landed | serialized waves |");
        System.out.println("|---|---|---|---|---|---|---|---|---|");
        int needed = 0;
        int made = 0;
        int serialized = 0;
        for (Window window : windows) {
            begin(window);
            ReplayedTopics topics = ReplayedTopics.of(git, window);
            ConflictGraph conflicts = topics.conflicts();
            int waves = Planner.plan(topics.features(), AGENTS, OverlapPolicy.SERIALIZE)
                    .waves()
                    .size();
            Figures figures = new ScriptedRun(git, OverlapPolicy.OPTIMISTIC, Schedule.WAVES, AGENTS)
                    .run(topics.features(), topics::replay);
            needed += conflicts.rounds();
            made += figures.rounds();
            serialized += waves;
            System.out.printf(
                    "| %s | %d | %d | %d | %d | %d | %d | %d | %d |%n",
                    window.end().substring(0, 10),
                    topics.features().features().size(),
                    conflicts.pairs(),
                    conflicts.rounds(),
                    conflicts.inOrder(),
                    figures.rounds(),
                    figures.calls(),
                    figures.landed(),
                    waves);
            if (figures.landed() != topics.features().features().size()) {
                System.out.println(figures.message());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%nrounds: needed %d, optimistic %d (%.2f times), serialized %d (%.2f times)%n",
                needed,
                made,
                (double) made / needed,
                serialized,
                (double) serialized / needed);
    }
}
