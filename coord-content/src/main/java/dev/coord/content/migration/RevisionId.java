package dev.coord.content.migration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Predicate;

/** What Alembic calls a migration, where that is no number. */
public final class RevisionId {
    private static final int LENGTH = 12;

    private RevisionId() {}

    /** Another one, as long as Alembic makes them; the same for the same migration, so that each try to merge it gives the same. */
    public static String instead(PythonMigration one, Predicate<String> isFree) {
        for (int i = 0; ; i++) {
            String id = hash(one.path() + '\n' + one.name() + '\n' + i);
            if (isFree.test(id)) {
                return id;
            }
        }
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
