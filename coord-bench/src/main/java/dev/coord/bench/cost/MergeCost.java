package dev.coord.bench.cost;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.bench.harness.Sample;
import dev.coord.bench.harness.Scene;
import dev.coord.bench.harness.Shell;
import dev.coord.bench.part.Pace;
import dev.coord.bench.part.Part;
import dev.coord.bench.part.Table;
import dev.coord.git.GitIntegrator;
import dev.coord.git.GitRepository;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.WaveWork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What merging branches aside costs, beside {@code git merge --no-ff} in a work tree. Both give the same tree. */
public final class MergeCost implements Part {

    private static final int BRANCHES = 50;

    private final int files;
    private final String wanted;

    public MergeCost(int files, String wanted) {
        this.files = files;
        this.wanted = wanted;
    }

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Shell shell = Scene.branches(home.resolve("repo"), files, BRANCHES);
        List<Double> asides = new ArrayList<>();
        List<Double> plains = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < pace.rounds(); round++) {
            double aside = aside(shell, home, round);
            double plain = plain(shell);
            asides.add(aside);
            plains.add(plain);
            ratios.add(plain / aside);
        }
        new Table(
                        "merging " + BRANCHES + " branches on " + files + " files, ms for each branch",
                        "coord, in process",
                        "git merge --no-ff",
                        "times as fast",
                        "wanted")
                .line(
                        new Sample(asides).percentile(50),
                        new Sample(plains).percentile(50),
                        new Sample(ratios).percentile(50),
                        wanted);
    }

    private static double aside(Shell shell, Path home, int round) throws IOException, InterruptedException {
        List<FeatureTip> tips = new ArrayList<>();
        for (int i = 0; i < BRANCHES; i++) {
            String tip = shell.git("rev-parse", "topic/" + i).strip();
            tips.add(new FeatureTip(new FeatureId("T" + i), "digest", new CommitId(tip)));
        }
        GitIntegrator integrator = new GitIntegrator(
                GitRepository.open(home.resolve("repo")), home.resolve("coord-" + round), Optional.empty());
        long start = System.nanoTime();
        MergeOutcome outcome = integrator.merge(new WaveWork(new RunId("bench" + round), 0, "refs/heads/main", tips));
        double each = Shell.millisSince(start) / BRANCHES;
        if (!(outcome instanceof MergeOutcome.Merged merged)
                || !merged.leftOut().isEmpty()) {
            throw new IllegalStateException("not all of it merged: " + outcome);
        }
        return each;
    }

    private static double plain(Shell shell) throws IOException, InterruptedException {
        shell.git("checkout", "--quiet", "--detach", "main");
        long start = System.nanoTime();
        for (int i = 0; i < BRANCHES; i++) {
            shell.git("merge", "--quiet", "--no-ff", "-m", "merge", "topic/" + i);
        }
        double each = Shell.millisSince(start) / BRANCHES;
        shell.git("checkout", "--quiet", "main");
        return each;
    }
}
