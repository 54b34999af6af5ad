package dev.coord.cli.text;

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

    /** The first half of a command does something else than the whole. */
    @Test
    void neverBreaksAMessage() {
        String command =
                "git -C '/a repository' " + "merge --ff-only ".repeat(20).strip();

        assertThat(new Page().block("kept, ", Block.text("land it with: " + command)))
                .hasToString("kept, land it with: " + command + "\n");
        assertThat(new Table().row("A", Block.text(command + "\nx").behind("agent: ")))
                .hasToString("A  agent: " + command + "\n   x\n");
        assertThat(new Page().block("", Block.of(command)).toString().lines()).hasSizeGreaterThan(1);
    }

    @Test
    void coloursTakeNoRoom() {
        assertThat(Lines.width(Paint.COLOURED.bad("red").toString())).isEqualTo(3);
        assertThat(new Table().row(Paint.COLOURED.bad("a"), "b").row("cc", "d"))
                .hasToString("\u001b[31ma\u001b[0m   b\ncc  d\n");
    }
}
