package dev.coord.bench.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
    @Test
    void tellsTheSameFromAnotherOrderAndFromAnother() {
        assertThat(of("a 1 2 b", "a 1 2 b")).isEqualTo(Verdict.EQUAL);
        assertThat(of("a 1 2 b", "a 2 1 b")).isEqualTo(Verdict.OTHER_ORDER);
        assertThat(of("a 1 2 3 b c d", "a 3 1 2 b d c")).isEqualTo(Verdict.OTHER_ORDER);
        assertThat(of("a 1  2 b", "a 2 1 b")).isEqualTo(Verdict.LAYOUT);
        assertThat(of("a 1 2 b", "a 1 b")).isEqualTo(Verdict.DIFFERENT);
        assertThat(of("a 1 2 3 b", "a 3 2 1 b")).isEqualTo(Verdict.DIFFERENT);
        assertThat(Verdict.of(Optional.empty(), new byte[0])).isEqualTo(Verdict.REFUSED);
    }

    private static Verdict of(String merged, String people) {
        return Verdict.of(
                Optional.of(merged.replace(' ', '\n').getBytes(UTF_8)),
                people.replace(' ', '\n').getBytes(UTF_8));
    }
}
