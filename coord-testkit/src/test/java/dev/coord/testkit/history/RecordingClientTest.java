package dev.coord.testkit.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRequest;
import dev.coord.testkit.InMemoryStore;
import dev.coord.testkit.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingClientTest {

    private final List<String> lines = new ArrayList<>();

    @Test
    void writesDownWhatWasAskedAndWhatWasShown() {
        RecordingClient client = new RecordingClient(new InMemoryStore(new ManualClock()), "agent 1", lines::add);

        LockOutcome outcome = client.tryAcquire(
                LockRequest.builder("agent-1", "P1").write("a.ts").build());
        client.read();

        List<RecordedCall> calls = RecordedCall.parse(lines);
        assertThat(calls).extracting(RecordedCall::client).containsOnly("agent 1");
        RecordedCall.Answer granted = calls.get(0).answer().orElseThrow();
        assertThat(granted.text()).isEqualTo(Answers.of(outcome)).startsWith("granted 1 lease-1-");
        assertThat(granted.last().before()).isZero();
        assertThat(granted.last().revision()).isEqualTo(1);
        assertThat(granted.last().lastToken()).isEqualTo(1);
        RecordedCall.Answer read = calls.get(1).answer().orElseThrow();
        assertThat(read.last().before()).isEqualTo(1);
        assertThat(read.last().digest()).isEqualTo(granted.last().digest());
        assertThat(read.at()).isGreaterThanOrEqualTo(calls.get(1).invoked());
    }

    @Test
    void whatWasNotAnsweredHasNoAnswer() {
        RecordingClient client = new RecordingClient(new InMemoryStore(new ManualClock()), "agent-1", lines::add);
        client.read();
        lines.remove(1);

        assertThat(RecordedCall.parse(lines))
                .singleElement()
                .satisfies(call -> assertThat(call.answer()).isEmpty());
    }

    @Test
    void aFileKeepsWholeLinesOnly(@TempDir Path temp) throws Exception {
        Path file = temp.resolve("history");
        try (HistoryFile history = HistoryFile.append(file)) {
            history.accept("one");
            history.accept("two");
        }
        assertThat(HistoryFile.lines(file)).containsExactly("one", "two");
        Files.writeString(file, "one\ntw");

        assertThat(HistoryFile.lines(file)).containsExactly("one");
        assertThat(HistoryFile.lines(temp.resolve("missing"))).isEmpty();
    }
}
