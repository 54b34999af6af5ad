package dev.coord.core.run.text;

import dev.coord.FeatureId;
import dev.coord.lock.Holder;
import java.util.List;
import java.util.stream.Collectors;

/** How notices and reasons name things. */
public final class Wording {

    private Wording() {}

    public static String names(List<FeatureId> features) {
        return features.stream().map(FeatureId::value).collect(Collectors.joining(", "));
    }

    public static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    public static String holders(List<Holder> heldBy) {
        return heldBy.stream()
                .map(holder -> holder.lock().path() + " held by " + holder.agent() + " (" + holder.feature() + ")")
                .collect(Collectors.joining(", "));
    }
}
