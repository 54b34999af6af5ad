package dev.coord.core.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** What tells without reading a file whether it was written since: its size, its time and which file it is. */
public final class FileStamp {

    private FileStamp() {}

    /** Of a file, a directory or a link itself; another one where there is nothing. */
    public static String of(Path file) throws IOException {
        try {
            return of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException e) {
            return "gone";
        }
    }

    /** Of what was read of it. */
    public static String of(BasicFileAttributes attributes) {
        return attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey();
    }
}
