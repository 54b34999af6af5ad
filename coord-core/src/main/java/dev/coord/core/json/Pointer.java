package dev.coord.core.json;

/** JSON pointers, RFC 6901, fit for one line of a message. */
final class Pointer {

    private Pointer() {}

    static String of(String... segments) {
        StringBuilder pointer = new StringBuilder();
        for (String segment : segments) {
            pointer.append('/').append(Shown.text(segment).replace("~", "~0").replace("/", "~1"));
        }
        return pointer.toString();
    }
}
