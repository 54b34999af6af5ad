package dev.coord.bench.part;

import dev.coord.bench.contender.Contenders;
import dev.coord.bench.harness.GrantHistory;
import dev.coord.bench.harness.Load;
import dev.coord.bench.harness.Ran;
import dev.coord.bench.harness.Workers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What coord and others do with the same work: their speed, two holders at once, lost updates, what a kill leaves. */
public final class Peers implements Part {

    private static final int JVMS = 4;
    private static final int SHARED_PATHS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private record Peer(String title, String afterPowerCut) {}

    private static final Map<String, Peer> PEERS = new LinkedHashMap<>();

    static {
        PEERS.put(Contenders.COORD, new Peer("coord", "every acknowledged update is there"));
        PEERS.put(Contenders.JQ, new Peer("`jq` + `mv`, own temporary names", "anything, also garbage"));
        PEERS.put(
                Contenders.SQLITE_WAL, new Peer("SQLite, WAL, synchronous FULL", "every acknowledged update is there"));
        PEERS.put(
                Contenders.SQLITE_DELETE,
                new Peer("SQLite, DELETE, synchronous FULL", "whole; the last update may be undone"));
        PEERS.put(Contenders.RESOLVER, new Peer("Maven Resolver file-lock, as it is by default", "keeps nothing"));
        PEERS.put(
                Contenders.RESOLVER_KEEPING,
                new Peer("Maven Resolver file-lock, deleteLockFiles=false", "keeps nothing"));
        PEERS.put(Contenders.JGIT, new Peer("JGit LockFile, content forced", "whole; the last updates may be undone"));
    }

    private static final List<String> SPEEDS = List.of("1 x 1", "1 x 64", "4 x 16");

    @Override
    public void measure(Path home, Pace pace) throws Exception {
        Map<String, Workers> all = new LinkedHashMap<>();
        try {
            Rounds rounds = new Rounds();
            for (String name : PEERS.keySet()) {
                Workers workers = Workers.start(JVMS, name, home.resolve(name));
                all.put(name, workers);
                workers.run(1, own(1, pace.warmUp().dividedBy(4)));
                workers.run(JVMS, own(16, pace.warmUp().dividedBy(4)));
                rounds.add(
                        name + SPEEDS.get(0),
                        () -> updates(workers, 1, 1, pace.turn().dividedBy(2)));
                rounds.add(
                        name + SPEEDS.get(1),
                        () -> updates(workers, 1, 64, pace.turn().dividedBy(2)));
                rounds.add(
                        name + SPEEDS.get(2),
                        () -> updates(workers, JVMS, 16, pace.turn().dividedBy(2)));
            }
            rounds.run((pace.rounds() + 1) / 2);
            speeds(rounds);
            correctness(all, pace);
            kills(all);
        } finally {
            for (Workers workers : all.values()) {
                workers.close();
            }
        }
    }

    private static void speeds(Rounds rounds) {
        Table table = new Table(
                "Peers: updates in a second, JVMs x threads, each thread on a path of its own",
                "who",
                "1 x 1",
                "1 x 64",
                "4 x 16",
                "coord is so many times as fast at 1 x 1",
                "1 x 64",
                "4 x 16",
                "after a power cut");
        PEERS.forEach((name, peer) -> table.line(
                peer.title(),
                rounds.of(name + SPEEDS.get(0)).median(),
                rounds.of(name + SPEEDS.get(1)).median(),
                rounds.of(name + SPEEDS.get(2)).median(),
                rounds.ratio(Contenders.COORD + SPEEDS.get(0), name + SPEEDS.get(0)),
                rounds.ratio(Contenders.COORD + SPEEDS.get(1), name + SPEEDS.get(1)),
                rounds.ratio(Contenders.COORD + SPEEDS.get(2), name + SPEEDS.get(2)),
                peer.afterPowerCut()));
    }

    private static void correctness(Map<String, Workers> all, Pace pace) throws IOException {
        Table table = new Table(
                "Peers: 4 JVMs x 4 threads on " + SHARED_PATHS + " paths",
                "who",
                "grants",
                "in a second",
                "hand-over p50 ms",
                "p99",
                "two holders at once",
                "lost counts",
                "locks lost while held",
                "locks left at the end",
                "not granted in " + PATIENCE.toSeconds() + " s",
                "errors");
        for (Map.Entry<String, Workers> peer : all.entrySet()) {
            Workers workers = peer.getValue();
            workers.run(JVMS, shared(pace.warmUp().dividedBy(2)));
            workers.history();
            long counted = workers.counted(SHARED_PATHS);
            Ran ran = workers.run(JVMS, shared(pace.turn().multipliedBy(2)));
            GrantHistory history = workers.history();
            table.line(
                    PEERS.get(peer.getKey()).title(),
                    history.size(),
                    ran.updatesPerSecond() / 2,
                    history.handOvers().percentile(50),
                    history.handOvers().percentile(99),
                    history.doubles().size(),
                    history.size() - (workers.counted(SHARED_PATHS) - counted),
                    ran.vanished(),
                    workers.get(0).held(),
                    ran.timeouts(),
                    ran.errors());
        }
    }

    private static void kills(Map<String, Workers> all) throws Exception {
        Table table = new Table(
                "Peers: after `kill -9`",
                "who",
                "of a process that holds a lock",
                "of a process in the midst of updates");
        for (Map.Entry<String, Workers> peer : all.entrySet()) {
            PeerKill kill = new PeerKill(peer.getKey(), peer.getValue());
            table.line(PEERS.get(peer.getKey()).title(), kill.ofHolders(), kill.ofBusyProcesses());
        }
    }

    private static Load own(int threads, Duration time) {
        return Load.own(threads, time).waitingFor(PATIENCE);
    }

    private static Load shared(Duration time) {
        return Load.shared(4, time, SHARED_PATHS, Duration.ZERO).waitingFor(PATIENCE);
    }

    private static double updates(Workers workers, int processes, int threads, Duration turn) throws IOException {
        return workers.run(processes, own(threads, turn)).updatesPerSecond();
    }
}
