package dev.coord.core.survival;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TakenLinesTest {

    private static final List<String> LANDED = List.of("  limit: 20,", "  retries: 3,");

    @Test
    void whatIsJustGoneWasTakenAway() {
        assertThat(TakenLines.of(LANDED, List.of("other: here"), List.of())).isEqualTo(LANDED);
    }

    @Test
    void aLineThatWasEditedWasNot() {
        assertThat(TakenLines.of(List.of("int limit = max(20, low);"), List.of("int limit = max(30, low);"), List.of()))
                .isEmpty();
    }

    @Test
    void eachNewLineIsTheEditOfOne() {
        List<String> twice = List.of("call(a, b, c)", "call(a, b, d)");

        assertThat(TakenLines.of(twice, List.of("call(a, b, e)"), List.of())).hasSize(1);
    }

    @Test
    void whatIsAgainAsItWasBeforeWasTakenBack() {
        assertThat(TakenLines.of(
                        List.of("int limit = max(20, low);"),
                        List.of("int limit = max(10, low);"),
                        List.of("int limit = max(10, low);")))
                .hasSize(1);
    }

    @Test
    void aLineThatIsHalfOfOneOrStandsInSeveralWasNotTakenAway() {
        assertThat(TakenLines.of(
                        List.of("const maxRetries = 5;"),
                        List.of("const limits = { maxRetries: 5, timeoutMs: 7 };"),
                        List.of()))
                .isEmpty();
        assertThat(TakenLines.of(List.of("call(alpha, one)"), List.of("call(", "alpha,", "beta,", "one,"), List.of()))
                .isEmpty();
        assertThat(TakenLines.of(List.of("call(", "alpha)", "gone(it)"), List.of("call(alpha)"), List.of()))
                .containsExactly("gone(it)");
    }

    @Test
    void aLineOfWhichOnlyWordsAreThereWasTakenAway() {
        assertThat(TakenLines.of(LANDED, List.of("see chapter 3 on retries", "a limit of at most 20"), List.of()))
                .isEqualTo(LANDED);
    }
}
