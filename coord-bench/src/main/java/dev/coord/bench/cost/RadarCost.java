package dev.coord.bench.cost;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.bench.harness.Sample;
import dev.coord.bench.harness.Scene;
import dev.coord.bench.harness.Shell;
import dev.coord.bench.part.Pace;
import dev.coord.bench.part.Part;
import dev.coord.bench.part.Table;
import dev.coord.git.GitRadar;
import dev.coord.git.GitRepository;
import dev.coord.radar.LiveWork;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** What looking at live work costs, beside {@code git merge-tree} of the same pairs. */
public final class RadarCost implements Part {

    private static final int BRANCHES = 50;
    private static final String MAIN = "refs/heads/main";

    private final int files;

    public RadarCost(int files) {
        this.files = files;
    }

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Path repository = home.resolve("repo");
        Shell shell = Scene.branches(repository, files, BRANCHES);
        Path tree = home.resolve("work");
        shell.git("worktree", "add", "--quiet", "-b", "feature/W", tree.toString(), "main");
        List<List<Double>> figures = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            figures.add(new ArrayList<>());
        }
        for (int round = 0; round < pace.rounds(); round++) {
            List<Double> took = round(shell, repository, tree, home.resolve("radar-" + round), round);
            for (int i = 0; i < took.size(); i++) {
                figures.get(i).add(took.get(i));
            }
        }
        Table table =
                new Table("looking at " + BRANCHES + " branches on " + files + " files, ms", "what", "took", "wanted");
        List<String> names = List.of(
                "all pairs, by git merge-tree --stdin",
                "all pairs, first look of a radar",
                "one branch has moved",
                "a work tree more, for the first time",
                "one file was written in the work tree",
                "nobody wrote anything");
        List<String> wanted = List.of("", "under 3,000", "under 150", "", "under 150", "");
        for (int i = 0; i < names.size(); i++) {
            table.line(names.get(i), new Sample(figures.get(i)).median(), wanted.get(i));
        }
    }

    private List<Double> round(Shell shell, Path repository, Path tree, Path clone, int round)
            throws IOException, InterruptedException {
        List<Double> took = new ArrayList<>();
        List<LiveWork> works = new ArrayList<>();
        List<String> tips = new ArrayList<>();
        for (int i = 0; i < BRANCHES; i++) {
            String tip = shell.git("rev-parse", "topic/" + i).strip();
            tips.add(tip);
            works.add(new LiveWork.Finished(new FeatureId("T" + i), new CommitId(tip)));
        }
        took.add(plain(shell, tips));
        try (GitRadar radar = GitRadar.in(GitRepository.open(repository), clone)) {
            took.add(look(radar, works));
            works.set(7, new LiveWork.Finished(new FeatureId("T7"), moved(shell, tips.get(7), tips.get(8))));
            took.add(look(radar, works));
            CommitId base = new CommitId(shell.git("rev-parse", "main").strip());
            works.add(new LiveWork.InWorkTree(
                    new Workspace(new RunId("bench"), new FeatureId("W"), 1, tree, "refs/heads/feature/W", base)));
            took.add(look(radar, works));
            Files.writeString(tree.resolve("src/d0/f3.txt"), "round " + round + "\n", StandardOpenOption.APPEND);
            took.add(look(radar, works));
            look(radar, works);
            took.add(look(radar, works));
        }
        return took;
    }

    private static double look(GitRadar radar, List<LiveWork> works) throws InterruptedException {
        long start = System.nanoTime();
        radar.look(MAIN, works);
        return Shell.millisSince(start);
    }

    /** A commit that has the files of another branch as well. */
    private static CommitId moved(Shell shell, String tip, String other) throws IOException, InterruptedException {
        String both = shell.git("merge-tree", "--write-tree", tip, other)
                .lines()
                .findFirst()
                .orElseThrow();
        return new CommitId(
                shell.git("commit-tree", "-p", tip, "-m", "moved", both).strip());
    }

    private static double plain(Shell shell, List<String> tips) throws IOException, InterruptedException {
        StringBuilder pairs = new StringBuilder();
        for (int i = 0; i < tips.size(); i++) {
            for (int j = i + 1; j < tips.size(); j++) {
                pairs.append(tips.get(i)).append(' ').append(tips.get(j)).append('\n');
            }
        }
        long start = System.nanoTime();
        shell.gitReading(pairs.toString().getBytes(US_ASCII), "merge-tree", "--write-tree", "--stdin");
        return Shell.millisSince(start);
    }
}
