package dev.coord.bench.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkedFileTest {

    private static final String COMMIT = "a".repeat(40);

    @Test
    void keepsBothSidesWithoutTheBase() {
        assertThat(MarkedFile.bothSides(
                        "a\n<<<<<<< " + COMMIT + "\nours\n||||||| b\nbase\n=======\ntheirs\n>>>>>>> " + COMMIT + "\nz"))
                .isEqualTo("a\nours\ntheirs\nz");
    }

    @Test
    void leavesMarksOfOthers() {
        String content = "<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> topic\n";

        assertThat(MarkedFile.bothSides(content)).isEqualTo(content);
    }
}
