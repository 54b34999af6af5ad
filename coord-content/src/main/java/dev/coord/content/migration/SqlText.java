package dev.coord.content.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.function.Function;

/** What a migration says that is SQL. Pure. */
public final class SqlText {

    /** Git takes what has a zero byte so early for binary; in UTF-16 every second one is zero. */
    private static final int FIRST = 8000;

    private SqlText() {}

    public static boolean isSql(String path) {
        return path.endsWith(".sql");
    }

    /**
     * What it applies.
     *
     * @param path the migration
     * @param content what files hold
     * @return none if it is no SQL, no text, or too large to be read
     */
    public static Optional<String> up(String path, Function<String, Optional<byte[]>> content) {
        return isSql(path)
                ? content.apply(path).filter(SqlText::isText).map(bytes -> Sections.up(new String(bytes, UTF_8)))
                : Optional.empty();
    }

    /** Why there is none. */
    public static String unread(String path, Function<String, Optional<byte[]>> content) {
        if (!isSql(path)) {
            return "only SQL is read";
        }
        return content.apply(path).isPresent() ? "the file is no text in UTF-8" : "the file is too large to be read";
    }

    private static boolean isText(byte[] content) {
        for (int i = 0; i < Math.min(content.length, FIRST); i++) {
            if (content[i] == 0) {
                return false;
            }
        }
        return true;
    }
}
