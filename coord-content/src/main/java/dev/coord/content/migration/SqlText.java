package dev.coord.content.migration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a migration says that is SQL. A server takes it as UTF-8 unless somebody says otherwise; what it changes can be read in most
 * encodings, in which words and signs of SQL are the same. Pure.
 */
public final class SqlText {

    private SqlText() {}

    public static boolean isSql(String path) {
        return path.endsWith(".sql");
    }

    /**
     * What it applies, in whatever encoding it is.
     *
     * @param path the migration
     * @param content what files hold
     * @return none if it is no SQL, no text, or too large to be read
     */
    public static Optional<String> up(String path, Function<String, Optional<byte[]>> content) {
        return isSql(path) ? content.apply(path).flatMap(SqlText::text).map(Sections::up) : Optional.empty();
    }

    /**
     * What it applies on a server that takes it as UTF-8.
     *
     * @param path the migration
     * @param content what files hold
     * @return none if it is no SQL, no text in UTF-8, or too large to be read
     */
    public static Optional<String> sent(String path, Function<String, Optional<byte[]>> content) {
        return isSql(path) ? content.apply(path).flatMap(SqlText::utf8).map(Sections::up) : Optional.empty();
    }

    /** Why there is nothing to send. */
    public static String unsent(String path, Function<String, Optional<byte[]>> content) {
        if (!isSql(path)) {
            return "only SQL is read";
        }
        return content.apply(path).isPresent() ? "the file is no text in UTF-8" : "the file is too large to be read";
    }

    /**
     * The text of a file.
     *
     * @param content its bytes
     * @return one character for each byte where it is not UTF-8; none where it has zero bytes, as UTF-16 and what is no text have
     */
    public static Optional<String> text(byte[] content) {
        return hasZero(content)
                ? Optional.empty()
                : utf8(content).or(() -> Optional.of(new String(content, ISO_8859_1)));
    }

    private static Optional<String> utf8(byte[] content) {
        try {
            return hasZero(content)
                    ? Optional.empty()
                    : Optional.of(
                            UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean hasZero(byte[] content) {
        for (byte one : content) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }
}
