package dev.coord.fs.disk;

import dev.coord.CoordinationException.StoreFailed;
import java.io.IOException;
import java.nio.file.Path;

/** Something else lies where a file of coord's belongs, or it is not coord's to use. Nothing was read or written. */
public final class UnusableFile extends IOException {

    private static final long serialVersionUID = 1L;

    private final String what;

    /**
     * @param file which file
     * @param what what is wrong with it, as the end of a sentence that begins with its name
     */
    public UnusableFile(Path file, String what) {
        super("'" + file + "' " + what);
        this.what = what;
    }

    public String what() {
        return what;
    }

    public StoreFailed asStoreFailed() {
        return new StoreFailed(
                getMessage() + ", so coord neither reads nor writes it; nothing was changed; move it away"
                        + " and try again, or name another directory with --dir or COORD_DIR",
                this);
    }
}
