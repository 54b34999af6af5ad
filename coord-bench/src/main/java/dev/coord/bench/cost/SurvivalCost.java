package dev.coord.bench.cost;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.bench.harness.Sample;
import dev.coord.bench.harness.Shell;
import dev.coord.bench.part.Pace;
import dev.coord.bench.part.Part;
import dev.coord.bench.part.Table;
import dev.coord.git.GitIntegrator;
import dev.coord.git.GitRepository;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.WaveWork;
import dev.coord.proof.Proof;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the proof that nothing vanished costs, beside the merging: 50 branches that add 1,000 lines each. */
public final class SurvivalCost implements Part {

    private static final int BRANCHES = 50;
    private static final int FILES = 2_000;
    private static final int EDITED = 10;
    private static final int LINES = 100;

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Shell shell = repository(home.resolve("repo"));
        List<Double> merges = new ArrayList<>();
        List<Double> proofs = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        for (int round = 0; round < pace.rounds(); round++) {
            GitIntegrator integrator = new GitIntegrator(
                    GitRepository.open(home.resolve("repo")), home.resolve("coord-" + round), Optional.empty());
            WaveWork work = new WaveWork(new RunId("bench" + round), 0, "refs/heads/main", tips(shell));
            long start = System.nanoTime();
            MergeOutcome outcome = integrator.merge(work);
            double merge = Shell.millisSince(start);
            if (!(outcome instanceof MergeOutcome.Merged merged)
                    || !merged.leftOut().isEmpty()) {
                throw new IllegalStateException("not all of it merged: " + outcome);
            }
            start = System.nanoTime();
            Proof proof = integrator.prove(merged.candidate());
            double proven = Shell.millisSince(start);
            requireAll(proof);
            merges.add(merge);
            proofs.add(proven);
            shares.add(100 * proven / merge);
        }
        new Table(
                        "proving " + BRANCHES + " branches of " + EDITED * LINES + " lines on " + FILES + " files, ms",
                        "merging",
                        "proving",
                        "% of merging",
                        "wanted")
                .line(
                        new Sample(merges).percentile(50),
                        new Sample(proofs).percentile(50),
                        new Sample(shares).percentile(50),
                        "less than 20");
    }

    private static void requireAll(Proof proof) {
        proof.features().forEach(feature -> {
            if (feature.lines().added() != EDITED * LINES
                    || feature.lines().present() != EDITED * LINES
                    || !feature.lost().isEmpty()) {
                throw new IllegalStateException("not all lines are there: " + feature);
            }
        });
    }

    private static List<FeatureTip> tips(Shell shell) throws IOException, InterruptedException {
        List<FeatureTip> tips = new ArrayList<>();
        for (int i = 0; i < BRANCHES; i++) {
            String tip = shell.git("rev-parse", "topic/" + i).strip();
            tips.add(new FeatureTip(new FeatureId("T" + i), "digest", new CommitId(tip)));
        }
        return tips;
    }

    /** Each branch adds 100 lines to each of nine files of its own, and to one that all of them change, in its own place. */
    private static Shell repository(Path directory) throws IOException, InterruptedException {
        Shell shell = new Shell(Files.createDirectories(directory));
        shell.git("init", "--quiet", "--initial-branch=main");
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        commit(stream, "refs/heads/main", "");
        for (int i = 0; i < FILES; i++) {
            file(stream, "d" + i % 100 + "/f" + i + ".txt", text(i, -1));
        }
        file(stream, "shared.txt", shared(-1));
        for (int branch = 0; branch < BRANCHES; branch++) {
            commit(stream, "refs/heads/topic/" + branch, "from refs/heads/main\n");
            for (int i = 0; i < EDITED - 1; i++) {
                int number = branch * EDITED + i;
                file(stream, "d" + number % 100 + "/f" + number + ".txt", text(number, branch));
            }
            file(stream, "shared.txt", shared(branch));
        }
        shell.gitReading(stream.toByteArray(), "fast-import", "--quiet");
        shell.git("reset", "--quiet", "--hard", "main");
        return shell;
    }

    private static String text(int number, int branch) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < 60; line++) {
            text.append("line ").append(line).append(" of file ").append(number).append('\n');
            if (line == 30 && branch >= 0) {
                added(text, number, branch);
            }
        }
        return text.toString();
    }

    private static String shared(int branch) {
        StringBuilder text = new StringBuilder();
        for (int section = 0; section < BRANCHES; section++) {
            text.append("section ").append(section).append("\nof many\nand its end\n");
            if (section == branch) {
                added(text, -1, branch);
            }
            text.append("until here\nfrom here\n");
        }
        return text.toString();
    }

    private static void added(StringBuilder text, int number, int branch) {
        for (int line = 0; line < LINES; line++) {
            text.append("  call(")
                    .append(branch)
                    .append(", ")
                    .append(number)
                    .append(", ")
                    .append(line)
                    .append(");\n");
        }
    }

    private static void commit(ByteArrayOutputStream stream, String ref, String from) {
        say(stream, "commit " + ref + "\ncommitter b <b@example.org> 1700000000 +0000\ndata 2\nc\n\n" + from);
    }

    private static void file(ByteArrayOutputStream stream, String path, String text) {
        say(stream, "M 644 inline " + path + "\ndata " + text.getBytes(UTF_8).length + "\n" + text + "\n");
    }

    private static void say(ByteArrayOutputStream stream, String text) {
        stream.writeBytes(text.getBytes(UTF_8));
    }
}
