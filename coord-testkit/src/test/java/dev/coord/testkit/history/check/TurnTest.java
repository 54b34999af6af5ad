package dev.coord.testkit.history.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.coord.lock.PathLock.Operation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the fairness test notices. */
class TurnTest {

    @Test
    void acceptsTurnsInTheirOrderAndReadersInAny() {
        assertThat(Turn.overtaking(List.of(write("a", 1, 1), write("b", 2, 2), read("c", 3, 4), read("d", 4, 3))))
                .isEmpty();
    }

    @Test
    void noticesWritersThatOvertake() {
        assertThat(Turn.overtaking(List.of(write("a", 1, 2), write("b", 2, 1)))).hasSize(1);
        assertThat(Turn.overtaking(List.of(read("a", 1, 2), write("b", 2, 1)))).hasSize(1);
    }

    @Test
    void noticesReadersThatOvertakeAWriter() {
        assertThat(Turn.overtaking(List.of(read("a", 1, 1), write("b", 2, 4), read("c", 3, 2), read("d", 5, 3))))
                .hasSize(2);
        assertThat(Turn.overtaking(List.of(write("a", 1, 1), read("c", 2, 3), write("b", 3, 4), read("d", 4, 2))))
                .hasSize(1);
    }

    @Test
    void tellsEqualSharesFromUnequalOnes() {
        assertThat(Turn.jain(List.of(write("a", 1, 1), write("b", 2, 2)))).isEqualTo(1);
        assertThat(Turn.jain(List.of(write("a", 1, 1), write("a", 2, 2), write("a", 3, 3), write("b", 4, 4))))
                .isCloseTo(0.8, within(0.001));
    }

    private static Turn write(String client, long asked, long token) {
        return new Turn(client, Operation.WRITE, asked, token, 0);
    }

    private static Turn read(String client, long asked, long token) {
        return new Turn(client, Operation.READ, asked, token, 0);
    }
}
