package dev.coord.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
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
        assertThat(document.fieldNames())
                .toIterable()
                .containsExactly(
                        "format", "waves", "assignments", "conflicts", "hidden_dependencies", "overlap", "costs");
        assertThat(document.at("/waves/1/features")).hasSize(2);
        assertThat(document.at("/assignments/1/agents/0/file_lock_requests/0").asText())
                .isEqualTo("app/actions/profile.ts");
        assertThat(plan.err()).isEmpty();
    }

    @Test
    void aNameThatIsADirectoryWhereOneStandsCountsAsOne() throws IOException {
        Path repository = Files.createDirectories(temp.resolve("work/.git")).getParent();
        Files.createDirectories(repository.resolve("src/deep"));
        Files.createDirectories(repository.resolve("Ärger/x"));
        String file = Called.file(
                        temp,
                        "names.json",
                        "{\"A\":{\"file_writes\":[\"src\"]},\"B\":{\"file_writes\":[\"**/*.ts\"]},"
                                + "\"C\":{\"file_writes\":[\"Ärger/x\",\"Makefile\"]},\"D\":{\"file_writes\":[\"*/deep\"]}}")
                .toString();

        Called plan = Called.coord("plan", file, "--repo", repository.toString(), "--json");
        Called outside = Called.coord("plan", file, "--repo", temp.toString(), "--json");

        JsonNode document = new JsonMapper().readTree(plan.out());
        assertThat(document.at("/directories").findValuesAsText("counts_as"))
                .containsExactly("*/deep/", "src/", "Ärger/x/");
        assertThat(plan.err()).contains("'src' counts as the directory 'src/', which it is in the repository");
        assertThat(document.path("waves")).hasSize(3);
        assertThat(new JsonMapper().readTree(outside.out()).path("waves")).hasSize(1);
    }

    @Test
    void warnsAndPlansAllTheSame() throws IOException {
        Path file = Called.file(temp, "warn.json", "{\"A\":{\"file_writes\":[\"~/x\"]}}");

        Called plan = Called.coord("plan", file.toString(), "--json", "--repo", temp.toString());

        assertThat(plan.status()).isZero();
        assertThat(plan.err()).contains("warn.json:1:22: warning UNLIKELY_PATH /A/file_writes/0: path '~/x'");
        assertThat(new JsonMapper()
                        .readTree(plan.out())
                        .at("/warnings/0/pointer")
                        .asText())
                .isEqualTo("/A/file_writes/0");
    }

    @Test
    void pricesBothPoliciesBesideTheLowerBounds() throws IOException {
        String contended = contended();

        Called serialized = Called.coord("plan", contended, "--agents", "2");
        Called optimistic = Called.coord("plan", contended, "--agents", "2", "--overlap", "optimistic");

        assertThat(serialized.out())
                .contains("serialized: P4 after P1", "  serialize   2 waves, at least 2 (longest chain)")
                .contains("the merge decides on 1 path");
        assertThat(optimistic.out()).contains("middleware.ts (left to the merge)");
    }

    @Test
    void suggestsHiddenDependenciesOrSaysWhyTheyCannotBeDeclared() throws IOException {
        Path file = Called.file(
                temp,
                "hidden.json",
                "{\"a\": {\"file_reads\": [\"b.ts\"]}, \"b\": {\"file_writes\": [\"b.ts\"], \"file_reads\": [\"c.ts\"]},"
                        + " \"c\": {\"file_writes\": [\"c.ts\"], \"file_reads\": [\"b.ts\"]}}");

        assertThat(Called.coord("plan", file.toString()).out())
                .contains("a reads b.ts of b", "add \"b\" to blocked_by of a")
                .contains("blocked_by would close a circle: b -> c -> b");
    }

    @Test
    void drawsThePlan() throws IOException {
        String contended = contended();

        assertThat(Called.coord("plan", contended, "--format", "mermaid").out())
                .isEqualTo(String.join(
                        "\n",
                        "flowchart LR",
                        "  subgraph wave0[\"wave 0\"]",
                        "    f0[\"P1\"]",
                        "  end",
                        "  subgraph wave1[\"wave 1\"]",
                        "    f1[\"P2\"]",
                        "    f2[\"P4\"]",
                        "  end",
                        "  f0 --> f1",
                        "  f0 -. \"middleware.ts\" .-> f2",
                        ""));
        assertThat(Called.coord("plan", contended, "--format", "dot").out())
                .startsWith("digraph plan {")
                .contains("  \"P1\" -> \"P4\" [style=dashed, label=\"middleware.ts\"];")
                .endsWith("}\n");
        assertThat(Called.coord("plan", contended, "--format", "json").out())
                .isEqualTo(Called.coord("plan", contended, "--json").out());
    }

    @Test
    void refusesTwoFormatsAndUnknownWords() throws IOException {
        String contended = contended();

        Called two = Called.coord("plan", contended, "--json", "--format", "dot");
        Called policy = Called.coord("plan", contended, "--overlap", "hope");

        assertThat(two.status()).isEqualTo(2);
        assertThat(two.err()).contains("ask for two things");
        assertThat(policy.status()).isEqualTo(2);
        assertThat(policy.err()).contains("'hope' is none of serialize, optimistic");
    }

    @Test
    void tellsOfAFileThatManyWriteInOneLine() throws IOException {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 300; i++) {
            json.append(i == 0 ? "" : ",").append("\"F").append(i).append("\": {\"file_writes\": [\"hot.ts\"]}");
        }
        Path file = Called.file(temp, "hot.json", json + "}");

        Called plan = Called.coord("plan", file.toString());

        assertThat(plan.out()).contains("hot.ts  300 features: F0, F1, F10, ...", "300 waves, at least 300 (hot.ts)");
        assertThat(plan.out().lines().filter(line -> line.contains("file_write_conflict")))
                .hasSize(1);
    }

    private String contended() throws IOException {
        return Called.file(
                        temp,
                        "contended.json",
                        "{\"P1\": {\"file_writes\": [\"middleware.ts\"]}, \"P2\": {\"blocked_by\": [\"P1\"]},"
                                + " \"P4\": {\"file_writes\": [\"middleware.ts\"]}}")
                .toString();
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
        Called.file(temp, "coordination-state.json", "{\"completed_features\": [\"P1_user_auth\"]}");

        Called unknown = Called.coord("plan", later.toString());
        Called known = Called.coord(Map.of("COORD_DIR", temp.toString()), "plan", later.toString());

        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).contains("UNKNOWN_FEATURE");
        assertThat(known.status()).as("%s", known).isZero();
    }

    @Test
    void goesByTheLastGoodStateAndLeavesAnEditThatCannotBeRead() throws IOException {
        Path state = Called.file(temp, "coordination-state.json", "{\"completed_features\": [");

        Called plan = Called.coord("plan", features, "--dir", temp.toString());

        assertThat(plan.status()).isZero();
        assertThat(state).hasContent("{\"completed_features\": [");
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
