package dev.coord.cli.text;

import dev.coord.SafeText;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lines that belong together: those after the first go on below it, indented, so that none looks like one of coord's own.
 *
 * @param lines at least one
 * @param breaks where a line that is too long may go on in the next
 */
public record Block(List<Painted> lines, Breaks breaks) {

    /** Where lines may be broken. */
    enum Breaks {
        BETWEEN_WORDS,

        /** There may be a command in it, whose first half does something else. */
        NOWHERE
    }

    /** Lines of coord's own without a command in them. */
    public static Block of(Object... lines) {
        return new Block(Arrays.stream(lines).map(Painted::of).toList(), Breaks.BETWEEN_WORDS);
    }

    /** A message, or text of others, that may have several lines. */
    public static Block text(String text) {
        return new Block(SafeText.lines(text).stream().map(Painted::of).toList(), Breaks.NOWHERE);
    }

    /** The same lines behind something. */
    public Block behind(Object... before) {
        return new Block(
                Stream.concat(
                                Stream.of(Painted.of(Painted.of(before), lines.get(0))),
                                lines.stream().skip(1))
                        .toList(),
                breaks);
    }

    /** The same lines, each in a colour. */
    public Block in(UnaryOperator<Painted> colour) {
        return new Block(lines.stream().map(colour).toList(), breaks);
    }

    /** As text that begins at a column and goes on there in the next lines. */
    public String at(int column) {
        String text = lines.stream().map(Painted::toString).collect(Collectors.joining("\n"));
        return breaks == Breaks.NOWHERE ? text.replace("\n", "\n" + " ".repeat(column)) : Lines.wrapped(text, column);
    }
}
