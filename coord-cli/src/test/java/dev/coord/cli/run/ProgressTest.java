package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.shell.Output;
import dev.coord.cli.text.Paint;
import dev.coord.core.run.event.RunNotice;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

    @Test
    void tellsALongThingOnOneLineSoThatALogCanBeSearched() {
        String text = "word ".repeat(80) + "end";
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new Progress(new Output(new PrintStream(out, true, StandardCharsets.UTF_8)), Paint.PLAIN)
                .accept(RunNotice.Warning.of(text));

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .singleElement()
                .asString()
                .endsWith(text);
    }
}
