package dev.coord.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/**
 * A path as git keeps it: bytes, which need not be text.
 *
 * @param raw one character for each byte
 */
record GitPath(String raw) implements Comparable<GitPath> {

    String text() {
        return new String(bytes(), UTF_8);
    }

    byte[] bytes() {
        return raw.getBytes(ISO_8859_1);
    }

    GitPath in(String rawPrefix) {
        return new GitPath(rawPrefix + raw);
    }

    /** The file in a work tree; none where this platform cannot name it. */
    Optional<Path> file(Path workTree) {
        String text = text();
        try {
            return new String(text.getBytes(UTF_8), ISO_8859_1).equals(raw)
                    ? Optional.of(workTree.resolve(text))
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** The paths as git reads them with {@code -z}. */
    static byte[] listed(Collection<GitPath> paths) {
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
