package dev.coord.bench.part;

import dev.coord.bench.harness.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Things that are compared: each has its turn in each round, so that what else the machine does hits all alike. */
final class Rounds {

    /** One turn. */
    interface Turn {
        double measure() throws Exception;
    }

    private final Map<String, Turn> turns = new LinkedHashMap<>();
    private final Map<String, List<Double>> results = new LinkedHashMap<>();

    Rounds add(String name, Turn turn) {
        turns.put(name, turn);
        results.put(name, new ArrayList<>());
        return this;
    }

    Rounds run(int rounds) throws Exception {
        for (int i = 0; i < rounds; i++) {
            for (Map.Entry<String, Turn> turn : turns.entrySet()) {
                results.get(turn.getKey()).add(turn.getValue().measure());
            }
        }
        return this;
    }

    /** What was measured until now was warm-up. */
    Rounds forget() {
        results.values().forEach(List::clear);
        return this;
    }

    Sample of(String name) {
        return new Sample(results.get(name));
    }

    /** How many times the other one it is: the median of what it was in each round. */
    double ratio(String name, String other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < results.get(name).size(); i++) {
            ratios.add(results.get(name).get(i) / results.get(other).get(i));
        }
        return new Sample(ratios).median();
    }

    /** A line of a table: name, median, least and most, the other one, the ratio, what is wanted. */
    Object[] line(String name, String other, String wanted) {
        Sample sample = of(name);
        return new Object[] {
            name,
            sample.median(),
            sample.percentile(0),
            sample.percentile(100),
            other,
            other.isEmpty() ? "" : ratio(name, other),
            wanted
        };
    }
}
