package dev.coord.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PaintTest {

    static Stream<Arguments> callers() {
        return Stream.of(
                Arguments.of(Map.of("TERM", "xterm"), true, Paint.COLOURED),
                Arguments.of(Map.of("TERM", "xterm"), false, Paint.PLAIN),
                Arguments.of(Map.of("TERM", "dumb"), true, Paint.PLAIN),
                Arguments.of(Map.of("TERM", ""), true, Paint.PLAIN),
                Arguments.of(Map.of(), true, Paint.PLAIN),
                Arguments.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true, Paint.PLAIN),
                Arguments.of(Map.of("TERM", "xterm", "NO_COLOR", ""), true, Paint.COLOURED));
    }

    @ParameterizedTest
    @MethodSource("callers")
    void coloursOnlyForATerminalThatKnowsColoursAndWantsThem(
            Map<String, String> caller, boolean terminal, Paint paint) {
        assertThat(Paint.of(caller, terminal)).isEqualTo(paint);
    }
}
