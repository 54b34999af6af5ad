package dev.coord.core.survival;

import java.util.Optional;

/** By what a line is known wherever it is moved to. Pure. */
final class LineKey {

    private LineKey() {}

    /**
     * The key of a line.
     *
     * @return nothing for a line that says nothing alone, such as a blank one or a lone brace
     */
    static Optional<String> of(String line) {
        String key = line.strip();
        return key.codePoints().anyMatch(LineKey::says) ? Optional.of(key) : Optional.empty();
    }

    /** What lies beyond ASCII may be the bytes of any letter. */
    private static boolean says(int character) {
        return Character.isLetterOrDigit(character) || character > 127;
    }
}
