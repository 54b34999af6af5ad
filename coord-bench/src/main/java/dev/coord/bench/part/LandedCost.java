package dev.coord.bench.part;

import dev.coord.bench.harness.Scene;
import dev.coord.bench.harness.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Whether a feature costs more where many have landed already. */
public final class LandedCost implements Part {

    private static final int FILES = 100;
    private static final int FEATURES = 20;
    private static final List<Integer> LANDED = List.of(0, 20, 100, 300);

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Shell shell = Scene.plain(home.resolve("repo"), FILES);
        Table table = new Table(
                "a run of " + FEATURES + " features where others have landed; ms for each, without the JVM's start",
                "landed before",
                "coord run",
                "beside the first",
                "wanted");
        double first = 0;
        int made = 0;
        double start = shell.coord("--version");
        for (int landed : LANDED) {
            run(home, shell, made, landed);
            made = landed + FEATURES;
            double each = (run(home, shell, landed, made) - start) / FEATURES;
            first = first == 0 ? each : first;
            table.line(landed, each, each / first, "up to 1.3");
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
