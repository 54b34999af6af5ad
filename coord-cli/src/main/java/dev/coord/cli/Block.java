package dev.coord.cli;

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
 */
record Block(List<Painted> lines) {

    static Block of(Object... lines) {
        return new Block(Arrays.stream(lines).map(Painted::of).toList());
    }

    /** Text of others that may have several lines. */
    static Block text(String text) {
        return new Block(SafeText.lines(text).stream().map(Painted::of).toList());
    }

    /** The same lines behind something. */
    Block behind(Object... before) {
        return new Block(Stream.concat(
                        Stream.of(Painted.of(Painted.of(before), lines.get(0))),
                        lines.stream().skip(1))
                .toList());
    }

    /** The same lines, each in a colour. */
    Block in(UnaryOperator<Painted> colour) {
        return new Block(lines.stream().map(colour).toList());
    }

    @Override
    public String toString() {
        return lines.stream().map(Painted::toString).collect(Collectors.joining("\n"));
    }
}
