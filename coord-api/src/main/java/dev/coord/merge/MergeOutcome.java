package dev.coord.merge;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.lock.FencingToken;
import java.util.List;

/** What became of the attempt to merge a wave. The target branch is as it was. Specification 6.1. */
public sealed interface MergeOutcome {

    /**
     * What of the wave could not be merged.
     *
     * @return why, for each of them, in the order of the work; nothing where merging was not tried
     */
    default List<LeftOut> leftOut() {
        return List.of();
    }

    /**
     * Merged, ready to be tested and landed.
     *
     * @param candidate what can be tested and landed; its work names the features that are in it, and no other
     * @param leftOut what could not be merged, in the order of the work
     */
    record Merged(Candidate candidate, List<LeftOut> leftOut) implements MergeOutcome {

        /** Copies the list. */
        public Merged {
            leftOut = List.copyOf(leftOut);
        }

        /**
         * Everything could be merged.
         *
         * @param candidate what can be tested and landed
         */
        public Merged(Candidate candidate) {
            this(candidate, List.of());
        }
    }

    /**
     * None of the features could be merged.
     *
     * @param base the target's commit that it was tried on
     * @param leftOut why, for each of them, in the order of the work
     */
    record NothingMerged(CommitId base, List<LeftOut> leftOut) implements MergeOutcome {

        /** Copies the list. */
        public NothingMerged {
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * The target no longer contains the commit that it was last seen at: it was set back or rewritten. Nothing was merged,
     * since that would bring the old commits back.
     *
     * @param since what it was last seen at
     * @param now what it is
     * @param command the command that brings the old commits back, for people
     */
    record TargetRewound(CommitId since, CommitId now, String command) implements MergeOutcome {}

    /** Why a feature is not merged with the others of its wave. */
    sealed interface LeftOut {

        /**
         * Which one.
         *
         * @return the feature
         */
        FeatureId feature();
    }

    /**
     * A feature does not merge with the target, or with those before it. Specification 6.2.
     *
     * @param feature the feature that could not be merged
     * @param files what is in conflict, sorted by path, at least one
     * @param refusals why files were not merged by what they mean, each with its file; none where that was not tried
     * @param failure which file a command did not make anew, and why, or which migration needs another number; otherwise empty
     * @param output the end of what that command printed
     */
    record Conflicted(
            FeatureId feature, List<ConflictedFile> files, List<String> refusals, String failure, String output)
            implements LeftOut {

        /** Copies the lists. */
        public Conflicted {
            files = List.copyOf(files);
            refusals = List.copyOf(refusals);
        }

        /**
         * Whether git merges its files, and migrations in them do not fit.
         *
         * @return true where {@link #failure} tells which and why
         */
        public boolean isOfMigrations() {
            return !refusals.isEmpty() && failure.startsWith(refusals.get(0));
        }

        /**
         * A conflict of which nobody but git knows.
         *
         * @param feature the feature that could not be merged
         * @param files what is in conflict, sorted by path, at least one
         */
        public Conflicted(FeatureId feature, List<ConflictedFile> files) {
            this(feature, files, List.of(), "", "");
        }

        /**
         * The other side.
         *
         * @return the features it conflicts with, sorted; empty where only others than features changed the files
         */
        public List<FeatureId> with() {
            return files.stream()
                    .flatMap(file -> file.with().stream())
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    /**
     * One file in conflict.
     *
     * @param path the file
     * @param lines where the other side's text stands, in the file as the target and the features before have it; empty
     *     where the conflict is not about lines, as for a binary file, or one that was deleted or renamed
     * @param with the features whose work it conflicts with there; empty where only others than features changed the file
     */
    record ConflictedFile(String path, List<LineRange> lines, List<FeatureId> with) {

        /** Copies the lists. */
        public ConflictedFile {
            lines = List.copyOf(lines);
            with = List.copyOf(with);
        }

        @Override
        public String toString() {
            return lines.isEmpty()
                    ? path
                    : path + ":"
                            + String.join(
                                    ",", lines.stream().map(LineRange::toString).toList());
        }
    }

    /**
     * Lines of a file, from 1.
     *
     * @param first the first one
     * @param last the last one; the one before {@code first} for the place between two lines
     */
    record LineRange(int first, int last) {

        @Override
        public String toString() {
            return last <= first ? Integer.toString(first) : first + "-" + last;
        }
    }

    /**
     * A feature has no commit in common with the target, so that there is nothing to merge it by.
     *
     * @param feature the feature that could not be merged
     */
    record Unrelated(FeatureId feature) implements LeftOut {}

    /**
     * A feature comes too late: a newer holder of its locks has landed, or is merged before it, on what it changed.
     * Whether the two would merge cleanly was not tried. Specification 3.2.
     *
     * @param feature the feature that comes too late
     * @param token the token it was completed under
     * @param by the newer holder's feature
     * @param newer the newer holder's token
     * @param files the locked files both changed, sorted, at least one
     */
    record Overtaken(FeatureId feature, FencingToken token, FeatureId by, FencingToken newer, List<String> files)
            implements LeftOut {

        /** Copies the list. */
        public Overtaken {
            files = List.copyOf(files);
        }
    }
}
