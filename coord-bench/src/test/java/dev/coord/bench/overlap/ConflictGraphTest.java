package dev.coord.bench.overlap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConflictGraphTest {

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
}
