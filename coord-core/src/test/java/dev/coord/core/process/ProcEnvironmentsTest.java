package dev.coord.core.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines of {@code stat} as Linux writes them behind the name of a process. */
class ProcEnvironmentsTest {

    private static final String USER = "4194560";
    private static final String KERNEL = "2129984";

    @Test
    void whatIsBeingReplacedIsNotFilledYet() {
        assertThat(ProcEnvironments.hasNone(stat("R", USER, "0", "0"))).isFalse();
    }

    @Test
    void whatWasReplacedBetweenOpeningAndReadingHasSome() {
        assertThat(ProcEnvironments.hasNone(stat("R", USER, "140731294853870", "140731294855147")))
                .isFalse();
    }

    @Test
    void aClearedOneIsTold() {
        assertThat(ProcEnvironments.hasNone(stat("S", USER, "140731294853870", "140731294853870")))
                .isTrue();
    }

    @Test
    void threadsOfTheKernelAndWhatHasEndedHaveNone() {
        assertThat(ProcEnvironments.hasNone(stat("S", KERNEL, "0", "0"))).isTrue();
        assertThat(ProcEnvironments.hasNone(stat("Z", USER, "0", "0"))).isTrue();
        assertThat(ProcEnvironments.hasNone(stat("X", USER, "0", "0"))).isTrue();
        assertThat(ProcEnvironments.hasNone(List.of())).isTrue();
    }

    private static List<String> stat(String state, String flags, String environmentStart, String environmentEnd) {
        List<String> fields = new ArrayList<>(Collections.nCopies(50, "1"));
        fields.set(0, state);
        fields.set(6, flags);
        fields.set(47, environmentStart);
        fields.set(48, environmentEnd);
        return fields;
    }
}
