package dev.coord.core.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.answer.command.ErrorAnswer;
import dev.coord.core.answer.directory.EditAnswer;
import dev.coord.core.answer.directory.HistoryAnswer;
import dev.coord.store.History.HistoryEntry;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerTest {

    private static final Answer EDITED = EditAnswer.of(7);
    private static final HistoryEntry GAP = HistoryEntry.gap(5, 7, Instant.EPOCH);

    @Test
    void isADocumentOfSeveralLinesAndOneLine() {
        assertThat(EDITED.document())
                .isEqualTo("{\n  \"format\": \"coord.edit/1\",\n  \"result\": \"edited\",\n  \"revision\": 7\n}\n");
        assertThat(EDITED.line()).isEqualTo("{\"format\":\"coord.edit/1\",\"result\":\"edited\",\"revision\":7}");
    }

    @Test
    void writesTheSameToWhateverTakesText() {
        StringWriter writer = new StringWriter();
        EDITED.write(writer);
        writer.append("behind");

        assertThat(writer).hasToString(EDITED.document() + "behind");
    }

    @Test
    void hasNoLineEndInItsLine() {
        Answer failed = ErrorAnswer.of(ExitCode.FAILED, "a\u2028b\u0085c\nd", List.of());

        assertThat(failed.line()).contains("a\\u2028b\\u0085c\\nd").doesNotContain("\n", "\u2028", "\u0085");
    }

    @Test
    void writesAHistoryEntryByEntry() {
        String entry = "{\"revision\":7,\"since\":5,\"at\":\"1970-01-01T00:00:00Z\",\"event\":\"gap\"}";
        StringWriter streamed = new StringWriter();
        HistoryAnswer.write(List.of(GAP, GAP).stream(), streamed);

        assertThat(streamed)
                .hasToString(
                        "{\"format\": \"coord.history/1\", \"history\": [\n  " + entry + ",\n  " + entry + "\n]}\n");
        assertThat(HistoryAnswer.of(List.of(GAP, GAP)).document()).isEqualTo(streamed.toString());
        assertThat(HistoryAnswer.of(List.of(GAP)).line())
                .isEqualTo("{\"format\":\"coord.history/1\",\"history\":[" + entry + "]}");
        assertThat(HistoryAnswer.of(List.of()).document())
                .isEqualTo("{\"format\": \"coord.history/1\", \"history\": [\n]}\n");
    }
}
