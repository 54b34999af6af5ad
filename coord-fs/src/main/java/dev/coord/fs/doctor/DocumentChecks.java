package dev.coord.fs.doctor;

import dev.coord.CoordinationException;
import dev.coord.CoordinationException.BadInput;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.fs.disk.Content;
import dev.coord.fs.disk.DirectoryLayout;
import dev.coord.fs.disk.UnusableFile;
import dev.coord.fs.document.DocumentHead;
import dev.coord.fs.document.DocumentJson;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.document.StoredDocument.ViewState;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The snapshot, and whether the protocol's files agree with it. */
final class DocumentChecks {

    private final Path home;
    private final Findings findings;
    private Optional<StoredDocument> document = Optional.empty();

    DocumentChecks(Path home, Findings findings) {
        this.home = home;
        this.findings = findings;
    }

    /** The document, where it can be read. */
    Optional<StoredDocument> carryOut() {
        findings.check(DirectoryChecks.SNAPSHOT, this::snapshot);
        document.ifPresent(known -> {
            for (View view : View.values()) {
                findings.check(view.fileName(), () -> view(view, known.view(view)));
            }
        });
        return document;
    }

    private void snapshot() throws IOException {
        Path truth = new DirectoryLayout(home).truth();
        Content content = Content.of(truth);
        if (content.isMissing()) {
            findings.error(
                    DirectoryChecks.SNAPSHOT,
                    "'" + truth + "' is missing",
                    "restore it from a copy; or stop everything that uses the directory and move it away to begin anew");
            return;
        }
        try {
            document = Optional.of(DocumentJson.read(content.bytes(), truth.toString()));
        } catch (CoordinationException e) {
            findings.error(DirectoryChecks.SNAPSHOT, String.valueOf(e.getMessage()), "");
            return;
        }
        Snapshot snapshot = document.get().snapshot();
        findings.ok(
                DirectoryChecks.SNAPSHOT,
                "revision " + snapshot.revision() + ", "
                        + snapshot.locks().leases().size() + " leases, "
                        + snapshot.locks().queue().size() + " waiting, format " + DocumentHead.FORMAT);
    }

    private void view(View view, ViewState state) throws IOException {
        Content content;
        try {
            content = Content.of(home.resolve(view.fileName()));
        } catch (UnusableFile e) {
            findings.warning(
                    view.fileName(), "it " + e.what(), "coord doctor --repair moves it aside and writes it anew");
            return;
        }
        if (content.isMissing()) {
            findings.warning(view.fileName(), "is missing", "coord doctor --repair writes it, as any command does");
        } else if (state.wrote(content)) {
            findings.ok(view.fileName(), "is what coord wrote, at revision " + state.revision());
        } else {
            edited(view, content);
        }
    }

    private void edited(View view, Content content) {
        try {
            EditReader.read(view, content.bytes());
            findings.ok(view.fileName(), "was edited; the next command honours it");
        } catch (BadInput e) {
            findings.warning(
                    view.fileName(),
                    "cannot be used as it was edited: " + e.getMessage(),
                    "mend it; coord doctor --repair, as any command, keeps it aside and writes the last good state");
        }
    }
}
