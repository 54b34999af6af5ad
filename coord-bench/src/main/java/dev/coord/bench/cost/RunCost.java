package dev.coord.bench.cost;

import dev.coord.bench.harness.CountedGit;
import dev.coord.bench.harness.Sample;
import dev.coord.bench.harness.Scene;
import dev.coord.bench.harness.Shell;
import dev.coord.bench.part.Pace;
import dev.coord.bench.part.Part;
import dev.coord.bench.part.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code coord run} costs over the same work by plain git: work trees one at a time, commits, merges, removal. */
public final class RunCost implements Part {

    private static final String AGENT =
            "mkdir -p new && echo x > new/$COORD_FEATURE && \"$REAL_GIT\" add -A && \"$REAL_GIT\" commit -qm x";

    private final int files;
    private final int features;
    private final int mostRounds;

    /** Measures at most so many rounds: each makes two work trees with all files for each feature. */
    public RunCost(int files, int features, int mostRounds) {
        this.files = files;
        this.features = features;
        this.mostRounds = mostRounds;
    }

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<Double> runs = new ArrayList<>();
        List<Double> plains = new ArrayList<>();
        for (int round = 0; round < Math.min(pace.rounds(), mostRounds); round++) {
            Path place = Files.createDirectory(home.resolve("round-" + round));
            double start = new Shell(place).coord("--version");
            double run = run(place.resolve("coord"), System.getenv("PATH")) - start;
            double plain = plain(place.resolve("plain"));
            runs.add(run);
            plains.add(plain);
            ratios.add(run / plain);
        }
        new Table(
                        features + " trivial features on " + files + " files, by 4 agents; ms, without the JVM's start",
                        "coord run",
                        "plain git",
                        "ratio",
                        "git processes per feature",
                        "wanted")
                .line(
                        new Sample(runs).percentile(50),
                        new Sample(plains).percentile(50),
                        new Sample(ratios).percentile(50),
                        processes(home),
                        "ratio up to 1.5, processes up to 16");
    }

    /** How many a run starts, with those that git starts itself left out. Not timed: each of them is counted by a shell. */
    private double processes(Path home) throws IOException, InterruptedException {
        CountedGit counted = new CountedGit(home);
        run(home.resolve("counted"), counted.path());
        return counted.starts() / (double) features;
    }

    private double run(Path place, String path) throws IOException, InterruptedException {
        Scene.plain(place.resolve("repo"), files);
        Path file = Files.writeString(place.resolve("features.json"), Scene.features(0, features));
        return new Shell(place.resolve("repo"))
                .with("PATH", path)
                .coord("run", file.toString(), "--agent", AGENT.replace("\"$REAL_GIT\"", CountedGit.real()));
    }

    private double plain(Path place) throws IOException, InterruptedException {
        Shell shell = Scene.plain(place.resolve("repo"), files);
        long start = System.nanoTime();
        for (int i = 0; i < features; i++) {
            shell.git("worktree", "add", "-q", "-b", "feature/F" + i, "../F" + i, "main");
        }
        for (int i = 0; i < features; i++) {
            Shell there = new Shell(place.resolve("F" + i));
            Files.writeString(
                    Files.createDirectories(place.resolve("F" + i).resolve("new"))
                            .resolve("F" + i),
                    "x\n");
            there.git("add", "-A");
            there.git("commit", "-qm", "x");
        }
        for (int i = 0; i < features; i++) {
            shell.git("merge", "-q", "--no-ff", "-m", "merge", "feature/F" + i);
        }
        for (int i = 0; i < features; i++) {
            shell.git("worktree", "remove", "../F" + i);
            shell.git("branch", "-q", "-d", "feature/F" + i);
        }
        return Shell.millisSince(start);
    }
}
