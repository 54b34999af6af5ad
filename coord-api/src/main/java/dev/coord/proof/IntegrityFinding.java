package dev.coord.proof;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import java.util.List;
import java.util.Optional;

/**
 * Something that is wrong with a file of a candidate. Immutable. Specification 6.1.
 *
 * @param feature whose work it is
 * @param check the name of the check that found it
 * @param path the file, as git has it
 * @param line its line, from 1; 0 where it is about the whole file
 * @param message what is wrong, such as {@code marks of a conflict are left}; on one safe line
 * @param remedy what to do about it, for whoever made it; on one safe line
 * @param weight what follows from it
 * @param conflict what it meets, where it changes what other work changes too, and nothing says which comes first
 * @param missing what it needs and nothing has, where other work may be about to bring that
 */
public record IntegrityFinding(
        FeatureId feature,
        String check,
        String path,
        int line,
        String message,
        String remedy,
        Weight weight,
        Optional<SchemaConflict> conflict,
        Optional<Missing> missing) {

    /** What follows from a finding, the heaviest first. */
    public enum Weight {
        /** The feature may not land with it. */
        STOPS,
        /** What was to be found out is not known: people are told, also once the run has ended. */
        UNKNOWN,
        /** People are told. */
        TOLD,
        /** All is well with it: there is nothing to be done. */
        NOTE
    }

    /** Makes the texts for people safe to show. */
    public IntegrityFinding {
        message = SafeText.line(message);
        remedy = SafeText.line(remedy);
    }

    /**
     * Something that is wrong in a file alone.
     *
     * @param feature whose work it is
     * @param check the name of the check that found it
     * @param path the file, as git has it
     * @param line its line, from 1; 0 where it is about the whole file
     * @param message what is wrong
     * @param remedy what to do about it
     * @param stops whether the feature may not land with it
     */
    public IntegrityFinding(
            FeatureId feature, String check, String path, int line, String message, String remedy, boolean stops) {
        this(feature, check, path, line, message, remedy, stops, Optional.empty());
    }

    /**
     * The same with what it meets.
     *
     * @param feature whose work it is
     * @param check the name of the check that found it
     * @param path the file, as git has it
     * @param line its line, from 1; 0 where it is about the whole file
     * @param message what is wrong
     * @param remedy what to do about it
     * @param stops whether the feature may not land with it; otherwise people are told
     * @param conflict what it meets
     */
    public IntegrityFinding(
            FeatureId feature,
            String check,
            String path,
            int line,
            String message,
            String remedy,
            boolean stops,
            Optional<SchemaConflict> conflict) {
        this(feature, check, path, line, message, remedy, stops ? Weight.STOPS : Weight.TOLD, conflict);
    }

    /**
     * The same with a weight.
     *
     * @param feature whose work it is
     * @param check the name of the check that found it
     * @param path the file, as git has it
     * @param line its line, from 1; 0 where it is about the whole file
     * @param message what is wrong
     * @param remedy what to do about it
     * @param weight what follows from it
     * @param conflict what it meets
     */
    public IntegrityFinding(
            FeatureId feature,
            String check,
            String path,
            int line,
            String message,
            String remedy,
            Weight weight,
            Optional<SchemaConflict> conflict) {
        this(feature, check, path, line, message, remedy, weight, conflict, Optional.empty());
    }

    /**
     * Whether the feature may not land with it.
     *
     * @return true for what has the weight {@link Weight#STOPS}
     */
    public boolean stops() {
        return weight == Weight.STOPS;
    }

    /**
     * The same where it is known that it does no harm.
     *
     * @param why what shows that
     * @return a note
     */
    public IntegrityFinding harmless(String why) {
        return new IntegrityFinding(feature, check, path, line, message, why, Weight.NOTE, conflict, missing);
    }

    /**
     * The same where it is known that it does harm.
     *
     * @param what what shows that
     * @return a finding that stops the feature
     */
    public IntegrityFinding harmful(String what) {
        return new IntegrityFinding(
                feature, check, path, line, message + " (" + what + ")", remedy, Weight.STOPS, conflict, missing);
    }

    /**
     * The same where it is not known whether it does harm.
     *
     * @return a finding that is told
     */
    public IntegrityFinding told() {
        return new IntegrityFinding(feature, check, path, line, message, remedy, Weight.TOLD, conflict, missing);
    }

    /**
     * The same where it is known what it meets.
     *
     * @param met what
     * @return the finding otherwise as it is
     */
    public IntegrityFinding meeting(SchemaConflict met) {
        return new IntegrityFinding(feature, check, path, line, message, remedy, weight, Optional.of(met), missing);
    }

    /**
     * The same where it is known what it lacks.
     *
     * @param lacked what
     * @return the finding otherwise as it is
     */
    public IntegrityFinding lacking(Missing lacked) {
        return new IntegrityFinding(feature, check, path, line, message, remedy, weight, conflict, Optional.of(lacked));
    }

    /**
     * Two changes of one object without an order between them. Specification 5.2.
     *
     * @param with the feature that is merged before; none where it is the target, by work that landed after the branch was begun
     * @param objects the tables, types, functions or schemas that both change, sorted
     */
    public record SchemaConflict(Optional<FeatureId> with, List<String> objects) {

        /** Copies the list. */
        public SchemaConflict {
            objects = List.copyOf(objects);
        }
    }

    /**
     * What is needed and nothing has. A check tells the places, or the features where it knows more of them than these; the run tells
     * which features it is that are to come, by what they declare and what they have done.
     *
     * @param places the files of which one may bring it, as git has them; none where that does not depend on files
     * @param by the features that are to bring it, and that the work waits for: whichever of them is there first
     * @param after the features that are to bring it and come after the one that needs it
     */
    public record Missing(List<String> places, List<FeatureId> by, List<FeatureId> after) {

        /** Copies the lists. */
        public Missing {
            places = List.copyOf(places);
            by = List.copyOf(by);
            after = List.copyOf(after);
        }

        /**
         * As a check tells it.
         *
         * @param places the files of which one may bring it
         */
        public Missing(List<String> places) {
            this(places, List.of(), List.of());
        }
    }
}
