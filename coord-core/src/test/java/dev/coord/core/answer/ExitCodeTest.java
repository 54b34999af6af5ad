package dev.coord.core.answer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CoordinationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    private static final Map<CoordinationException, ExitCode> FAILURES = Map.of(
            new CoordinationException.BadInput("x"), ExitCode.BAD_INPUT,
            new CoordinationException.StoreFailed("x"), ExitCode.FAILED,
            new CoordinationException.StoreBusy("x"), ExitCode.FAILED,
            new CoordinationException.LeaseLost("x"), ExitCode.LEASE_LOST,
            new CoordinationException.Refused("x"), ExitCode.CONFLICT,
            new CoordinationException.RepositoryFailed("x"), ExitCode.FAILED);

    @Test
    void everyFailureHasACode() {
        assertThat(FAILURES.keySet())
                .extracting(Object::getClass)
                .containsAll(List.of(CoordinationException.class.getPermittedSubclasses()));
        FAILURES.forEach((failure, code) -> assertThat(ExitCode.of(failure)).isEqualTo(code));
        assertThat(ExitCode.of(new IllegalStateException())).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void everyCodeHasANumberOfItsOwn() {
        Set<String> numbers = new LinkedHashSet<>();
        for (ExitCode code : ExitCode.values()) {
            numbers.add(Integer.toString(code.number()));
        }

        assertThat(numbers).hasSize(ExitCode.values().length);
        assertThat(ExitCode.meanings().keySet()).containsExactlyElementsOf(numbers);
    }
}
