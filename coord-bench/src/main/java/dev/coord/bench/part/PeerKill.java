package dev.coord.bench.part;

import dev.coord.bench.harness.Load;
import dev.coord.bench.harness.Sample;
import dev.coord.bench.harness.Worker;
import dev.coord.bench.harness.Workers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What others can still do after a process of a peer was killed. */
final class PeerKill {

    private static final int HOLDERS = 3;
    private static final int BUSY = 5;
    private static final int FIRST = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final String contender;
    private final Workers survivors;

    PeerKill(String contender, Workers survivors) {
        this.contender = contender;
        this.survivors = survivors;
    }

    /** What becomes of the lock of a holder, as words. */
    String ofHolders() throws Exception {
        List<Double> millis = new ArrayList<>();
        int never = 0;
        int before = 0;
        try (Workers mortals = Workers.start(FIRST, HOLDERS, contender, survivors.directory())) {
            for (int i = 0; i < HOLDERS; i++) {
                String path = "killed/holder-" + i + ".ts";
                mortals.get(i).hold(path, PATIENCE).orElseThrow();
                CompletableFuture<Optional<Long>> heir = CompletableFuture.supplyAsync(() -> held(path));
                TimeUnit.MILLISECONDS.sleep(300);
                boolean early = heir.isDone();
                long killed = mortals.get(i).kill();
                Optional<Long> granted = heir.join();
                before += early && granted.isPresent() ? 1 : 0;
                never += granted.isEmpty() ? 1 : 0;
                if (granted.isPresent()) {
                    millis.add((granted.get() - killed) / 1e6);
                    survivors.get(0).drop();
                }
            }
        }
        if (before > 0) {
            return "somebody else had it before the kill (" + before + " of " + HOLDERS + ")";
        }
        return never > 0
                ? "stays locked (" + never + " of " + HOLDERS + ", looked at for " + PATIENCE.toSeconds() + " s)"
                : String.format(Locale.ROOT, "free after %.0f ms", new Sample(millis).median());
    }

    /** Whether the others can go on with paths of their own, as words. */
    String ofBusyProcesses() throws Exception {
        try (Workers mortals = Workers.start(FIRST + HOLDERS, BUSY, contender, survivors.directory())) {
            mortals.run(BUSY, Load.own(1, PATIENCE.dividedBy(4)).waitingFor(PATIENCE)); // so that it is busy at once
            for (int i = 0; i < BUSY; i++) {
                Worker mortal = mortals.get(i);
                mortal.begin(Load.own(1, Duration.ofMinutes(1)));
                TimeUnit.MILLISECONDS.sleep(250 + 37 * i);
                mortal.kill();
                if (held("killed/other-" + i + ".ts").isEmpty()) {
                    return "nobody can do anything any more, after kill " + (i + 1);
                }
                survivors.get(0).drop();
            }
        }
        return "the others go on (" + BUSY + " of " + BUSY + ")";
    }

    private Optional<Long> held(String path) {
        try {
            return survivors.get(0).hold(path, PATIENCE);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
