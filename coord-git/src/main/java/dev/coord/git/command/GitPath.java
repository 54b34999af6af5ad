package dev.coord.git.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.core.process.NativeText;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Collection;

/**
 * A path as git keeps it: bytes, which need not be text.
 *
 * @param raw one character for each byte
 */
public record GitPath(String raw) implements Comparable<GitPath> {

    /** For people and for patterns: what is not UTF-8 is shown as a replacement character. */
    public String text() {
        return new String(bytes(), UTF_8);
    }

    public byte[] bytes() {
        return raw.getBytes(ISO_8859_1);
    }

    public GitPath in(String rawPrefix) {
        return new GitPath(rawPrefix + raw);
    }

    public boolean isAtOrBelow(GitPath directory) {
        return directory.raw().isEmpty() || raw.equals(directory.raw()) || raw.startsWith(directory.raw() + "/");
    }

    /** The file in a work tree, whatever bytes its name is made of. */
    public Path file(Path workTree) {
        return NativeText.in(workTree, NativeText.text(bytes()));
    }

    /** The paths as git reads them with {@code -z}. */
    public static byte[] listed(Collection<GitPath> paths) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (GitPath path : paths) {
            list.writeBytes(path.bytes());
            list.write(0);
        }
        return list.toByteArray();
    }

    @Override
    public int compareTo(GitPath other) {
        return raw.compareTo(other.raw);
    }

    @Override
    public String toString() {
        return text();
    }
}
