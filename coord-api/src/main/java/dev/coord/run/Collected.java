package dev.coord.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import java.util.List;

/** What was found in a workspace after its agent had ended. */
public sealed interface Collected {

    /**
     * The work is committed on the feature's branch and pinned.
     *
     * @param tip the branch's latest commit; a commit of its own also where the agent changed nothing
     * @param changed every path that differs from the base, sorted
     * @param undone what earlier features landed and this work takes back, sorted by path
     * @param stashes what the agent stashed and left, which is no part of the work
     */
    record Work(CommitId tip, List<String> changed, List<Undone> undone, List<String> stashes) implements Collected {

        /** Copies the lists. */
        public Work {
            changed = List.copyOf(changed);
            undone = List.copyOf(undone);
            stashes = List.copyOf(stashes);
        }

        /**
         * Work that takes nothing back.
         *
         * @param tip the branch's latest commit
         * @param changed every path that differs from the base, sorted
         */
        public Work(CommitId tip, List<String> changed) {
            this(tip, changed, List.of(), List.of());
        }
    }

    /**
     * A conflict in work that was resumed is not resolved: marks are left, or a file that has none is as it was laid out, or has the name
     * that git made up for one side's file. All of it is committed on the feature's branch and pinned, so that the next workspace can
     * resume it. What that one lays out without a conflict is what the agent decided.
     *
     * @param tip the branch's latest commit
     * @param files sorted by path; with lines where marks are left, and with no other feature
     */
    record Unresolved(CommitId tip, List<ConflictedFile> files) implements Collected {

        /** Copies the list. */
        public Unresolved {
            files = List.copyOf(files);
        }
    }

    /**
     * What the agent left cannot be used: it switched or rewrote its branch, or left what git cannot take. Everything that
     * can be is pinned.
     *
     * @param reason what was found
     * @param kept where everything is
     */
    record Unusable(String reason, Kept kept) implements Collected {

        @Override
        public String toString() {
            return reason + "; its work is kept at " + kept;
        }
    }

    /**
     * Where work lies that is not used.
     *
     * @param ref the ref that keeps it, empty where there was nothing to keep
     * @param stays why the work tree was not removed: what lies in it and in no ref; empty where all of it is elsewhere
     * @param stashes what the agent stashed and left; the ref keeps it too
     */
    record Kept(String ref, String stays, List<String> stashes) {

        /** Copies the list. */
        public Kept {
            stashes = List.copyOf(stashes);
        }

        /**
         * Work without a stash.
         *
         * @param ref the ref that keeps it, empty where there was nothing to keep
         * @param stays why the work tree was not removed; empty where all of it is elsewhere
         */
        public Kept(String ref, String stays) {
            this(ref, stays, List.of());
        }

        /**
         * Work of which nothing but a ref is left.
         *
         * @param ref the ref that keeps it, empty where there was nothing to keep
         */
        public Kept(String ref) {
            this(ref, "");
        }

        @Override
        public String toString() {
            return (ref.isEmpty() ? "(nothing was left to keep)" : ref)
                    + (stays.isEmpty() ? "" : "; its work tree stays, since " + stays);
        }
    }

    /**
     * What earlier features landed in a file and the work on a later one takes back. Nothing of it leaves the history.
     *
     * @param path the file
     * @param how how it is taken back
     * @param features whose work it was, latest first
     */
    record Undone(String path, How how, List<FeatureId> features) {

        /** The ways to take work back. */
        public enum How {
            /** The file that they made or changed is deleted. */
            DELETES,
            /** The file is again what it was before them. */
            REVERTS,
            /** Every line that they added and that was still there is gone. */
            REMOVES_LINES
        }

        /** Copies the list. */
        public Undone {
            features = List.copyOf(features);
        }
    }
}
