package dev.coord.fs.edits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.core.protocol.Views;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.core.protocol.edit.EditedView;
import dev.coord.fs.document.DocumentJson;
import dev.coord.fs.document.Draft;
import dev.coord.fs.document.Sample;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.document.StoredDocument.LogState;
import dev.coord.store.View;
import dev.coord.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Edits that are JSON, but not what coord could keep, or not in time. */
@Timeout(60)
class HostileEditsTest {

    @Test
    void refusesWhatCouldNotBeWrittenAndReadAgain() {
        assertRefused(View.STATE, "{\"note\":" + "[".repeat(65) + "]".repeat(65) + "}", "nested more than 64 deep");
        assertRefused(View.STATE, "{\"" + "n".repeat(5_001) + "\":1}", "more than 5000 characters");
        assertRefused(
                View.STATE,
                "{\"schema_changes\":[{\"feature_id\":\"P1\",\"operation\":\"create\",\"table\":\"" + "t".repeat(5_001)
                        + "\",\"note\":1}]}",
                "more than 5000 characters in 'table'");
        assertRefused(View.STATE, "{\"note\":\"\\ud800\"}", "half a character");
        assertRefused(View.STATE, "{\"shared_resources\":{\"\\udc00\":{}}}", "surrogate");
    }

    @Test
    void refusesIdsThatAreNotTexts() {
        for (String id : new String[] {"null", "7", "true", "{}"}) {
            assertRefused(View.STATE, "{\"completed_features\":[" + id + "]}", "not a text: " + id);
        }
    }

    @Test
    void takesARevisionThatIsNoneOfItsOwnForNone() {
        Edit edit = Edit.of(View.STATE, EditTableTest.document(), "{\"revision\":18446744073709551623}");

        assertThat(edit.after()).isEqualTo(edit.before());
        assertThat(edit.putBack()).first().asString().startsWith("its 'revision' 18446744073709551623 is not known");
    }

    @Test
    void refusesMoreEntriesThanItCouldHandle() {
        assertRefused(View.STATE, "{\"completed_features\":[" + features(50_001) + "]}", "more than 50000 entries");
    }

    @Test
    void understandsManyEntriesInTime() {
        assertIsKept(View.STATE, "{\"completed_features\":[" + features(40_000) + "]}");
        assertIsKept(
                View.STATE,
                "{\"shared_resources\":{"
                        + IntStream.range(0, 20_000)
                                .mapToObj(i -> "\"r" + i + "\":{\"features_using\":[\"P" + i + "\"]}")
                                .collect(Collectors.joining(","))
                        + "}}");
        assertIsKept(
                View.LOCKS,
                "{\"locks\":["
                        + IntStream.range(0, 20_000)
                                .mapToObj(
                                        i -> "{\"file_path\":\"f" + i
                                                + "\",\"locked_by\":\"a\",\"feature_id\":\"P1\",\"operation\":\"read\",\"x\":1}")
                                .collect(Collectors.joining(","))
                        + "]}");
    }

    @Test
    void refusesTextsThatAreNotInUtf8() {
        byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16LE);

        assertThatThrownBy(() -> EditReader.read(View.STATE, utf16))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("it is not JSON");
    }

    private static String features(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"P" + i + "\"").collect(Collectors.joining(","));
    }

    private static void assertIsKept(View view, String text) {
        StoredDocument before = StoredDocument.empty();
        ObjectNode file = EditReader.object(text.getBytes(StandardCharsets.UTF_8));
        StoredDocument merged =
                DocumentEdit.found(view, before, file, ManualClock.START).document();
        StoredDocument kept =
                Draft.of(before, merged, new LogState(0, ""), new Views()).document();

        assertThat(DocumentJson.read(Sample.written(kept), "snapshot.json").equals(kept))
                .isTrue();
    }

    private static void assertRefused(View view, String text, String why) {
        assertThatThrownBy(() -> read(view, text)).isInstanceOf(BadInput.class).hasMessageContaining(why);
    }

    private static EditedView read(View view, String text) {
        return EditReader.read(view, text.getBytes(StandardCharsets.UTF_8));
    }
}
