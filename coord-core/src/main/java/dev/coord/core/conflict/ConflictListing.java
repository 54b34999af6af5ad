package dev.coord.core.conflict;

import dev.coord.FeatureId;
import dev.coord.core.graph.Reachability;
import dev.coord.core.ints.Names;
import dev.coord.plan.Conflict;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Lists conflicts pair by pair, one feature after the other. Not safe for several threads. */
final class ConflictListing {

    private final List<FeatureId> ids;
    private final int[] numbers;
    private final List<Contended> kinds;
    private final Reachability reachability;
    private final SharedNames shared = new SharedNames();

    ConflictListing(List<FeatureId> ids, int[] numbers, List<Contended> kinds, Reachability reachability) {
        this.ids = ids;
        this.numbers = numbers;
        this.kinds = kinds;
        this.reachability = reachability;
    }

    /** Tells what a feature contends for with others: with larger ones, and as a reader with all. */
    void list(int first, Consumer<Conflict> found) {
        shared.clear();
        for (int kind = 0; kind < kinds.size(); kind++) {
            kinds.get(kind).addSharedBy(first, kind, shared);
        }
        shared.sort();
        int end;
        for (int at = 0; at < shared.size(); at = end) {
            end = shared.end(at);
            int second = shared.other(at);
            Contended kind = kinds.get(shared.kind(at));
            boolean ordered = reachability.ordered(numbers[first], numbers[second]);
            // a read that a dependency puts in order is what the dependency is for (reading 7)
            if (!ordered || kind.isMutual()) {
                found.accept(kind.conflict(ids.get(first), ids.get(second), subjects(kind.names(), at, end), ordered));
            }
        }
    }

    private List<String> subjects(Names names, int from, int to) {
        if (to == from + 1) {
            return List.of(names.name(shared.name(from)));
        }
        String[] subjects = new String[to - from];
        Arrays.setAll(subjects, i -> names.name(shared.name(from + i)));
        Arrays.sort(subjects);
        return List.of(subjects);
    }
}
