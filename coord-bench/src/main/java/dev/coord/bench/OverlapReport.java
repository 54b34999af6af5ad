package dev.coord.bench;

import dev.coord.bench.overlap.MarkedFile;
import dev.coord.bench.overlap.ScratchGit;
import dev.coord.bench.overlap.ScriptedRun;
import dev.coord.bench.overlap.ScriptedRun.Figures;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.plan.Schedule;
import dev.coord.run.AgentTask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Features that all write one file, made one after the other and at once, by agents that take their time and really edit. */
public final class OverlapReport {

    private static final int FEATURES = 10;
    private static final int LINES_BETWEEN = 8;
    private static final String FILE = "list.txt";

    /** How many of the features share each line. */
    private enum Share {
        NONE(1),
        PAIRS(2),
        ALL(FEATURES);

        private final int features;

        Share(int features) {
            this.features = features;
        }
    }

    private OverlapReport() {}

    /**
     * Measures and prints.
     *
     * @param args a directory, in which one is made for each run; how many milliseconds a call of an agent takes at least,
     *     1,000 unless it is said
     * @throws Exception if something fails that is not measured
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            System.err.println("usage: OverlapReport DIRECTORY [MILLISECONDS]");
            System.exit(2);
        }
        long work = args.length > 1 ? Long.parseLong(args[1]) : 1_000;
        System.out.printf("%n%d features that write one file; each call of an agent takes %d ms%n%n", FEATURES, work);
        System.out.println(
                "| share a line | schedule | overlap | landings | calls | seconds | times serialized | lost |");
        System.out.println("|---|---|---|---|---|---|---|---|");
        for (Share share : Share.values()) {
            for (Schedule schedule : Schedule.values()) {
                double serialized = 0;
                for (OverlapPolicy overlap : List.of(OverlapPolicy.SERIALIZE, OverlapPolicy.OPTIMISTIC)) {
                    Path home = Files.createTempDirectory(Path.of(args[0]), "coord-overlap-");
                    ScratchGit git = repository(Files.createDirectory(home.resolve("shop")));
                    Figures figures = new ScriptedRun(git, overlap, schedule, FEATURES)
                            .run(features(), task -> edit(task, share, work));
                    serialized = overlap == OverlapPolicy.SERIALIZE ? figures.seconds() : serialized;
                    line(share, schedule, overlap, figures, figures.seconds() / serialized, lost(git));
                }
            }
        }
    }

    private static void line(
            Share share, Schedule schedule, OverlapPolicy overlap, Figures figures, double ratio, int lost) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %d | %d | %.1f | %.2f | %d |%n",
                word(share),
                word(schedule),
                word(overlap),
                figures.rounds(),
                figures.calls(),
                figures.seconds(),
                ratio,
                lost);
        if (figures.landed() != FEATURES) {
            System.out.println(figures.message());
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static ScratchGit repository(Path directory) throws IOException, InterruptedException {
        ScratchGit git = new ScratchGit(directory).begin();
        List<String> lines = new ArrayList<>();
        for (int feature = 0; feature < FEATURES; feature++) {
            lines.add("place " + feature + ":");
            IntStream.range(0, LINES_BETWEEN).forEach(between -> lines.add("between"));
        }
        Files.write(directory.resolve(FILE), lines);
        git.run("add", FILE);
        git.run("commit", "--quiet", "-m", "begin");
        return git;
    }

    private static FeatureSet features() {
        return FeatureSet.of(IntStream.range(0, FEATURES)
                .mapToObj(number -> Feature.builder("F" + number).writes(FILE).build())
                .toList());
    }

    /** Adds the feature to its line; called again, keeps both sides of the conflict. */
    private static void edit(AgentTask task, Share share, long work) throws IOException, InterruptedException {
        Thread.sleep(work);
        Path file = task.workspace().directory().resolve(FILE);
        if (task.tryNumber() > 1) {
            MarkedFile.keepBothSides(file);
            return;
        }
        String id = task.feature().id().value();
        String place = "place " + Integer.parseInt(id.substring(1)) / share.features + ":";
        Files.write(
                file,
                Files.readAllLines(file).stream()
                        .map(line -> line.startsWith(place) ? line + " " + id : line)
                        .toList());
    }

    /** How many features the file does not have in the end. */
    private static int lost(ScratchGit git) throws IOException {
        String content = Files.readString(git.directory().resolve(FILE));
        return (int) IntStream.range(0, FEATURES)
                .filter(number -> !content.matches("(?s).* F" + number + "\\b.*"))
                .count();
    }
}
