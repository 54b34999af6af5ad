package dev.coord.cli.word;

import dev.coord.plan.Feature;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Features that say what they write and not what is to be built: a valid plan, and no task for an agent. */
public final class Undescribed {

    private static final int SHOWN = 5;

    private Undescribed() {}

    /** What to tell whoever has an agent make these; nothing where each has a description. */
    public static Optional<String> warning(Collection<Feature> features) {
        List<Feature> bare = features.stream()
                .filter(feature -> feature.description().isEmpty())
                .toList();
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        String names = bare.stream()
                .limit(SHOWN)
                .map(feature -> "'" + feature.id() + "'")
                .collect(Collectors.joining(", "));
        return Optional.of("warning: without a description: " + names
                + (bare.size() > SHOWN ? " and " + (bare.size() - SHOWN) + " more" : "")
                + "; an agent's task says what to build by it");
    }
}
