package dev.coord.cli.text;

import java.util.Arrays;

/** Lines for people. All that reaches a terminal as text is a page, and every part of its lines is {@link Painted}. */
public final class Page {

    private final StringBuilder text = new StringBuilder();

    /** A page of one line. */
    public static Page of(Object... parts) {
        return new Page().line(parts);
    }

    /** A text that has its own escaping, such as a picture; its line feeds stay. */
    public static Page document(String text) {
        Page page = new Page();
        Arrays.stream(text.split("(?<=\n)", -1)).filter(line -> !line.isEmpty()).forEach(line -> {
            boolean ended = line.endsWith("\n");
            page.text.append(Painted.of(ended ? line.substring(0, line.length() - 1) : line));
            page.text.append(ended ? "\n" : "");
        });
        return page;
    }

    public Page line(Object... parts) {
        text.append(Painted.of(parts)).append('\n');
        return this;
    }

    /** Lines that go on at a column below what the first begins with. */
    public Page block(Object before, Block block) {
        Painted begin = Painted.of(before);
        text.append(begin).append(block.at(Lines.width(begin.toString()))).append('\n');
        return this;
    }

    /** Lines of which those after the first are indented. */
    public Page block(int indent, Block block) {
        text.append(block.at(indent)).append('\n');
        return this;
    }

    public Page table(Table table) {
        text.append(table);
        return this;
    }

    /** Another page, indented. */
    public Page page(int indent, Page page) {
        text.append(page.text.toString().indent(indent));
        return this;
    }

    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
