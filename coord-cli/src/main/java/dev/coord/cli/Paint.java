package dev.coord.cli;

/** Colours of a terminal, or none, around parts of a line that are made safe first. */
enum Paint {
    PLAIN,
    COLOURED;

    Painted strong(Object... parts) {
        return in(1, parts);
    }

    Painted faint(Object... parts) {
        return in(2, parts);
    }

    Painted good(Object... parts) {
        return in(32, parts);
    }

    Painted bad(Object... parts) {
        return in(31, parts);
    }

    Painted notable(Object... parts) {
        return in(33, parts);
    }

    private Painted in(int code, Object... parts) {
        Painted text = Painted.of(parts);
        return this == PLAIN ? text : text.in(code);
    }
}
