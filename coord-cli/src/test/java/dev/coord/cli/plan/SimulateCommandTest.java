package dev.coord.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimulateCommandTest {

    @TempDir
    Path temp;

    private String features;

    @BeforeEach
    void makeFeatures() throws IOException {
        features = Called.file(
                        temp,
                        "features.json",
                        "{\"a\": {\"file_writes\": [\"hot.ts\"]}, \"b\": {\"file_writes\": [\"hot.ts\"]},"
                                + " \"c\": {\"file_writes\": [\"hot.ts\"]}, \"d\": {\"blocked_by\": [\"a\"]}}")
                .toString();
    }

    @Test
    void showsTheTimelineAndWhatCostsMost() {
        Called simulated = Called.coord("simulate", features, "--agents", "2");

        assertThat(simulated.status()).as("%s", simulated).isZero();
        assertThat(simulated.out())
                .contains("Timeline  waves, 2 agents")
                .contains("  a  implementor-1  #############...........................")
                .containsPattern("makespan +30m0s +at least 30m0s \\(hot\\.ts\\)")
                .containsPattern("one agent alone +40m0s +1\\.33 times as long")
                .containsPattern("agents idle +33%")
                .containsPattern("hot\\.ts  3 features +split, it would save 0s and 1 wave");
        assertThat(Called.coord("simulate", features, "--agents", "3").out())
                .containsPattern("hot\\.ts  3 features +split, it would save 10m0s and 1 wave");
    }

    @Test
    void playsEitherSchedule() throws IOException {
        JsonNode document = new JsonMapper()
                .readTree(Called.coord("simulate", features, "--schedule", "continuous", "--json")
                        .out());

        assertThat(document.at("/schedule").asText()).isEqualTo("continuous");
        assertThat(document.at("/timeline")).hasSize(4);
        assertThat(document.at("/bottlenecks/0/subject").asText()).isEqualTo("hot.ts");
        assertThat(document.at("/cost/lower_bounds/waves").asInt()).isEqualTo(3);
    }

    @Test
    void sumsUpByAgentWhereThereAreTooManyRows() throws IOException {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 100; i++) {
            json.append(i == 0 ? "" : ",").append("\"F").append(i).append("\": {}");
        }
        Path many = Called.file(temp, "many.json", json + "}");

        assertThat(Called.coord("simulate", many.toString(), "--agents", "4").out())
                .containsPattern("implementor-4 +25 features +busy for 4h10m")
                .contains("no file or table that is split would make it shorter");
    }

    @Test
    void refusesAnUnknownSchedule() {
        Called simulated = Called.coord("simulate", features, "--schedule", "now");

        assertThat(simulated.status()).isEqualTo(2);
        assertThat(simulated.err()).contains("'now' is none of waves, continuous");
    }
}
