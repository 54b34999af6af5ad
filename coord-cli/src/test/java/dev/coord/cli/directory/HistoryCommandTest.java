package dev.coord.cli.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.cli.Called;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HistoryCommandTest {

    @TempDir
    Path directory;

    private String home = "";

    @BeforeEach
    void storeTheFeatures() throws Exception {
        home = directory.resolve("dir").toString();
        String features = Called.file(directory, "f.json", "{\"A\": {\"file_writes\": [\"a\"]}, \"B\": {}}")
                .toString();
        coord("init", features);
        coord("start", "A", "--agent", "first");
    }

    private Called coord(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--dir", home));
        return Called.coord(all.toArray(String[]::new));
    }

    private static List<JsonNode> lines(String printed) throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : printed.lines().toList()) {
            lines.add(new JsonMapper().readTree(line));
        }
        return lines;
    }

    @Test
    void printsEachEntryOnALineOfItsOwn() throws Exception {
        JsonNode whole = new JsonMapper().readTree(coord("history", "--json").out());

        List<JsonNode> lines = lines(coord("history", "--json=lines").out());

        assertThat(lines).hasSameSizeAs(whole.path("history")).isNotEmpty();
        assertThat(lines).allMatch(line -> line.path("format").asText().equals("coord.history-event/1"));
        assertThat(lines.get(lines.size() - 1).path("event"))
                .isEqualTo(whole.path("history").get(lines.size() - 1).path("event"));
    }

    @Test
    void followsWhatOthersDoAndLeavesOutWhatItWasNotAskedFor() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FutureTask<Called> following = new FutureTask<>(() ->
                Called.coordTo(out, Map.of(), "history", "--follow", "--json=lines", "--feature", "B", "--dir", home));
        Thread follower = new Thread(following, "history-follower");
        follower.start();
        try {
            coord("start", "B", "--agent", "second");
            await().until(() -> text(out).contains("\"active\""));
            coord("complete", "B", "--agent", "second");
            await().until(() -> text(out).contains("\"completed\""));
        } finally {
            follower.interrupt();
        }
        following.get();

        assertThat(lines(text(out)))
                .filteredOn(line -> line.path("event").asText().equals("feature"))
                .extracting(line -> line.path("feature") + " " + line.path("to").asText())
                .containsExactly("\"B\" active", "\"B\" completed");
    }

    @Test
    void hasNoOneDocumentWhereThereIsNoEnd() {
        Called called = coord("history", "--follow", "--json");

        assertThat(called.status()).isEqualTo(2);
        assertThat(called.err()).contains("--json=lines");
    }

    private static String text(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8);
    }
}
