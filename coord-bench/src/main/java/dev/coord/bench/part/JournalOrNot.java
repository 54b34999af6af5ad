package dev.coord.bench.part;

import static dev.coord.bench.contender.DurableFiles.Forced.FILE;
import static dev.coord.bench.contender.DurableFiles.Forced.FILE_AND_DIRECTORY;
import static dev.coord.bench.contender.DurableFiles.Forced.NOTHING;

import dev.coord.bench.contender.Contender;
import dev.coord.bench.contender.Contender.Grip;
import dev.coord.bench.contender.Contenders;
import dev.coord.bench.contender.DurableFiles;
import dev.coord.bench.contender.UpdateSizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a redo journal in front of the snapshot would gain: only the writing of each way, with the sizes of a real store, and
 * for many threads one commit for all that wait.
 */
public final class JournalOrNot implements Part {

    private static final int MANY = 64;
    private static final String TODAY = "snapshot replaced and forced, then the view replaced and forced";

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Map<Integer, UpdateSizes> sizes = sizes(home.resolve("coord"));
        Rounds rounds = new Rounds();
        Set<String> names = new LinkedHashSet<>();
        for (int threads : sizes.keySet()) {
            Map<String, GroupCommit.Commit> ways =
                    ways(Files.createDirectory(home.resolve("threads-" + threads)), sizes.get(threads));
            names.addAll(ways.keySet());
            ways.forEach((way, commit) -> rounds.add(
                    threads + way,
                    () -> GroupCommit.updatesPerSecond(threads, pace.turn().toNanos() / 4, commit)));
        }
        print(rounds.run(1).forget().run(pace.rounds()), names, sizes);
    }

    private static Map<String, GroupCommit.Commit> ways(Path home, UpdateSizes sizes) throws IOException {
        Path truth = home.resolve("snapshot.json");
        Path view = home.resolve("view.json");
        byte[] whole = DurableFiles.filled(sizes.truth());
        byte[] locks = DurableFiles.filled(sizes.view());
        RedoJournal journal = new RedoJournal(truth, whole);
        Map<String, GroupCommit.Commit> ways = new LinkedHashMap<>();
        ways.put(TODAY, updates -> {
            DurableFiles.replace(truth, whole, FILE_AND_DIRECTORY);
            DurableFiles.replace(view, locks, FILE);
        });
        ways.put("snapshot replaced and forced, then the view replaced", updates -> {
            DurableFiles.replace(truth, whole, FILE_AND_DIRECTORY);
            DurableFiles.replace(view, locks, NOTHING);
        });
        ways.put("journal appended and forced, then the view replaced and forced", updates -> {
            journal.append(updates);
            DurableFiles.replace(view, locks, FILE);
        });
        ways.put("journal appended and forced, then the view replaced", updates -> {
            journal.append(updates);
            DurableFiles.replace(view, locks, NOTHING);
        });
        ways.put("journal appended and forced, no view", journal::append);
        return ways;
    }

    private static void print(Rounds rounds, Set<String> ways, Map<Integer, UpdateSizes> sizes) {
        Table table = new Table(
                "A redo journal or not: the writing alone, updates in a second",
                "how an update is written",
                "1 thread",
                "times the first",
                MANY + " threads",
                "times the first");
        for (String way : ways) {
            table.line(
                    way,
                    rounds.of(1 + way).median(),
                    rounds.ratio(1 + way, 1 + TODAY),
                    rounds.of(MANY + way).median(),
                    rounds.ratio(MANY + way, MANY + TODAY));
        }
        System.out.printf(
                "%nSnapshot and view have %d and %d bytes for 1 thread, %d and %d for %d (half of them hold a lock); a record"
                        + " of the journal has %d.%n",
                sizes.get(1).truth(),
                sizes.get(1).view(),
                sizes.get(MANY).truth(),
                sizes.get(MANY).view(),
                MANY,
                RedoJournal.RECORD);
    }

    /** Of a store that has been used for a while, by the number of threads: one or half of them hold a lock. */
    private static Map<Integer, UpdateSizes> sizes(Path store) throws Exception {
        Map<Integer, UpdateSizes> sizes = new LinkedHashMap<>();
        try (Contender coord = Contenders.open(Contenders.COORD, store)) {
            for (int i = 0; i < MANY; i++) {
                grip(coord, i).release();
            }
            grip(coord, 0);
            sizes.put(1, UpdateSizes.of(store));
            for (int i = 1; i < MANY / 2; i++) {
                grip(coord, i);
            }
            sizes.put(MANY, UpdateSizes.of(store));
        }
        return sizes;
    }

    private static Grip grip(Contender coord, int i) throws Exception {
        return coord.acquire("agent-0-" + i, "src/agent-0-" + i + "/file.ts", Duration.ofSeconds(10))
                .orElseThrow();
    }
}
