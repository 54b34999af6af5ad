package dev.coord.bench.cost;

import dev.coord.FeatureId;
import dev.coord.bench.harness.Scene;
import dev.coord.bench.harness.Shell;
import dev.coord.bench.part.Pace;
import dev.coord.bench.part.Part;
import dev.coord.bench.part.Table;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.event.RunNotice;
import dev.coord.fs.DirectoryStore;
import dev.coord.git.GitRepository;
import dev.coord.git.GitRun;
import dev.coord.git.ProcessAgentRunner;
import dev.coord.git.RunHandle;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.radar.Encounter;
import dev.coord.store.CoordinationStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * A live run of agents that edit, add and commit for some seconds: whether each conflict of what they made was told before the merge, whether
 * anything was told that is none, and what looking costs beside the same run without a radar.
 */
public final class RadarRun implements Part {

    private static final int AGENTS = 10;
    private static final int FILES = 100;
    private static final int EDITED = 25;
    private static final int LINES = 60;
    private static final int STEPS = 8;
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Table table = new Table(
                "live runs of " + AGENTS + " agents that edit; a look each " + INTERVAL.toSeconds() + " s",
                "conflicts of what they made",
                "told before the merge",
                "told and none",
                "told and gone by the end",
                "features not merged, told before",
                "processor time of the radar, share of the run",
                "wanted");
        for (int round = 0; round < pace.rounds(); round++) {
            Live with = run(Files.createDirectory(home.resolve("with-" + round)), round, INTERVAL);
            Live without = run(Files.createDirectory(home.resolve("without-" + round)), round, Duration.ZERO);
            Set<String> missed = new TreeSet<>(with.made);
            missed.removeAll(with.told.keySet());
            Set<String> wrong = new TreeSet<>(with.told.keySet());
            wrong.removeAll(with.gone.keySet());
            wrong.removeAll(with.made);
            table.line(
                    with.made.size(),
                    with.made.size() - missed.size(),
                    wrong.isEmpty() ? 0 : wrong.toString(),
                    with.gone.size(),
                    with.rejectedTold + " of " + with.rejected,
                    String.format("%.1f %%", 100.0 * (with.cpu - without.cpu) / with.wall),
                    "all told, none wrong");
            if (!missed.isEmpty()) {
                System.out.println("missed: " + missed);
            }
        }
    }

    /** What happened, by pair and file. */
    private static final class Live {

        private final Map<String, Long> told = new ConcurrentHashMap<>();
        private final Map<String, Long> gone = new ConcurrentHashMap<>();
        private final Set<String> made = new TreeSet<>();
        private int rejected;
        private int rejectedTold;
        private double cpu;
        private double wall;

        void take(RunNotice notice) {
            if (notice instanceof FeatureNotice.ConflictAhead ahead) {
                told.putIfAbsent(key(ahead.seen()), System.nanoTime());
                gone.remove(key(ahead.seen()));
            } else if (notice instanceof FeatureNotice.ConflictGone conflict) {
                gone.put(key(conflict.seen()), System.nanoTime());
            } else if (notice instanceof RunNotice.Warning warning) {
                System.out.println("warning: " + warning.text());
            } else if (notice instanceof FeatureNotice.NotMerged not) {
                rejected++;
                boolean known = not.files().stream()
                        .allMatch(file -> not.with().stream()
                                .anyMatch(other -> told.containsKey(key(not.feature(), other, file))));
                rejectedTold += known ? 1 : 0;
            }
        }

        private static String key(Encounter seen) {
            return key(seen.feature(), seen.other().orElse(seen.feature()), seen.path());
        }

        static String key(FeatureId one, FeatureId other, String file) {
            return one.compareTo(other) < 0 ? one + "-" + other + " " + file : other + "-" + one + " " + file;
        }
    }

    private static Live run(Path home, int seed, Duration interval) throws Exception {
        Path repository = home.resolve("repo");
        Shell shell = Scene.plain(repository, FILES);
        Path scripts = scripts(Files.createDirectory(home.resolve("scripts")), seed);
        List<Feature> features = new ArrayList<>();
        for (int i = 0; i < AGENTS; i++) {
            features.add(Feature.builder("F" + i).writes("src/**").build());
        }
        Live live = new Live();
        Path directory = GitRun.defaultDirectory(repository);
        GitRepository opened = GitRepository.open(repository);
        long begin = System.nanoTime();
        double before = cpu();
        try (CoordinationStore store = DirectoryStore.open(directory, InstantSource.system());
                RunHandle handle = GitRun.in(opened)
                        .store(store)
                        .agents(new ProcessAgentRunner("sh '" + scripts + "'/$COORD_FEATURE", directory, opened))
                        .settings(said -> said.agents(AGENTS)
                                .overlap(OverlapPolicy.OPTIMISTIC)
                                .tries(1)
                                .radar(interval))
                        .start(FeatureSet.of(features))) {
            handle.onEvent(live::take);
            handle.await();
        }
        live.cpu = cpu() - before;
        live.wall = Shell.millisSince(begin);
        live.made.addAll(conflicts(repository, shell));
        return live;
    }

    /** One for each agent: edits of a line, new files, commits, and a pause after each; in the end it only waits, as for tests. */
    private static Path scripts(Path directory, int seed) throws IOException {
        for (int i = 0; i < AGENTS; i++) {
            Random random = new Random(1000L * seed + i);
            StringBuilder script = new StringBuilder("set -e\n");
            for (int step = 0; step < STEPS; step++) {
                String file = "src/d0/f" + random.nextInt(EDITED) + ".txt";
                switch (random.nextInt(6)) {
                    case 0 ->
                        script.append("echo F")
                                .append(i)
                                .append(" > src/new")
                                .append(random.nextInt(8))
                                .append('\n');
                    case 1 ->
                        script.append("git add -A; git commit -qm step")
                                .append(step)
                                .append(" || true\n");
                    default ->
                        script.append("sed -i '")
                                .append(1 + random.nextInt(LINES))
                                .append("s/.*/step ")
                                .append(step)
                                .append(" of F")
                                .append(i)
                                .append("/' ")
                                .append(file)
                                .append('\n');
                }
                script.append("sleep ").append(0.3 + random.nextInt(10) / 10.0).append('\n');
            }
            Files.writeString(
                    directory.resolve("F" + i), script.append("sleep 3\n").toString());
        }
        return directory;
    }

    /** What git finds between each two of the tips. */
    private static Set<String> conflicts(Path repository, Shell shell) throws Exception {
        Map<String, String> tips = new TreeMap<>();
        shell.git("for-each-ref", "--format=%(refname) %(objectname)", "refs/coord/tips")
                .lines()
                .map(line -> line.split(" "))
                .forEach(fields -> tips.put(fields[0].replaceFirst(".*/(F\\d+)-\\d+$", "$1"), fields[1]));
        Set<String> found = new TreeSet<>();
        for (String one : tips.keySet()) {
            for (String other : tips.keySet()) {
                if (one.compareTo(other) < 0) {
                    merged(repository, tips.get(one), tips.get(other))
                            .forEach(file -> found.add(Live.key(new FeatureId(one), new FeatureId(other), file)));
                }
            }
        }
        return found;
    }

    private static Stream<String> merged(Path repository, String one, String other) throws Exception {
        Process git = new ProcessBuilder(
                        "git", "merge-tree", "--write-tree", "--name-only", "--no-messages", one, other)
                .directory(repository.toFile())
                .start();
        String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return git.waitFor() == 0 ? Stream.of() : out.lines().skip(1).filter(line -> !line.isEmpty());
    }

    /** Milliseconds that this process and all that it has waited for have used. */
    private static double cpu() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double ticks = 0;
        for (int i = 11; i <= 14; i++) { // utime stime cutime cstime
            ticks += Double.parseDouble(fields[i]);
        }
        return ticks * 10;
    }
}
