package dev.coord.state;

import dev.coord.AgentId;
import dev.coord.CoordinationException;
import dev.coord.FeatureId;
import dev.coord.RunId;
import java.util.List;
import java.util.stream.Collectors;

/** The answer to a step in a feature's life. Specification 4.2. */
public sealed interface LifecycleOutcome {

    /**
     * The answer for people.
     *
     * @return what was done; or why it was not, and what to do next
     */
    String message();

    /**
     * Insists that the step was taken.
     *
     * @return this
     * @throws dev.coord.CoordinationException.Refused if it was not, with {@link #message()}
     */
    default LifecycleOutcome orElseThrow() {
        return this;
    }

    /**
     * The step was taken.
     *
     * @param feature which feature
     * @param from where it stood
     * @param to where it stands now
     */
    record Moved(FeatureId feature, FeatureStatus from, FeatureStatus to) implements LifecycleOutcome {

        @Override
        public String message() {
            return feature + " is " + to.jsonName();
        }
    }

    /**
     * The feature set was stored.
     *
     * @param features how many features it holds
     */
    record Stored(int features) implements LifecycleOutcome {

        @Override
        public String message() {
            return "stored " + features + (features == 1 ? " feature" : " features");
        }
    }

    /** The step was not taken. */
    sealed interface NotMoved extends LifecycleOutcome {

        @Override
        default LifecycleOutcome orElseThrow() {
            throw new CoordinationException.Refused(message());
        }
    }

    /** The step was refused. Nothing was changed. */
    sealed interface Refused extends NotMoved {}

    /**
     * Another feature that is worked on changes the same tables: the feature that was to start is blocked now, until a
     * person has merged the schema changes by hand and retries it. Specification 5.2.
     *
     * @param feature which feature
     * @param other the feature in the way
     * @param tables the tables both change, sorted
     */
    record Halted(FeatureId feature, FeatureId other, List<String> tables) implements NotMoved {

        /** Copies the list. */
        public Halted {
            tables = List.copyOf(tables);
        }

        @Override
        public String message() {
            return "feature '" + feature + "' cannot start: '" + other + "' is active and changes "
                    + String.join(", ", tables) + " too; wait for it, or merge the schema changes by hand";
        }
    }

    /**
     * Prerequisites are not completed.
     *
     * @param feature which feature
     * @param missing the prerequisites, sorted
     */
    record PrerequisitesMissing(FeatureId feature, List<FeatureId> missing) implements Refused {

        /** Copies the list. */
        public PrerequisitesMissing {
            missing = List.copyOf(missing);
        }

        @Override
        public String message() {
            return "feature '" + feature + "' cannot start before "
                    + missing.stream().map(FeatureId::value).collect(Collectors.joining(", "))
                    + (missing.size() == 1 ? " is" : " are") + " completed; wait for that";
        }
    }

    /**
     * The step does not fit where the feature stands.
     *
     * @param feature which feature
     * @param from where it stands
     * @param step the step that was asked for
     */
    record IllegalMove(FeatureId feature, FeatureStatus from, String step) implements Refused {

        @Override
        public String message() {
            return "cannot " + step + " feature '" + feature + "': it is " + from.jsonName();
        }
    }

    /**
     * Another agent works on the feature.
     *
     * @param feature which feature
     * @param owner who works on it
     * @param agent who asked
     */
    record NotTheOwner(FeatureId feature, AgentId owner, AgentId agent) implements Refused {

        @Override
        public String message() {
            return "agent '" + agent + "' cannot change feature '" + feature + "': agent '" + owner + "' works on it";
        }
    }

    /**
     * A run under way makes the feature: it starts, completes and fails it itself, by what becomes of its agent.
     *
     * @param feature which feature
     * @param run the run
     * @param step the step that was asked for
     */
    record MadeByRun(FeatureId feature, RunId run, String step) implements Refused {

        @Override
        public String message() {
            return "cannot " + step + " feature '" + feature + "': run " + run
                    + " makes it, and decides once its agent has"
                    + " ended; let the agent end, with exit status 0 if the feature is done and with another one if it is not";
        }
    }

    /**
     * The stored feature set has no such feature.
     *
     * @param feature which feature
     * @param nearest the known ids most like it
     */
    record UnknownFeature(FeatureId feature, List<FeatureId> nearest) implements Refused {

        /** Copies the list. */
        public UnknownFeature {
            nearest = List.copyOf(nearest);
        }

        @Override
        public String message() {
            return "no feature is named '" + feature + "'"
                    + (nearest.isEmpty()
                            ? "; store the feature set with 'coord init' first"
                            : "; did you mean " + nearest + "?");
        }
    }

    /**
     * The lease the work was done under is not in force any more.
     *
     * @param feature which feature
     * @param message what became of the lease
     */
    record StaleLease(FeatureId feature, String message) implements Refused {}
}
