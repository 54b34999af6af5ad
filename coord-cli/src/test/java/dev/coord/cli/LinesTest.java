package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesTest {

    @Test
    void goesOnBelowWhereALineIsTooLong() {
        String wrapped = Lines.wrapped("word ".repeat(30).strip(), 10);

        assertThat(wrapped.lines()).hasSize(2).allMatch(line -> line.length() <= 100);
        assertThat(wrapped.replaceAll("\\s+", " ")).isEqualTo("word ".repeat(30).strip());
    }

    @Test
    void neverBreaksAWord() {
        String path = "/x".repeat(100);

        assertThat(Lines.wrapped("see " + path, 20)).isEqualTo("see\n" + " ".repeat(20) + path);
    }

    @Test
    void keepsTheLinesOfATextAndItsIndents() {
        assertThat(Lines.wrapped("one\n  two", 3)).isEqualTo("one\n     two");
    }

    @Test
    void coloursTakeNoRoom() {
        assertThat(Lines.width(Paint.COLOURED.bad("red").toString())).isEqualTo(3);
        assertThat(new Table().row(Paint.COLOURED.bad("a"), "b").row("cc", "d"))
                .hasToString("\u001b[31ma\u001b[0m   b\ncc  d\n");
    }
}
