package dev.coord.core.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CoordinationException.BadInput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

class FailureReasonTest {

    @Test
    void foreignExceptionsAreToldWithTheirClassesAndCauses() {
        assertThat(FailureReason.of(new IllegalStateException("model quota exceeded", new IOException("429"))))
                .isEqualTo(
                        "an unexpected failure: IllegalStateException: model quota exceeded; caused by IOException: 429");
        assertThat(FailureReason.of(new StackOverflowError())).isEqualTo("an unexpected failure: StackOverflowError");
        assertThat(FailureReason.of(new UncheckedIOException(new NoSuchFileException("/a.ts"))))
                .isEqualTo(
                        "an unexpected failure: UncheckedIOException; caused by NoSuchFileException: '/a.ts' does not exist");
    }

    @Test
    void coordsOwnRefusalsAreToldInTheirWords() {
        assertThat(FailureReason.of(new BadInput("no such branch"))).isEqualTo("no such branch");
    }

    @Test
    void whatAnExceptionSaysIsOneLineOfWhateverLength() {
        IllegalStateException circle = new IllegalStateException("first\nsecond\u001b[31m" + "x".repeat(5_000));
        circle.initCause(new IllegalArgumentException("around", circle));

        assertThat(FailureReason.of(circle))
                .hasSizeLessThan(500)
                .startsWith("an unexpected failure: IllegalStateException: first");
        assertThat(FailureReason.of(circle).chars()).noneMatch(Character::isISOControl);
    }
}
