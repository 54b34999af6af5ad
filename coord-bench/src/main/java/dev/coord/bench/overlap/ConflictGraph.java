package dev.coord.bench.overlap;

import java.util.ArrayList;
import java.util.List;

/** Which of some features, numbered from 0, do not merge with each other. Not for many: how few rounds they need is tried out. */
public final class ConflictGraph {

    private final boolean[][] conflicts;

    /** Of so many features without a conflict. */
    public ConflictGraph(int features) {
        conflicts = new boolean[features][features];
    }

    /** These two conflict. */
    public void add(int one, int other) {
        conflicts[one][other] = true;
        conflicts[other][one] = true;
    }

    /** How many pairs conflict. */
    public int pairs() {
        int pairs = 0;
        for (int i = 0; i < conflicts.length; i++) {
            for (int j = 0; j < i; j++) {
                pairs += conflicts[i][j] ? 1 : 0;
            }
        }
        return pairs;
    }

    /**
     * The least number of rounds in which all can land, where no two of a round conflict: the chromatic number. No order of
     * landing takes fewer.
     */
    public int rounds() {
        int most = inOrder();
        while (most > 1 && fits(new ArrayList<>(), most - 1)) {
            most--;
        }
        return most;
    }

    /** The rounds of taking each feature, in order, into the first round in which it conflicts with nothing. */
    public int inOrder() {
        List<List<Integer>> rounds = new ArrayList<>();
        for (int feature = 0; feature < conflicts.length; feature++) {
            int number = feature;
            rounds.stream()
                    .filter(round -> isFree(number, round))
                    .findFirst()
                    .orElseGet(() -> {
                        List<Integer> added = new ArrayList<>();
                        rounds.add(added);
                        return added;
                    })
                    .add(number);
        }
        return rounds.size();
    }

    private boolean fits(List<List<Integer>> rounds, int most) {
        int feature = rounds.stream().mapToInt(List::size).sum();
        if (feature == conflicts.length) {
            return true;
        }
        for (int i = 0; i < rounds.size(); i++) {
            List<Integer> round = rounds.get(i);
            if (isFree(feature, round)) {
                round.add(feature);
                if (fits(rounds, most)) {
                    return true;
                }
                round.remove(round.size() - 1);
            }
        }
        if (rounds.size() == most) {
            return false;
        }
        rounds.add(new ArrayList<>(List.of(feature)));
        if (fits(rounds, most)) {
            return true;
        }
        rounds.remove(rounds.size() - 1);
        return false;
    }

    private boolean isFree(int feature, List<Integer> round) {
        return round.stream().noneMatch(other -> conflicts[feature][other]);
    }
}
