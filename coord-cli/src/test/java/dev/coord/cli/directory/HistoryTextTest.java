package dev.coord.cli.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.RequestId;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTextTest {

    private static final List<FeatureId> BOTH = List.of(new FeatureId("a"), new FeatureId("b"));

    private static String line(HistoryEvent event) {
        return HistoryText.of(new HistoryEntry(7, 6, Instant.EPOCH, false, event))
                .toString();
    }

    @Test
    void tellsWhatLandedByTheNumberThatRollbackTakes() {
        HistoryEvent landed = new HistoryEvent.Landed(new RunId("k3x9"), 2, BOTH, new CommitId("3f".repeat(20)));

        assertThat(line(landed)).endsWith("  7  wave 2 of run k3x9 landed as 3f3f3f3f3f: a, b");
        assertThat(HistoryText.concerns(landed, BOTH.get(1))).isTrue();
        assertThat(HistoryText.tells(landed)).isTrue();
    }

    @Test
    void tellsWhatWasTakenBack() {
        assertThat(line(new HistoryEvent.TakenBack(BOTH))).endsWith("taken back: a, b");
    }

    @Test
    void aLeaseWithoutLocksIsNoHole() {
        Lease lease = new Lease(
                new LeaseId("lease-5"),
                new RequestId("request-1"),
                new AgentId("implementor-1"),
                BOTH.get(0),
                new FencingToken(5),
                List.of(),
                Instant.EPOCH,
                Instant.EPOCH,
                Duration.ofMinutes(5),
                Optional.empty(),
                Optional.empty());

        assertThat(line(new HistoryEvent.Granted(lease))).endsWith("implementor-1 (a) holds no path, lease-5");
    }
}
