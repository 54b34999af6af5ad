package dev.coord.content.script;

import java.util.Optional;

/**
 * A name in which a star may stand for any part.
 *
 * @param written as it is written
 */
record Wildcard(String written) {

    /** What the star stands for; empty where there is none, and nothing if the name is another one. */
    Optional<String> part(String name) {
        int star = written.indexOf('*');
        if (star < 0) {
            return written.equals(name) ? Optional.of("") : Optional.empty();
        }
        String before = written.substring(0, star);
        String behind = written.substring(star + 1);
        boolean fits =
                name.length() >= before.length() + behind.length() && name.startsWith(before) && name.endsWith(behind);
        return fits ? Optional.of(name.substring(before.length(), name.length() - behind.length())) : Optional.empty();
    }
}
