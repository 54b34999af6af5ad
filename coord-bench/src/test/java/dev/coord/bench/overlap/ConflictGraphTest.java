package dev.coord.bench.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ConflictGraphTest {

    private static final int FEATURES = 6;

    @Test
    void needsOneRoundForEachThatConflictsWithAllOthers() {
        ConflictGraph graph = new ConflictGraph(4);
        graph.add(0, 1);
        graph.add(1, 2);
        graph.add(2, 0);

        assertThat(graph.rounds()).isEqualTo(3);
        assertThat(graph.pairs()).isEqualTo(3);
        assertThat(new ConflictGraph(4).rounds()).isEqualTo(1);
    }

    /** A crown: in this order each is put into a round of its own with the one it does not conflict with. */
    @Test
    void findsFewerRoundsThanTheOrderDoes() {
        ConflictGraph graph = new ConflictGraph(6);
        for (int one = 0; one < 6; one += 2) {
            for (int other = 1; other < 6; other += 2) {
                if (other != one + 1) {
                    graph.add(one, other);
                }
            }
        }

        assertThat(graph.inOrder()).isEqualTo(3);
        assertThat(graph.rounds()).isEqualTo(2);
    }

    @Test
    void needsAsManyRoundsAsTryingOutAllOfThem() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            boolean[][] conflicts = new boolean[FEATURES][FEATURES];
            ConflictGraph graph = new ConflictGraph(FEATURES);
            for (int one = 0; one < FEATURES; one++) {
                for (int other = 0; other < one; other++) {
                    if (random.nextInt(4) < 1 + seed % 3) {
                        conflicts[one][other] = true;
                        graph.add(one, other);
                    }
                }
            }

            assertThat(graph.rounds()).as("seed %s", seed).isEqualTo(triedOut(conflicts));
        }
    }

    private static int triedOut(boolean[][] conflicts) {
        int rounds = 1;
        while (noneFits(conflicts, rounds)) {
            rounds++;
        }
        return rounds;
    }

    private static boolean noneFits(boolean[][] conflicts, int rounds) {
        return LongStream.range(0, (long) Math.pow(rounds, FEATURES))
                .noneMatch(choice -> fits(conflicts, choice, rounds));
    }

    /** The round of each feature is a digit of the choice. */
    private static boolean fits(boolean[][] conflicts, long choice, int rounds) {
        int[] roundOf = new int[FEATURES];
        long rest = choice;
        for (int one = 0; one < FEATURES; one++) {
            roundOf[one] = (int) (rest % rounds);
            rest /= rounds;
            for (int other = 0; other < one; other++) {
                if (conflicts[one][other] && roundOf[one] == roundOf[other]) {
                    return false;
                }
            }
        }
        return true;
    }
}
