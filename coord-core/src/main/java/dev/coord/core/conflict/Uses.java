package dev.coord.core.conflict;

import dev.coord.core.ints.IntAdjacency;
import dev.coord.core.ints.IntList;
import dev.coord.core.ints.Names;
import dev.coord.plan.Feature;
import java.util.List;
import java.util.function.Function;

/**
 * Which features use which names, both numbered.
 *
 * @param ofFeature for each feature the names it uses, in the order it declares them
 * @param ofName for each name, ascending, the features that use it
 */
public record Uses(IntAdjacency ofFeature, IntAdjacency ofName) {

    /** Numbers what features use; names may have been met before. */
    static <T> IntAdjacency collect(List<Feature> features, Function<Feature, List<T>> used, Names names) {
        int[] begin = new int[features.size() + 1];
        IntList items = new IntList();
        for (int feature = 0; feature < features.size(); feature++) {
            for (T name : used.apply(features.get(feature))) {
                items.add(names.number(name.toString()));
            }
            begin[feature + 1] = items.size();
        }
        return new IntAdjacency(begin, items.toArray());
    }

    public static Uses of(IntAdjacency ofFeature, Names names) {
        return new Uses(ofFeature, ofFeature.transposed(names.size()));
    }
}
