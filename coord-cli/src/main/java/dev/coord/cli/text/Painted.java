package dev.coord.cli.text;

import dev.coord.SafeText;
import java.util.Collection;

/** A line that can be shown, or part of one: what anybody wrote, made safe, and colours of coord's own around it. */
public final class Painted {

    private final String text;

    private Painted(String text) {
        this.text = text;
    }

    /** The parts one after the other; those that are not painted yet are made safe. */
    public static Painted of(Object... parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part instanceof Painted painted ? painted.text : SafeText.line(String.valueOf(part)));
        }
        return new Painted(text.toString());
    }

    public static Painted joined(String separator, Collection<?> parts) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(text.isEmpty() ? "" : separator).append(of(part));
        }
        return new Painted(text.toString());
    }

    /** The same in a colour or weight, by its number in the standard of terminals. */
    public Painted in(int code) {
        return text.isEmpty() ? this : new Painted("\u001b[" + code + "m" + text + "\u001b[0m");
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text;
    }
}
