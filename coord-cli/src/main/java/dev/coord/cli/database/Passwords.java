package dev.coord.cli.database;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords of roles that live as long as a trial. */
final class Passwords {

    private static final int BYTES = 24;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    static String random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
