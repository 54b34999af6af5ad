package dev.coord.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.bench.harness.Shell;
import dev.coord.git.GitIntegrator;
import dev.coord.git.GitRepository;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.WaveWork;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LostLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Asks whether merges lost something: the merges of a public history, where an alarm has to be true, and generated ones from which a
 * line was dropped, of which none may be missed.
 */
public final class SurvivalReport {

    private static final PrintStream OUT = System.out;
    private static final int SHOWN = 5;

    private final Shell shell;
    private final GitIntegrator integrator;

    private SurvivalReport(Path directory) throws IOException, InterruptedException {
        shell = new Shell(Files.createDirectories(directory));
        shell.git("init", "--quiet", "--initial-branch=main");
        integrator = new GitIntegrator(
                GitRepository.open(directory), directory.resolve(".git").resolve("coord"), Optional.empty());
    }

    /**
     * Measures and prints.
     *
     * @param args {@code history}, a git directory and how many merges of its main line, or {@code generated}, how many and a
     *     seed; before that an empty directory
     * @throws Exception if something fails that is not measured
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 4 && args[1].equals("history")) {
            new SurvivalReport(Path.of(args[0])).history(Path.of(args[2]), Integer.parseInt(args[3]));
        } else if (args.length == 4 && args[1].equals("generated")) {
            new SurvivalReport(Path.of(args[0])).generated(Integer.parseInt(args[2]), Long.parseLong(args[3]));
        } else {
            System.err.println("usage: SurvivalReport DIRECTORY history GIT-DIRECTORY MERGES | generated MERGES SEED");
            System.exit(2);
        }
    }

    /** Each merge of the main line counts as a branch onto its first parent; merges within it are looked at with it. */
    private void history(Path source, int most) throws Exception {
        Files.writeString(
                Path.of(shell.git("rev-parse", "--absolute-git-dir").strip()).resolve("objects/info/alternates"),
                source.resolve("objects").toAbsolutePath() + "\n");
        String head = new Shell(source).git("rev-parse", "HEAD").strip();
        int merges = 0;
        int alarms = 0;
        int ofClean = 0;
        Set<String> seen = new HashSet<>();
        for (String line : shell.git("rev-list", "--first-parent", "--merges", "--parents", "-n", "" + most, head)
                .split("\n", -1)) {
            String[] commits = line.strip().split(" ", -1);
            if (commits.length != 3) {
                continue;
            }
            List<LostLine> lost = found(commits[0], commits[1]).lost();
            merges +=
                    Integer.parseInt(shell.git("rev-list", "--count", "--min-parents=2", commits[1] + ".." + commits[0])
                            .strip());
            for (LostLine one : lost) {
                String by = one.by().commit().orElseThrow().value();
                if (seen.add(by)) {
                    alarms++;
                    boolean isClean = isClean(by);
                    ofClean += isClean ? 1 : 0;
                    OUT.println((isClean ? "clean    " : "conflict ") + by.substring(0, 12) + " "
                            + one.by().name());
                    lost.stream()
                            .filter(other -> other.by().equals(one.by()))
                            .limit(isClean ? SHOWN : 1)
                            .forEach(other -> OUT.println("    " + other.side() + " " + other.path() + ":"
                                    + other.line() + ": " + other.text().strip()));
                }
            }
        }
        OUT.println(merges + " merges looked at; " + alarms + " lost something, " + ofClean
                + " of these although git merges them cleanly");
    }

    private boolean isClean(String merge) throws IOException, InterruptedException {
        try {
            shell.git("merge-tree", "--write-tree", merge + "^1", merge + "^2");
            return true;
        } catch (IllegalStateException e) { // exit status 1: they conflict
            return false;
        }
    }

    private FeatureProof found(String tip, String base) throws InterruptedException {
        CommitId commit = new CommitId(tip);
        WaveWork work = new WaveWork(
                new RunId("bench"),
                0,
                "refs/heads/main",
                List.of(new FeatureTip(new FeatureId("T"), "digest", commit)));
        return integrator
                .prove(new Candidate(work, new CommitId(base), commit))
                .features()
                .get(0);
    }

    /** Both sides change files in places of their own, or in the same place; the merge has all of it but one line. */
    private void generated(int number, long seed) throws Exception {
        Random random = new Random(seed);
        int missed = 0;
        int wrong = 0;
        int alarms = 0;
        for (int i = 0; i < number; i++) {
            Generated merge = new Generated(random);
            String base = merge.write(shell, i);
            String whole = shell.git("rev-parse", "whole-" + i).strip();
            String dropped = shell.git("rev-parse", "dropped-" + i).strip();
            List<LostLine> lost = found(dropped, base).lost();
            boolean isFound = lost.stream().anyMatch(line -> line.text().equals(merge.dropped.strip()));
            missed += isFound ? 0 : 1;
            if (!isFound) {
                OUT.println("missed in dropped-" + i + ": " + merge.dropped);
            }
            wrong += lost.size() > 1 ? 1 : 0;
            alarms += found(whole, base).lost().isEmpty() ? 0 : 1;
        }
        OUT.println("seed " + seed + ": " + number + " merges with a dropped line: " + missed + " missed, " + wrong
                + " with another line told; the same without a dropped line: " + alarms + " false alarms");
    }

