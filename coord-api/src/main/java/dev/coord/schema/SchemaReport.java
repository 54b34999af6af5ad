package dev.coord.schema;

import dev.coord.FeatureId;
import dev.coord.schema.SchemaWork.Pair;
import java.util.List;
import java.util.Optional;

/** What a trial of migrations found. Immutable. */
public sealed interface SchemaReport {

    /**
     * Nothing is known: the database could not be used, or the target's own migrations do not apply to an empty one.
     *
     * @param why in one line, with what to do about it
     */
    record NotTried(String why) implements SchemaReport {}

    /**
     * It was tried.
     *
     * @param server what it was tried on, such as {@code PostgreSQL 17.2}
     * @param failure why the wave does not apply as a whole; none where it does, or where that is not certain
     * @param pairs what is known of each pair that was asked for, in that order; left out is a pair with a feature that lost against
     *     another one before, and stays as its text is judged
     * @param footprints what each migration of the wave touched that was applied, in the order they were
     * @param notRun what was not run, in order: the verdict of whatever depends on it is left to those who read the text
     */
    record Tried(
            String server,
            Optional<Failure> failure,
            List<PairTrial> pairs,
            List<Touched> footprints,
            List<NotRun> notRun)
            implements SchemaReport {

        /** Copies the lists. */
        public Tried {
            pairs = List.copyOf(pairs);
            footprints = List.copyOf(footprints);
            notRun = List.copyOf(notRun);
        }
    }

    /**
     * A statement of a migration.
     *
     * @param path the migration
     * @param line where it begins, from 1
     * @param text its text, shortened
     */
    record Statement(String path, int line, String text) {}

    /**
     * A statement failed.
     *
     * @param feature whose it is
     * @param statement which
     * @param message what the database said
     * @param after the feature without which it does not fail; none where it fails on the target's migrations alone
     */
    record Failure(FeatureId feature, Statement statement, String message, Optional<FeatureId> after) {}

    /**
     * What a migration did to one object.
     *
     * @param feature whose migration
     * @param action what was done
     * @param kind such as {@code table}, {@code column} or {@code function}, in lower case
     * @param name the object, qualified, as the database writes it
     * @param statement what did it
     */
    record Touched(FeatureId feature, Action action, String kind, String name, Statement statement) {}

    /** What is done to an object. */
    enum Action {
        /** It was not there before. */
        CREATE,
        /** It was there, and is. */
        ALTER,
        /** It is not there any more. */
        DROP
    }

    /**
     * A statement that was not run, since it reaches beyond a scratch database, or may; or one that was begun, and of which no end
     * is known that would be the same elsewhere.
     *
     * @param feature whose it is; none for the target's own
     * @param statement which
     * @param why in a few words
     * @param ending how far it came
     */
    record NotRun(Optional<FeatureId> feature, Statement statement, String why, Ending ending) {}

    /** How far a statement came of which nothing is known. */
    enum Ending {
        /** It was not begun. */
        NOT_BEGUN("was not run"),
        /** It failed, which it may not do elsewhere. */
        FAILED("failed"),
        /** It was ended before it came to its end. */
        CUT("did not come to an end");

        private final String told;

        Ending(String told) {
            this.told = told;
        }

        /** The same for people, as said of the statement. */
        public String told() {
            return told;
        }
    }

    /**
     * What is known of a pair.
     *
     * @param pair which
     * @param verdict what came out
     */
    record PairTrial(Pair pair, PairVerdict verdict) {}

    /** Whether the order of two features counts. */
    sealed interface PairVerdict {

        /** Both orders give the same schema. */
        record Commutes() implements PairVerdict {}

        /**
         * Both orders apply, and give different schemas.
         *
         * @param differences what differs, sorted by kind and name
         */
        record Differs(List<Difference> differences) implements PairVerdict {

            /** Copies the list. */
            public Differs {
                differences = List.copyOf(differences);
            }
        }

        /**
         * One order fails, or both.
         *
         * @param failure what failed first
         * @param inBoth whether the other order fails, too
         */
        record Fails(Failure failure, boolean inBoth) implements PairVerdict {}

        /**
         * Nothing is known.
         *
         * @param why in a few words
         */
        record Unknown(String why) implements PairVerdict {}
    }

    /**
     * An object that is not the same in both orders.
     *
     * @param kind such as {@code table}
     * @param name the object, qualified
     * @param earlierFirst how it is where the earlier feature's migrations come first; none where it is not there
     * @param laterFirst how it is in the other order
     * @param by the statements of the two that touch it, the earlier feature's first
     */
    record Difference(
            String kind, String name, Optional<String> earlierFirst, Optional<String> laterFirst, List<Statement> by) {

        /** Copies the list. */
        public Difference {
            by = List.copyOf(by);
        }
    }
}
