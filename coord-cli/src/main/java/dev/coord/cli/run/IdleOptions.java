package dev.coord.cli.run;

import dev.coord.CoordinationException.BadInput;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Options that do nothing without another one. Where options alone say so they are refused; where it depends on what the features
 * say, it is told, since the same command is right for other features.
 *
 * @param hasTests whether combined tests run
 * @param ofTests the options given that are about combined tests
 * @param ofChecks the options given that are about the checks of features
 * @param ofBoth the options given that are about whichever of the two there is
 */
record IdleOptions(boolean hasTests, List<String> ofTests, List<String> ofChecks, List<String> ofBoth) {

    /** Copies the lists. */
    IdleOptions {
        ofTests = List.copyOf(ofTests);
        ofChecks = List.copyOf(ofChecks);
        ofBoth = List.copyOf(ofBoth);
    }

    /**
     * Looks at the options alone.
     *
     * @throws BadInput if one of them needs tests, and there are none
     */
    void refuse() {
        if (!hasTests && !ofTests.isEmpty()) {
            throw new BadInput(nothing(ofTests) + " without --test; add --test COMMAND, or leave "
                    + (ofTests.size() == 1 ? "it" : "them") + " out");
        }
    }

    /** What to tell whoever gave them with these features. */
    Optional<String> warning(FeatureSet features) {
        if (features.features().values().stream().map(Feature::check).anyMatch(Optional::isPresent)) {
            return Optional.empty();
        }
        List<String> idle = new ArrayList<>(ofChecks);
        if (!hasTests) {
            idle.addAll(ofBoth);
        }
        return idle.isEmpty()
                ? Optional.empty()
                : Optional.of("warning: " + nothing(idle) + " here, since no feature has a \"check\""
                        + (hasTests ? "" : " and there is no --test"));
    }

    private static String nothing(List<String> options) {
        return String.join(" and ", options) + (options.size() == 1 ? " does" : " do") + " nothing";
    }
}
