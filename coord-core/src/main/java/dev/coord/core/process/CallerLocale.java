package dev.coord.core.process;

import java.util.Map;

/**
 * The locale of whoever called coord. Java names files and reads words as the locale says, so the launcher starts it in one
 * of UTF-8 and keeps the caller's beside it; what coord starts is to see what its caller set. Safe from many threads.
 */
public final class CallerLocale {

    private static final String NAME = "LC_ALL";
    private static final String KEPT = "COORD_CALLER_LC_ALL";

    private CallerLocale() {}

    /**
     * Puts the caller's own locale back into the environment of a program to start.
     *
     * @param environment its variables, changed in place; as they are where no launcher of coord changed the locale
     */
    public static void restore(Map<String, String> environment) {
        String own = environment.remove(KEPT);
        if (own == null) {
            return;
        }
        if (own.isEmpty()) {
            environment.remove(NAME);
        } else {
            environment.put(NAME, own);
        }
    }
}
