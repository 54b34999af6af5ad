package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.LeaseLost;
import dev.coord.core.Coordinator;
import dev.coord.core.lease.HeldLease;
import dev.coord.core.lease.LeaseCare;
import dev.coord.core.lease.LeaseListener;
import dev.coord.fs.document.Sample;
import dev.coord.lock.Lease;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A held lease whose rows somebody edits with {@code jq} and {@code mv}. Reading 8. */
class HeldLeaseTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path home;

    private final CompletableFuture<LeaseLost> lost = new CompletableFuture<>();
    private DirectoryStore store;
    private HeldLease held;

    @BeforeEach
    void hold() {
        store = DirectoryStore.open(home, new ManualClock());
        Lease lease =
                Sample.granted(store, Sample.request("holder", "a.ts", "b.ts").build());
        held = new Coordinator(store).hold(lease, LeaseCare.RENEWED.telling(new LeaseListener() {
            @Override
            public void lost(Lease last, LeaseLost loss) {
                lost.complete(loss);
            }
        }));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void isLostWhenItsRowsAreRemoved() throws IOException {
        edit(file -> file.putArray("locks"));

        assertThat(loss()).hasMessageContaining(held.id().value());
        assertThatThrownBy(held::requireHeld).isInstanceOf(LeaseLost.class);
        assertThatThrownBy(held::close).isInstanceOf(LeaseLost.class);
    }

    @Test
    void isLostWhenOneOfItsRowsIsRemovedAndGivesBackTheRest() throws IOException {
        edit(file -> ((ArrayNode) file.get("locks")).remove(0));

        assertThat(loss()).hasMessageContaining("'a.ts'");
        assertThatThrownBy(held::requireHeld).isInstanceOf(LeaseLost.class).hasMessageContaining("'a.ts'");
        assertThatThrownBy(held::close).isInstanceOf(LeaseLost.class);
        assertThat(store.read().locks().leases()).isEmpty();
    }

    @Test
    void livesThroughAnEditOfOthers() throws IOException {
        edit(file -> ((ArrayNode) file.get("locks"))
                .addObject()
                .put("file_path", "c.ts")
                .put("locked_by", "shell")
                .put("feature_id", "P9")
                .put("timestamp", "2025-10-30T14:30:00Z")
                .put("operation", "write"));

        held.requireHeld();

        assertThat(lost).isNotDone();
        held.close();
        assertThat(store.read().locks().foreign()).hasSize(1);
    }

    private LeaseLost loss() {
        return lost.orTimeout(60, TimeUnit.SECONDS).join();
    }

    private void edit(Consumer<ObjectNode> edit) throws IOException {
        Path file = home.resolve("coordination-locks.json");
        ObjectNode json = (ObjectNode) JSON.readTree(file.toFile());
        edit.accept(json);
        Path temp = home.resolve("temp.json");
        Files.writeString(temp, json.toPrettyString());
        Files.move(temp, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