    /** One merge of two files that each side changed. */
    private static final class Generated {

        private final Random random;
        private String dropped = "";

        Generated(Random random) {
            this.random = random;
        }

        /** Gives the commit of the target before; the merges are branches. */
        String write(Shell shell, int number) throws IOException, InterruptedException {
            List<List<String>> base = List.of(lines("b", 5 + random.nextInt(30)), lines("c", 5 + random.nextInt(30)));
            List<List<String>> ours = changed(base, "ours");
            List<List<String>> theirs = changed(base, "theirs");
            ByteArrayOutputStream stream = new ByteArrayOutputStream();
            commit(stream, "refs/heads/base-" + number, "", base);
            commit(stream, "refs/heads/target-" + number, "from refs/heads/base-" + number + "\n", ours);
            commit(stream, "refs/heads/topic-" + number, "from refs/heads/base-" + number + "\n", theirs);
            shell.gitReading(stream.toByteArray(), "fast-import", "--quiet");
            List<List<String>> merged = List.of(
                    merged(base.get(0), ours.get(0), theirs.get(0)), merged(base.get(1), ours.get(1), theirs.get(1)));
            stream.reset();
            String parents = "from refs/heads/topic-" + number + "^0\nmerge refs/heads/target-" + number + "\n";
            commit(stream, "refs/heads/whole-" + number, parents, merged);
            commit(stream, "refs/heads/dropped-" + number, parents, without(merged, base, ours, theirs));
            shell.gitReading(stream.toByteArray(), "fast-import", "--quiet");
            return shell.git("rev-parse", "target-" + number).strip();
        }

        private List<String> lines(String of, int count) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                lines.add(random.nextInt(4) == 0 ? "}" : word() + "(" + of + ", " + word() + ");");
            }
            return lines;
        }

        /** Few words, so that many lines are equal. */
        private String word() {
            return List.of("call", "get", "put", "make", "x", "y", "limit", "name")
                    .get(random.nextInt(8));
        }

        private List<List<String>> changed(List<List<String>> base, String side) {
            return base.stream().map(file -> edited(file, side)).toList();
        }

        /** Adds lines, and sometimes takes some away. */
        private List<String> edited(List<String> file, String side) {
            List<String> lines = new ArrayList<>(file);
            int changes = 1 + random.nextInt(3);
            for (int i = 0; i < changes; i++) {
                int at = random.nextInt(lines.size() + 1);
                lines.addAll(at, lines(side, 1 + random.nextInt(3)));
                if (random.nextInt(3) == 0 && at > 0 && lines.size() > 3) {
                    lines.remove(at - 1);
                }
            }
            return lines;
        }

        /** What git makes of it; of a conflict both sides. */
        private List<String> merged(List<String> base, List<String> ours, List<String> theirs)
                throws IOException, InterruptedException {
            Path directory = Files.createTempDirectory("merge");
            List<String> names = List.of("theirs", "base", "ours");
            List<List<String>> versions = List.of(theirs, base, ours);
            for (int i = 0; i < names.size(); i++) {
                Files.writeString(directory.resolve(names.get(i)), String.join("\n", versions.get(i)) + "\n");
            }
            String merged = new Shell(directory).git("merge-file", "-p", "--union", "theirs", "base", "ours");
            for (String name : names) {
                Files.delete(directory.resolve(name));
            }
            Files.delete(directory);
            return List.of(merged.strip().split("\n", -1));
        }

        /** A line that no side took away and that is not there twice by the merge, since such a one could stay or go. */
        private List<List<String>> without(
                List<List<String>> merged,
                List<List<String>> base,
                List<List<String>> ours,
                List<List<String>> theirs) {
            int file = random.nextInt(2);
            List<String> lines = new ArrayList<>(merged.get(file));
            int at = random.nextInt(lines.size());
            while (lines.get(at).equals("}")
                    || count(lines, lines.get(at))
                            > Math.max(count(ours.get(file), lines.get(at)), count(theirs.get(file), lines.get(at)))
                    || count(ours.get(file), lines.get(at)) < count(base.get(file), lines.get(at))
                    || count(theirs.get(file), lines.get(at)) < count(base.get(file), lines.get(at))) {
                at = (at + 1) % lines.size();
            }
            dropped = lines.remove(at);
            return file == 0 ? List.of(lines, merged.get(1)) : List.of(merged.get(0), lines);
        }

        private static int count(List<String> lines, String line) {
            return Collections.frequency(lines, line);
        }

        private static void commit(ByteArrayOutputStream stream, String ref, String from, List<List<String>> files) {
            StringBuilder text = new StringBuilder(
                    "commit " + ref + "\ncommitter b <b@example.org> 1700000000 +0000\ndata 5\nmade\n\n" + from);
            for (int i = 0; i < files.size(); i++) {
                String content = String.join("\n", files.get(i)) + "\n";
                text.append("M 644 inline f")
                        .append(i)
                        .append("\ndata ")
                        .append(content.getBytes(UTF_8).length)
                        .append('\n')
                        .append(content)
                        .append('\n');
            }
            stream.writeBytes(text.toString().getBytes(UTF_8));
        }
    }
}
