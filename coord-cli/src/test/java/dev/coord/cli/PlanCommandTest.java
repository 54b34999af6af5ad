package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {

    @TempDir
    Path temp;

    private String features;

    @BeforeEach
    void makeFeatures() throws IOException {
        features = Called.specification(temp).toString();
    }

    @Test
    void showsConflictsWavesAndAssignments() {
        Called plan = Called.coord("plan", features, "--agents", "2", "--repo", temp.toString());

        assertThat(plan.status()).as("%s", plan).isZero();
        assertThat(plan.out())
                .contains("CRITICAL  schema_conflict: P1_user_auth, P2_user_profile", "already ordered by a dependency")
                .contains("  1  P2_user_profile, P3_posts  after wave 0")
                .contains("wave 1  implementor-2  P3_posts", "components/PostList.tsx");
        assertThat(plan.err()).isEmpty();
    }

    @Test
    void printsOneDocumentWithTheSpecificationsFields() throws IOException {
        Called plan = Called.coord("plan", features, "--json");

        JsonNode document = new JsonMapper().readTree(plan.out());
        assertThat(document.fieldNames()).toIterable().containsExactly("waves", "assignments", "conflicts");
        assertThat(document.at("/waves/1/features")).hasSize(2);
        assertThat(document.at("/assignments/1/agents/0/file_lock_requests/0").asText())
                .isEqualTo("app/actions/profile.ts");
        assertThat(plan.err()).isEmpty();
    }

    @Test
    void writesNothingEvenWhereADirectoryIsNamed() throws IOException {
        Path state = Files.createDirectories(temp.resolve("coordination"));
        Called.file(state, "coordination-state.json", "{\"completed_features\": []}");

        Called.coord("plan", features, "--dir", state.toString());
        Called.coord("plan", features, "--dir", temp.resolve("none").toString());

        assertThat(names(temp)).containsExactlyInAnyOrder("coordination", "features.json");
        assertThat(names(state)).containsExactly("coordination-state.json");
    }

    @Test
    void acceptsWhatTheDirectoryKnowsAsCompleted() throws IOException {
        Path later = Called.file(temp, "later.json", "{\"P2\": {\"blocked_by\": [\"P1_user_auth\"]}}");
        Called.file(temp, "coordination-state.json", "{\"completed_features\": [\"P1_user_auth\", \"not an id\", 7]}");

        Called unknown = Called.coord("plan", later.toString());
        Called known = Called.coord(Map.of("COORD_DIR", temp.toString()), "plan", later.toString());

        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("UNKNOWN_FEATURE");
        assertThat(known.status()).as("%s", known).isZero();
    }

    @Test
    void namesTheStateThatCannotBeRead() throws IOException {
        Called.file(temp, "coordination-state.json", "{\"completed_features\": [");

        Called plan = Called.coord("plan", features, "--dir", temp.toString());

        assertThat(plan.status()).isEqualTo(2);
        assertThat(plan.err()).contains("coordination-state.json").hasLineCount(1);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
