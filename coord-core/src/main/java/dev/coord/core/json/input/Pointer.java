package dev.coord.core.json.input;

import dev.coord.SafeText;

/** JSON pointers, RFC 6901, fit for one line of a message. */
final class Pointer {

    private Pointer() {}

    static String of(String... segments) {
        StringBuilder pointer = new StringBuilder();
        for (String segment : segments) {
            pointer.append('/')
                    .append(SafeText.excerpt(segment).replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
