package dev.coord.core.run.event;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.run.RunSettings.Origin;
import java.util.List;
import java.util.Optional;

/**
 * Something that happened in a run, for whoever watches it: values, and no prose. It has no time of its own, since it is told
 * as it happens. {@code NoticeText} has the words for people, {@code NoticeAnswer} the JSON for programs. Variants are added in
 * time; whoever watches passes over those it does not know.
 */
public sealed interface RunNotice
        permits FeatureNotice,
                WaveNotice,
                RunNotice.NothingToDo,
                RunNotice.Began,
                RunNotice.LeftOut,
                RunNotice.BaselineBegan,
                RunNotice.BaselinePassed,
                RunNotice.BaselineFailed,
                RunNotice.TryingMigrations,
                RunNotice.Warning {

    /**
     * Which feature it is about.
     *
     * @return the feature, none where it is about a wave or the run
     */
    default Optional<FeatureId> about() {
        return Optional.empty();
    }

    /**
     * Everything had landed before.
     *
     * @param features how many features there are
     * @param target the branch
     */
    record NothingToDo(int features, String target) implements RunNotice {}

    /**
     * A run began, or one that was killed goes on.
     *
     * @param run which run
     * @param goesOn whether it had begun before
     * @param features how many features there are
     * @param landed how many of them had landed before
     * @param finished how many more had been finished before
     * @param waves how many waves are ahead
     * @param agents how many agents work at once, at most; 0 where branches that are there are integrated
     * @param target the branch to land on
     */
    record Began(
            RunId run, boolean goesOn, int features, int landed, int finished, int waves, int agents, String target)
            implements RunNotice {}

    /**
     * The run ended, and some features have not landed.
     *
     * @param target the branch to land on
     * @param reasons one for each of those features: what became of its work, and what the next start does
     */
    record LeftOut(String target, List<String> reasons) implements RunNotice {

        /** Copies the list. */
        public LeftOut {
            reasons = List.copyOf(reasons);
        }
    }

    /**
     * The combined tests run on the target before anything lands on it.
     *
     * @param target the branch
     * @param commit where it is
     * @param isRedAllowed whether the work begins although they fail
     * @param origin whose work that is
     */
    record BaselineBegan(String target, CommitId commit, boolean isRedAllowed, Origin origin) implements RunNotice {}

    /**
     * The combined tests passed on the target.
     *
     * @param target the branch
     * @param commit where it is
     */
    record BaselinePassed(String target, CommitId commit) implements RunNotice {}

    /**
     * The combined tests failed on the target, whatever the run has to do with that.
     *
     * @param target the branch
     * @param commit where it is
     * @param reason how they ended, and what follows
     * @param output what they printed
     */
    record BaselineFailed(String target, CommitId commit, String reason, String output) implements RunNotice {}

    /**
     * Migrations are tried on a database, and that takes its time.
     *
     * @param features how many features of the wave add migrations
     * @param migrations how many there are to apply in the order of the wave, with those of the target
     * @param applied how many of these are done
     * @param pairs how many pairs of them are tried in both orders
     * @param done how many of these are decided
     */
    record TryingMigrations(int features, int migrations, int applied, int pairs, int done) implements RunNotice {}

    /**
     * Something else that does not stop the run.
     *
     * @param about which feature it is about, if it is about one
     * @param text what to know
     */
    record Warning(Optional<FeatureId> about, String text) implements RunNotice {

        /**
         * A warning about the run.
         *
         * @param text what to know
         * @return the notice
         */
        public static Warning of(String text) {
            return new Warning(Optional.empty(), text);
        }

        /**
         * A warning about one feature.
         *
         * @param feature which one
         * @param text what to know
         * @return the notice
         */
        public static Warning of(FeatureId feature, String text) {
            return new Warning(Optional.of(feature), text);
        }
    }
}
