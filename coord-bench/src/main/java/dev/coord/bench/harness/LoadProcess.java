package dev.coord.bench.harness;

import dev.coord.bench.contender.Contender;
import dev.coord.bench.contender.Contender.Grip;
import dev.coord.bench.contender.Contenders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The main class of a worker: opens a contender and does what each line of its standard input says. */
final class LoadProcess {

    private final Contender contender;
    private final Counters counters;
    private final int number;
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final List<Grant> history = new ArrayList<>();
    private Optional<Grip> held = Optional.empty();

    private LoadProcess(Contender contender, Counters counters, int number) {
        this.contender = contender;
        this.counters = counters;
        this.number = number;
    }

    /** Arguments: the contender, its directory, this worker's number. */
    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[1]);
        try (Contender contender = Contenders.open(arguments[0], directory)) {
            Counters counters = new Counters(directory.resolve("guarded"));
            LoadProcess process = new LoadProcess(contender, counters, Integer.parseInt(arguments[2]));
            System.out.println("ready");
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                System.out.println(process.obey(line.split(" ", -1)));
            }
            process.pool.shutdownNow();
        }
    }

    private String obey(String[] words) throws Exception {
        return switch (words[0]) {
            case "run" -> run(Load.parse(words), Long.parseLong(words[1])).line();
            case "hold" -> hold(words[1], Duration.ofNanos(Long.parseLong(words[2])));
            case "held" -> Integer.toString(contender.held());
            case "drop" -> drop();
            case "history" -> write(Path.of(words[1]));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private Ran run(Load load, long start) throws InterruptedException, ExecutionException {
        List<LoadThread> threads = new ArrayList<>();
        for (int i = 0; i < load.threads(); i++) {
            threads.add(new LoadThread(contender, counters, load, start, number, i));
        }
        Ran all = Ran.NOTHING;
        for (Future<Ran> one : pool.invokeAll(threads)) {
            all = all.and(one.get());
        }
        threads.forEach(thread -> history.addAll(thread.history()));
        return all;
    }

    private String hold(String path, Duration patience) throws Exception {
        held = contender.acquire("agent-" + number + "-0", path, patience);
        return held.isPresent() ? "held " + System.nanoTime() : "none";
    }

    private String drop() throws Exception {
        return held.orElseThrow().release() ? "dropped" : "vanished";
    }

    /** What was held since the last time, into a file. */
    private String write(Path file) throws IOException {
        Files.write(file, history.stream().map(Grant::line).toList());
        history.clear();
        return "written";
    }
}
