package dev.coord.proof;

import dev.coord.FeatureId;
import java.util.List;
import java.util.Optional;

/**
 * Something that is wrong with a file of a candidate. Immutable. Specification 6.1.
 *
 * @param feature whose work it is
 * @param check the name of the check that found it
 * @param path the file, as git has it
 * @param line its line, from 1; 0 where it is about the whole file
 * @param message what is wrong, such as {@code marks of a conflict are left}
 * @param remedy what to do about it, for whoever made it
 * @param stops whether the feature may not land with it; otherwise people are told
 * @param conflict what it meets, where it changes what other work changes too, and nothing says which comes first
 */
public record IntegrityFinding(
        FeatureId feature,
        String check,
        String path,
        int line,
        String message,
        String remedy,
        boolean stops,
        Optional<SchemaConflict> conflict) {

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
     * The same where it is known that it does no harm.
     *
     * @param why what shows that
     * @return a finding that is told and stops nothing
     */
    public IntegrityFinding harmless(String why) {
        return new IntegrityFinding(feature, check, path, line, message, why, false, conflict);
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
}
