package dev.coord.cli.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import dev.coord.cli.CoordProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What status tells of features of other feature files than the latest once they are taken back. */
class TakenBackStatusIT {

    @TempDir
    Path temp;

    private Path repository;

    @Test
    void tellsWhatWasTakenBackAndIsInNoneOfTheStoredFeatures() throws Exception {
        repository = CoordProcess.repository(temp.toRealPath().resolve("repo"), "README", "hello\n");
        String first = run("a", "b");
        run("c", "d");
        rollback("a");
        rollback("c");

        JsonNode status = new JsonMapper().readTree(coord("status", "--json").out());
        assertThat(status.at("/taken_back")).hasSize(1);
        assertThat(status.at("/taken_back/0/feature_id").asText()).isEqualTo("a");
        assertThat(status.at("/taken_back/0/run").asText()).isEqualTo(first);
        assertThat(status.at("/taken_back/0/wave").asInt()).isZero();
        assertThat(status.at("/features").findValuesAsText("feature_id")).containsExactly("c", "d", "b");
        assertThat(coord("status").out())
                .contains("taken back  a  of wave 0 of run " + first + "; run its feature file again");

        run("a");

        JsonNode later = new JsonMapper().readTree(coord("status", "--json").out());
        assertThat(later.at("/taken_back").findValuesAsText("feature_id"))
                .as("of the file that is not the latest any more")
                .containsExactly("c");
    }

    @Test
    void saysNothingOfARepositoryThatIsNotThere() throws Exception {
        Path home = temp.resolve("home");
        Path features = Files.writeString(temp.resolve("features.json"), "{\"a\": {}}");
        assertThat(Called.coord("init", features.toString(), "--dir", home.toString())
                        .status())
                .isZero();

        for (Path place : List.of(temp.resolve("none"), temp)) {
            Called status = Called.coord("status", "--dir", home.toString(), "--repo", place.toString());

            assertThat(status.status()).as("%s", status).isZero();
            assertThat(status.err()).isEmpty();
        }
    }

    private String run(String... features) throws Exception {
        StringBuilder file = new StringBuilder();
        for (String feature : features) {
            file.append(file.isEmpty() ? "{" : ", ").append('"').append(feature).append("\": {}");
        }
        Path declared = Files.writeString(temp.resolve(features[0] + ".json"), file + "}");
        Called run = coord("run", declared.toString(), "--agent", "echo it > $COORD_FEATURE");
        assertThat(run.status()).as("%s", run).isZero();
        return CoordProcess.git(repository, "log", "-1", "--format=%(trailers:key=Coord-Run,valueonly)")
                .out()
                .strip();
    }

    private void rollback(String feature) {
        Called back = coord("rollback", "--feature", feature);
        assertThat(back.status()).as("%s", back).isZero();
    }

    private Called coord(String... words) {
        String[] all = java.util.Arrays.copyOf(words, words.length + 2);
        all[words.length] = "--repo";
        all[words.length + 1] = repository.toString();
        return Called.coord(all);
    }
}
