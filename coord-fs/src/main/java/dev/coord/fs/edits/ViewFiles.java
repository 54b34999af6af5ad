package dev.coord.fs.edits;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.coord.CoordinationException.BadInput;
import dev.coord.SafeText;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.core.protocol.edit.PutBack;
import dev.coord.fs.disk.AtomicFile;
import dev.coord.fs.disk.Content;
import dev.coord.fs.disk.Ownership;
import dev.coord.fs.disk.SafeFile;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.document.StoredDocument.ViewState;
import dev.coord.store.Durability;
import dev.coord.store.View;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of the protocol, which others may edit at any time. {@link #now} is safe from any thread, the rest for one. */
public final class ViewFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ViewFiles.class);

    private final Path home;
    private final Ownership ours;
    private Map<View, Content> loaded = new EnumMap<>(View.class);

    /** The files of that directory. */
    public ViewFiles(Path home, Ownership ours) {
        this.home = home;
        this.ours = ours;
    }

    /** What they hold now. */
    public Map<View, Content> now() throws IOException {
        Map<View, Content> views = new EnumMap<>(View.class);
        for (View view : View.values()) {
            views.put(view, Content.of(file(view), SafeFile.LARGEST));
        }
        return views;
    }

    /** Whether they hold that still. */
    public boolean areStill(Map<View, Content> views) throws IOException {
        for (View view : View.values()) {
            Content last = views.get(view);
            if (last == null || !last.isStillIn(file(view))) {
                return false;
            }
        }
        return true;
    }

    /** What they held when they were last loaded or written. */
    public Map<View, Content> loaded() {
        return Map.copyOf(loaded);
    }

    /**
     * Reads them, and takes over what others edited. What cannot be used is put aside.
     *
     * @return the document itself where nothing was edited
     */
    public StoredDocument load(StoredDocument document, Instant now) throws IOException {
        Map<View, Content> found = new EnumMap<>(View.class);
        StoredDocument merged = document;
        for (View view : View.values()) {
            EditedFile file = EditedFile.read(
                    view, file(view), loaded.getOrDefault(view, Content.MISSING), merged.view(view), ours, now);
            if (file.isEdited()) {
                try {
                    merged = honour(view, merged, file.edit().orElseThrow(), now);
                } catch (BadInput e) {
                    file = EditedFile.rejected(view, file(view), String.valueOf(e.getMessage()), now);
                }
            }
            if (!file.isEdited() && !file.asItShouldBe()) {
                ViewState state = merged.view(view);
                merged = merged.with(view, state.stale(state.extras()));
            }
            found.put(view, file.content());
        }
        loaded = found;
        return merged;
    }

    private StoredDocument honour(View view, StoredDocument document, ObjectNode file, Instant now) {
        DocumentEdit merge = DocumentEdit.found(view, document, file, now);
        if (!merge.putBack().isEmpty()) {
            LOG.warn(
                    "an edit of '{}' was taken over in part: {}",
                    file(view),
                    SafeText.line(PutBack.message(merge.putBack())));
        }
        return merge.document();
    }

    /**
     * Lets somebody edit a file as it was loaded.
     *
     * @return the document with the edit; nothing where it changes nothing
     * @throws BadInput if it is not what the protocol says, or anything of it would be put back
     */
    public Optional<StoredDocument> edited(
            View view, UnaryOperator<byte[]> edit, StoredDocument document, Instant now) {
        Content found = loaded.getOrDefault(view, Content.MISSING);
        Content made = Content.of(edit.apply(found.bytes().clone()));
        if (made.equals(found)) {
            return Optional.empty();
        }
        DocumentEdit merge = DocumentEdit.made(view, document, EditReader.understood(view, made.bytes()), now);
        if (!merge.putBack().isEmpty()) {
            throw new BadInput(PutBack.message(merge.putBack()));
        }
        return Optional.of(merge.document());
    }

    /**
     * Writes files, of those that are not as they should be.
     *
     * @param wanted what changes
     * @param again whether to write the others as well, which may not be on the disk
     * @return whether all were written; not those that were edited since they were loaded, which stay as they are
     */
    public boolean write(Map<View, Content> wanted, boolean again, Durability durability) throws IOException {
        boolean all = true;
        for (Map.Entry<View, Content> known : Map.copyOf(loaded).entrySet()) {
            View view = known.getKey();
            Content found = known.getValue();
            Content next = wanted.getOrDefault(view, found);
            if (again || !next.equals(found)) {
                boolean written = AtomicFile.replace(file(view), found, next, ours, durability);
                all &= written;
                if (written) {
                    loaded.put(view, next);
                }
            }
        }
        return all;
    }

    private Path file(View view) {
        return home.resolve(view.fileName());
    }
}
