package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coord.FeatureId;
import dev.coord.fs.document.Sample;
import dev.coord.lock.Lease;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.state.CoordinationState.ActiveFeature;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The specification's shell lines, run by a shell with {@code jq} beside an open store. */
class JqEditTest {

    private static final FeatureId P2 = new FeatureId("P2_user_profile");

    @TempDir
    Path home;

    @BeforeEach
    void needJq() {
        boolean installed = Stream.of(System.getenv("PATH").split(":", -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "jq")));
        assumeTrue(installed, "skipped: there is no jq here");
    }

    @Test
    void stepFiveOfTheSpecificationIsHonouredLineByLine() throws Exception {
        try (DirectoryStore store = DirectoryStore.open(home, new ManualClock())) {
            Lease lease = Sample.granted(
                    store, Sample.request("coord", "app/actions/posts.ts").build());

            jq("state", ".active_features += [\"P2_user_profile\"]");
            assertThat(store.read().state().active())
                    .extracting(ActiveFeature::feature)
                    .containsExactly(P2);

            jq("locks", """
                    .locks += [{
                      "file_path": "app/actions/profile.ts",
                      "locked_by": "implementor-1",
                      "feature_id": "P2_user_profile",
                      "timestamp": "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'",
                      "operation": "write"
                    }]""");
            assertThat(store.read().locks().foreign())
                    .extracting(ForeignLock::lockedBy)
                    .hasToString("[implementor-1]");
            assertThat(
                            shell(
                                    "jq -c '.locks[] | select(.file_path == \"app/actions/profile.ts\")' coordination-locks.json"))
                    .contains("implementor-1");

            jq("locks", ".locks = [.locks[] | select(.locked_by != \"implementor-1\")]");
            assertThat(store.read().locks().foreign()).isEmpty();
            assertThat(store.read().locks().leases()).containsExactly(lease);

            jq("state", ".completed_features += [\"P2_user_profile\"] | .active_features -= [\"P2_user_profile\"]");
            assertThat(store.read().state().completed()).containsExactly(P2);
            assertThat(store.read().state().active()).isEmpty();
        }
    }

    @Test
    void aFileThatIsWrittenInPlaceIsWaitedFor() throws Exception {
        try (DirectoryStore store = DirectoryStore.open(home, new ManualClock())) {
            shell("jq '.current_wave = 5' coordination-state.json > copy && cat copy > coordination-state.json");

            assertThat(store.read().state().currentWave()).isEqualTo(5);
        }
    }

    private void jq(String file, String filter) throws Exception {
        String name = "coordination-" + file + ".json";
        shell("jq '" + filter + "' " + name + " > temp.json && mv temp.json " + name);
    }

    private String shell(String script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("/bin/sh", "-ec", script)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
