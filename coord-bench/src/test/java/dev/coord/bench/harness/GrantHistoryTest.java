package dev.coord.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GrantHistoryTest {

    private static final Grant FIRST = new Grant(0, 0, 10, 20);

    @Test
    void findsNothingWhereEachHolderWaitsForTheOneBefore() {
        Grant next = new Grant(0, 1, 20, 30);
        Grant elsewhere = new Grant(1, 1, 12, 18);

        GrantHistory history = new GrantHistory(List.of(next, elsewhere, FIRST));

        assertThat(history.doubles()).isEmpty();
        assertThat(history.size()).isEqualTo(3);
    }

    @Test
    void seesTwoHoldersOfOnePathAtOnce() {
        Grant planted = new Grant(0, 1, 19, 30);

        assertThat(new GrantHistory(List.of(planted, FIRST)).doubles()).containsExactly(planted);
    }

    @Test
    void seesTwoThreadsOfOneProcessAtOnce() {
        Grant planted = new Grant(0, 0, 15, 16);

        assertThat(new GrantHistory(List.of(FIRST, planted)).doubles()).containsExactly(planted);
    }

    @Test
    void seesWhoComesAfterAShortHolderButWithinALongOne() {
        Grant within = new Grant(0, 1, 11, 12);
        Grant planted = new Grant(0, 2, 19, 21);

        assertThat(new GrantHistory(List.of(FIRST, within, planted)).doubles()).containsExactly(within, planted);
    }

    @Test
    void measuresHandOversBetweenProcessesOnly() {
        Grant sameProcess = new Grant(0, 0, 1_000_020, 2_000_000);
        Grant other = new Grant(0, 1, 5_000_000, 6_000_000);

        assertThat(new GrantHistory(List.of(other, FIRST, sameProcess)).handOvers())
                .isEqualTo(new Sample(List.of(3.0)));
    }

    @Test
    void writesAndReadsAGrant() {
        assertThat(Grant.parse(FIRST.line())).isEqualTo(FIRST);
    }
}
