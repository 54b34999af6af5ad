package dev.coord.cli.text;

import java.util.Map;

/** Colours of a terminal, or none, around parts of a line that are made safe first. */
public enum Paint {
    PLAIN,
    COLOURED;

    /**
     * How to paint for a caller.
     *
     * @param environment its variables
     * @param terminal whether a terminal that knows colours seems to read the answers
     */
    public static Paint of(Map<String, String> environment, boolean terminal) {
        String kind = environment.getOrDefault("TERM", "");
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        return terminal && !refused && !kind.isEmpty() && !kind.equals("dumb") ? COLOURED : PLAIN;
    }

    public Painted strong(Object... parts) {
        return in(1, parts);
    }

    public Painted faint(Object... parts) {
        return in(2, parts);
    }

    public Painted good(Object... parts) {
        return in(32, parts);
    }

    public Painted bad(Object... parts) {
        return in(31, parts);
    }

    public Painted notable(Object... parts) {
        return in(33, parts);
    }

    private Painted in(int code, Object... parts) {
        Painted text = Painted.of(parts);
        return this == PLAIN ? text : text.in(code);
    }
}
