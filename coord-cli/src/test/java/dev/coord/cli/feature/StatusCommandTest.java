package dev.coord.cli.feature;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusCommandTest {

    @TempDir
    Path temp;

    @BeforeEach
    void begin() throws IOException {
        coord("init", Called.specification(temp).toString());
        coord("start", "P1_user_auth", "--agent", "implementor-1");
    }

    @Test
    void showsWhoWorksAndWhatWaits() {
        String status = coord("status").out();

        assertThat(status)
                .containsPattern("wave 0 +active +P1_user_auth +implementor-1")
                .containsPattern("wave 1 +pending +P3_posts +waits for P1_user_auth")
                .contains("no locks are held and nobody waits");
    }

    @Test
    void printsTheStateWithTheSpecificationsFields() throws IOException {
        coord("lock", "acquire", "--agent", "implementor-1", "--feature", "P1_user_auth", "--write", "middleware.ts");

        JsonNode status = new JsonMapper().readTree(coord("status", "--json").out());

        assertThat(status.path("current_wave").asInt()).isZero();
        assertThat(status.path("completed_features")).isEmpty();
        assertThat(status.at("/active_features/0").asText()).isEqualTo("P1_user_auth");
        assertThat(status.at("/shared_resources/supabase_auth/features_using/0").asText())
                .isEqualTo("P1_user_auth");
        assertThat(status.at("/features/0/agent_id").asText()).isEqualTo("implementor-1");
        assertThat(status.at("/locks/0/file_path").asText()).isEqualTo("middleware.ts");
        assertThat(status.path("run").isNull()).isTrue();
    }

    @Test
    void worksOnAnEmptyDirectory() {
        Called status = Called.coord("status", "--dir", temp.resolve("new").toString());

        assertThat(status.status()).isZero();
        assertThat(status.out()).contains("none are stored");
    }

    @Test
    void conflictsAreShownAsTheLogHasThem() throws IOException {
        assertThat(coord("conflicts").out()).isEqualTo("no conflicts were logged\n");
        coord("start", "P3_posts", "--agent", "implementor-2");

        assertThat(coord("conflicts").out())
                .matches("(?s)\\[[0-9TZ:-]+] CONFLICT: dependency_violation\nFeatures: P3_posts, P1_user_auth\n"
                        + "Prerequisite: P1_user_auth\nResolution: .*\n");
        JsonNode log = new JsonMapper().readTree(coord("conflicts", "--json").out());
        assertThat(log.at("/conflicts/0/severity").asText()).isEqualTo("CRITICAL");
        assertThat(log.at("/conflicts/0/prerequisites/0").asText()).isEqualTo("P1_user_auth");
    }

    private Called coord(String... args) {
        return Called.coord(Stream.concat(Stream.of(args), Stream.of("--dir", temp.toString()))
                .toArray(String[]::new));
    }
}
