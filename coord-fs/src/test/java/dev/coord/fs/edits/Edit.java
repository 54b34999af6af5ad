package dev.coord.fs.edits;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.core.protocol.Views;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.fs.disk.Content;
import dev.coord.fs.document.Draft;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.document.StoredDocument.LogState;
import dev.coord.store.View;
import dev.coord.testkit.ManualClock;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What becomes of an edit of a view, without a file: taken over, put back with words, or refused. */
public record Edit(String before, String edited, String after, List<String> putBack, Optional<String> refused) {

    static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** A document whose views are as they were written. */
    static StoredDocument written(StoredDocument document) {
        return Draft.of(StoredDocument.empty(), document, new LogState(0, ""), new Views())
                .document();
    }

    static String text(View view, StoredDocument document) {
        return new String(
                new Views()
                        .render(
                                view,
                                document.snapshot(),
                                document.view(view).revision(),
                                document.view(view).extras()),
                StandardCharsets.UTF_8);
    }

    static Edit of(View view, StoredDocument before, String edited) {
        String was = text(view, before);
        Content content = Content.of(edited.getBytes(StandardCharsets.UTF_8));
        try {
            ObjectNode file = EditReader.understood(view, content.bytes());
            DocumentEdit merge = DocumentEdit.found(view, before, file, ManualClock.START);
            StoredDocument merged = merge.document();
            StoredDocument after =
                    Draft.of(before, merged, new LogState(0, ""), new Views()).document();
            return new Edit(was, edited, text(view, after), merge.putBack(), Optional.empty());
        } catch (BadInput e) {
            return new Edit(was, edited, was, List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    public static ObjectNode tree(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
