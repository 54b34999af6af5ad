package dev.coord.bench.cost;

import dev.coord.bench.harness.CountedGit;
import dev.coord.bench.harness.Scene;
import dev.coord.bench.harness.Shell;
import dev.coord.bench.part.Pace;
import dev.coord.bench.part.Part;
import dev.coord.bench.part.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether a feature costs more where many have landed already. */
public final class LandedCost implements Part {

    private static final int FILES = 100;
    private static final int FEATURES = 20;
    private static final List<Integer> LANDED = List.of(20, 100, 300);

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Shell shell = Scene.plain(home.resolve("repo"), FILES);
        CountedGit counted = new CountedGit(home);
        Shell there = shell.with("PATH", counted.path());
        Table table = new Table(
                "a run of " + FEATURES + " features where others have landed; ms for each, without the JVM's start",
                "landed before",
                "coord run",
                "beside the first",
                "git processes per feature",
                "wanted");
        double first = 0;
        int made = 0;
        double start = shell.coord("--version");
        for (int landed : LANDED) {
            run(home, there, made, landed);
            made = landed + FEATURES;
            counted.starts();
            double each = (run(home, there, landed, made) - start) / FEATURES;
            first = first == 0 ? each : first;
            table.line(landed, each, each / first, counted.starts() / (double) FEATURES, "up to 1.3");
        }
    }

    private static double run(Path home, Shell shell, int from, int to) throws IOException, InterruptedException {
        if (from == to) {
            return 0;
        }
        Path file = Files.writeString(home.resolve("features.json"), Scene.features(from, to));
        return shell.coord("run", file.toString(), "--agent", "mkdir -p new && echo x > new/$COORD_FEATURE");
    }
}
