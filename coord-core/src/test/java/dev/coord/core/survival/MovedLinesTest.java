package dev.coord.core.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;

class MovedLinesTest {

    @Property(tries = 200)
    void whatIsIndentedAndInAnotherOrderIsThereAndLessThanHalfOfItIsNot(
            @ForAll @Size(min = 1, max = 20) List<@AlphaChars @NotEmpty String> lines, @ForAll long seed) {
        List<String> moved = new ArrayList<>();
        lines.forEach(line -> moved.add("    " + line));
        Collections.shuffle(moved, new Random(seed));

        assertThat(MovedLines.areThere(lines, LineKey.counts(moved))).isTrue();
        assertThat(MovedLines.areThere(lines, LineKey.counts(moved.subList(0, moved.size() / 2))))
                .isFalse();
    }

    @Example
    void whatSaysNothingIsNowhere() {
        assertThat(MovedLines.areThere(List.of("}", ""), LineKey.counts(List.of("}", ""))))
                .isFalse();
        assertThat(MovedLines.areThere(List.of(), Map.of())).isFalse();
    }
}
