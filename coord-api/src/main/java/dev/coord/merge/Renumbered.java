package dev.coord.merge;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.SafeText;
import java.util.List;
import java.util.Optional;

/**
 * What was done to a feature before it was merged, so that its migrations have numbers that are free and come after what landed since
 * it was begun. Immutable. Specification 6.2.
 *
 * @param feature which feature
 * @param tip what its agent made
 * @param commit what was merged in its place, whose parent is the tip; none where nothing had to change
 * @param renamings what moved, in the order in which it applies; the first {@link #MOST}
 * @param notes what people have to know, each with what to do; each on one safe line
 */
public record Renumbered(
        FeatureId feature, CommitId tip, Optional<CommitId> commit, List<Renaming> renamings, List<String> notes) {

    /** How many renamings are kept of a feature: a record is written at every step of a run. */
    public static final int MOST = 100;

    /** Makes the notes safe to show and copies the lists. */
    public Renumbered {
        renamings = List.copyOf(renamings);
        notes = notes.stream().map(SafeText::line).toList();
    }

    /**
     * What a feature's work was called in its branch.
     *
     * @param path a file of {@link #commit}
     * @return its path at the tip
     */
    public String original(String path) {
        return renamings.stream()
                .filter(renaming -> renaming.to().equals(path))
                .map(Renaming::from)
                .findFirst()
                .orElse(path);
    }

    /**
     * A file that has another name, or that only names another migration as the one before it.
     *
     * @param from its path in the branch
     * @param to its path in what was merged; the same where only its content is another
     * @param number the number that it cannot have, as it is written; none where it only has to come later
     * @param after the file that has this number, or that it comes after; {@code to} where it landed as that once and was taken back
     * @param of the features whose file that is, sorted; empty where it is the feature's own or nobody's
     */
    public record Renaming(String from, String to, Optional<String> number, String after, List<FeatureId> of) {

        /** Copies the list. */
        public Renaming {
            of = List.copyOf(of);
        }

        /**
         * Whether the file has a name that it landed with once, before it was taken back.
         *
         * @return false where the name is new
         */
        public boolean comesBack() {
            return after.equals(to);
        }

        /**
         * Whether the file has another name.
         *
         * @return false where only its content is another
         */
        public boolean isRenamed() {
            return !from.equals(to);
        }
    }
}
