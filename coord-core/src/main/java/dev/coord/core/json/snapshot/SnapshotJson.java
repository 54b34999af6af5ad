package dev.coord.core.json.snapshot;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.json.DocumentTree;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonText;
import dev.coord.core.json.ParserMessage;
import dev.coord.core.json.Pieces;
import dev.coord.core.json.run.RunJson;
import dev.coord.core.json.state.FeatureSetJson;
import dev.coord.core.json.state.LocksJson;
import dev.coord.core.json.state.StateJson;
import dev.coord.store.Snapshot;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The private document a store keeps a snapshot in: one JSON object in ASCII that carries the number of its format.
 * Nothing is lost: what {@link #read} makes of what {@link #write} made is equal to the snapshot. Safe for use by several
 * threads.
 */
public final class SnapshotJson {

    /** The format that is written, and the latest that is read. */
    public static final int FORMAT = 1;

    private SnapshotJson() {}

    /**
     * Writes a snapshot.
     *
     * @param snapshot the snapshot
     * @return the document
     */
    public static byte[] write(Snapshot snapshot) {
        return JsonText.compact(out -> write(out, snapshot));
    }

    public static void write(FieldWriter out, Snapshot snapshot) {
        writeHead(out, snapshot);
        out.optionalObject("features", snapshot.features(), FeatureSetJson::write)
                .object("locks", snapshot.locks(), LocksJson::write)
                .object("state", snapshot.state(), StateJson::write)
                .optionalObject("run", snapshot.run(), RunJson::write);
    }

    static void writeHead(FieldWriter out, Snapshot snapshot) {
        out.number("format", FORMAT).number("revision", snapshot.revision());
    }

    /**
     * Reads a snapshot. Fields that this version does not know are ignored.
     *
     * @param document what {@link #write} of this or an earlier version made
     * @return the snapshot
     * @throws StoreFailed if the document is corrupt or of a later format; it says what is wrong and where
     */
    public static Snapshot read(byte[] document) {
        return read(document, null);
    }

    /** The same, for which pieces that were read before are not read anew. */
    public static Snapshot read(byte[] document, @Nullable Pieces before) {
        FieldReader in = FieldReader.of(tree(document, before), before);
        requireFormat(in);
        return new Snapshot(
                in.number("revision"),
                in.optionalObject("features", FeatureSetJson::read),
                in.object("locks", LocksJson::read),
                in.object("state", StateJson::read),
                in.optionalObject("run", RunJson::read));
    }

    static void requireFormat(FieldReader in) {
        int format = in.count("format");
        if (format != FORMAT) {
            throw new StoreFailed(
                    "cannot read coord's snapshot: it has format " + format + " and this version reads format " + FORMAT
                            + "; use the version of coord that wrote it, or a later one");
        }
    }

    static Object tree(byte[] document, @Nullable Pieces pieces) {
        try {
            return DocumentTree.read(document, pieces);
        } catch (IOException e) {
            throw new StoreFailed(
                    "cannot read coord's snapshot: it is not a JSON document: " + ParserMessage.of(e)
                            + "; restore it from a copy, or move the coordination directory away to begin anew",
                    e);
        }
    }
}
