package dev.coord.fs.edits;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.SafeText;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.core.spi.FailureText;
import dev.coord.fs.disk.Content;
import dev.coord.fs.disk.Ownership;
import dev.coord.fs.disk.UnusableFile;
import dev.coord.fs.document.StoredDocument.ViewState;
import dev.coord.store.View;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A view's file as it is found: as it should be, or edited, or missing, or of no use.
 *
 * @param view which view
 * @param content what the file holds
 * @param asItShouldBe whether that is what coord wrote last
 * @param edit what it says, where it is not; {@link EditReader} understands it
 */
record EditedFile(View view, Content content, boolean asItShouldBe, Optional<ObjectNode> edit) {

    private static final Logger LOG = LoggerFactory.getLogger(EditedFile.class);
    private static final int LARGEST = 16 << 20;
    private static final int PATIENCE = 10;
    private static final Duration PAUSE = Duration.ofMillis(10);

    /**
     * Reads a view's file. One that cannot be used is put aside, so that nothing of it is lost.
     *
     * @param likely what it held the last time
     */
    static EditedFile read(View view, Path file, Content likely, ViewState state, Ownership ours, Instant now)
            throws IOException {
        for (int tries = 0; ; tries++) {
            try {
                Content content = Content.of(file, likely);
                if (content.isMissing() || content.digest().equals(state.digest())) {
                    return new EditedFile(view, content, !content.isMissing(), Optional.empty());
                }
                return new EditedFile(view, content, false, Optional.of(edit(view, file, content, ours)));
            } catch (BadInput e) {
                if (tries == PATIENCE) {
                    return rejected(view, file, String.valueOf(e.getMessage()), now);
                }
            } catch (UnusableFile e) {
                return rejected(view, file, "it " + e.what(), now);
            } catch (AccessDeniedException e) {
                Optional<String> objection = ours.objection(file);
                if (objection.isEmpty()) {
                    throw e;
                }
                return rejected(view, file, "it " + objection.get(), now);
            }
            LockSupport.parkNanos(PAUSE.toNanos()); // a shell's '>' empties the file before it writes it
        }
    }

    private static ObjectNode edit(View view, Path file, Content content, Ownership ours) throws IOException {
        ours.require(file);
        if (content.bytes().length > LARGEST) {
            throw new UnusableFile(file, "has " + content.bytes().length + " bytes, more than " + LARGEST);
        }
        return EditReader.understood(view, content.bytes());
    }

    static EditedFile rejected(View view, Path file, String why, Instant now) throws IOException {
        putAside(file, why, now);
        return new EditedFile(view, Content.MISSING, false, Optional.empty());
    }

    /** Whether it says something else than coord wrote. */
    boolean isEdited() {
        return edit.isPresent();
    }

    private static void putAside(Path file, String why, Instant now) throws IOException {
        String name = file.getFileName() + ".rejected-" + now.toString().replaceAll("[:-]", "");
        Path aside = file.resolveSibling(name);
        for (int i = 2; Files.exists(aside, LinkOption.NOFOLLOW_LINKS); i++) {
            aside = file.resolveSibling(name + "-" + i);
        }
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            return; // taken away meanwhile
        } catch (IOException e) {
            throw new UnusableFile(
                    file, "is of no use (" + why + ") and cannot be moved aside (" + FailureText.of(e) + ")");
        }
        LOG.warn(
                "cannot use '{}' as it was edited: {}; it is kept as '{}' and the last good state stays in force",
                file,
                SafeText.line(why),
                aside);
    }
}
