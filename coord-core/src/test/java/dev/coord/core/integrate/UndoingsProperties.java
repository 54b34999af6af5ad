package dev.coord.core.integrate;

import static dev.coord.core.integrate.Graphs.commit;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.core.integrate.Undoings.Undoing;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Commit 0 and 1 bring something, each later one takes one before it back. */
class UndoingsProperties {

    private static final int BRINGING = 2;

    @Example
    void whatWasTakenBackAgainIsNotTakenBackTwice() {
        List<Integer> landedRevertedLandedReverted = List.of(0, 2, 3);

        assertThat(against(landedRevertedLandedReverted)).containsExactly(commit(4));
    }

    @Example
    void ofTwoThatTakeItBackBothAreTakenBack() {
        assertThat(against(List.of(0, 0))).containsExactly(commit(3), commit(2));
    }

    @Property(tries = 500)
    void onceItIsTakenBackWhatIsWantedIsInForce(@ForAll("histories") List<Integer> history) {
        List<Integer> mended = new ArrayList<>(history);
        against(history).forEach(by -> mended.add(number(by)));

        assertThat(isInForce(0, mended)).isTrue();
    }

    @Property(tries = 500)
    void nothingIsTakenBackInVain(@ForAll("histories") List<Integer> history) {
        List<CommitId> against = against(history);

        for (CommitId left : against) {
            List<Integer> mended = new ArrayList<>(history);
            against.stream().filter(by -> !by.equals(left)).forEach(by -> mended.add(number(by)));
            assertThat(isInForce(0, mended)).as("without %s", left).isFalse();
        }
        assertThat(against.isEmpty()).isEqualTo(isInForce(0, history));
    }

    private static List<CommitId> against(List<Integer> history) {
        List<Undoing> latestFirst = new ArrayList<>();
        for (int i = history.size() - 1; i >= 0; i--) {
            latestFirst.add(new Undoing(commit(i + BRINGING), commit(history.get(i))));
        }
        return new Undoings(latestFirst).against(commit(0)::equals, by -> true);
    }

    /** Whether nothing that is in force itself takes it back. */
    private static boolean isInForce(int commit, List<Integer> history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i) == commit && isInForce(i + BRINGING, history)) {
                return false;
            }
        }
        return true;
    }

    private static int number(CommitId commit) {
        return Integer.parseInt(commit.value().substring(30), 16);
    }

    @Provide
    Arbitrary<List<Integer>> histories() {
        return Arbitraries.integers().between(0, 1000).list().ofMaxSize(8).map(wishes -> {
            List<Integer> history = new ArrayList<>();
            for (int i = 0; i < wishes.size(); i++) {
                history.add(wishes.get(i) % (i + BRINGING));
            }
            return history;
        });
    }
}
