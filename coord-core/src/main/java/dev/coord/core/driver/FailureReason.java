package dev.coord.core.driver;

import dev.coord.CoordinationException;
import dev.coord.core.spi.FailureText;
import org.jspecify.annotations.Nullable;

/** Why something of a run failed, for people, whatever was thrown. */
final class FailureReason {

    private FailureReason() {}

    static String of(@Nullable Throwable failure) {
        if (failure instanceof CoordinationException) {
            return String.valueOf(failure.getMessage());
        }
        if (failure instanceof InterruptedException) {
            return "it was interrupted, though not by the run";
        }
        return "an unexpected failure: " + (failure == null ? "unknown" : FailureText.of(failure));
    }
}
