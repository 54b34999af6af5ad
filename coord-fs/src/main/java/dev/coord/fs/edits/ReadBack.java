package dev.coord.fs.edits;

import dev.coord.CoordinationException;
import dev.coord.core.json.snapshot.SnapshotVersions;
import dev.coord.core.protocol.Views;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.fs.document.DocumentJson;
import dev.coord.fs.document.DocumentWriter;
import dev.coord.fs.document.Draft;
import dev.coord.fs.document.StoredDocument;
import dev.coord.store.View;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether what an edit made can be read again once it is written, by the next process and after the next edit. Pure. */
final class ReadBack {

    private static final int LARGEST = 16 << 20;

    private static final String CANNOT = "it holds a value that could not be read again once it was written";

    private ReadBack() {}

    /** Why it cannot; nothing where it can. */
    static Optional<String> objection(StoredDocument before, StoredDocument after) {
        try {
            Draft draft = Draft.of(before, after, after.log(), new Views());
            for (var file : draft.views().entrySet()) {
                byte[] bytes = file.getValue().bytes();
                if (bytes.length > LARGEST) {
                    return Optional.of("with what is there already the file would have " + bytes.length
                            + " bytes, more than " + LARGEST);
                }
                EditReader.read(file.getKey(), bytes);
            }
            ByteBuffer written = new DocumentWriter(new SnapshotVersions()).write(draft.document());
            byte[] bytes = new byte[written.remaining()];
            written.get(bytes);
            StoredDocument again = DocumentJson.read(bytes, "snapshot.json");
            return again.snapshot().equals(draft.document().snapshot())
                            && texts(again).equals(texts(draft.document()))
                    ? Optional.empty()
                    : Optional.of(CANNOT);
        } catch (CoordinationException | IllegalArgumentException | ArithmeticException e) {
            return Optional.of(CANNOT);
        }
    }

    /** A number is of another kind once it is written, but it says the same. */
    private static List<String> texts(StoredDocument document) {
        return Stream.of(View.values())
                .map(view -> document.view(view).extras().json().toString())
                .toList();
    }
}
