package dev.coord.merge;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import java.util.List;
import java.util.Optional;

/**
 * What an agent made of a feature, pinned under a ref.
 *
 * @param feature which feature
 * @param digest digest of the declaration it was made from
 * @param tip the latest commit of its branch
 * @param fence the lease it was completed under; none for work that was done without locks, for which nothing is checked
 */
public record FeatureTip(FeatureId feature, String digest, CommitId tip, Optional<Fence> fence) {

    /**
     * Work that was done without locks.
     *
     * @param feature which feature
     * @param digest digest of the declaration it was made from
     * @param tip the latest commit of its branch
     */
    public FeatureTip(FeatureId feature, String digest, CommitId tip) {
        this(feature, digest, tip, Optional.empty());
    }

    /**
     * The same work at another commit.
     *
     * @param commit the commit
     * @return the same otherwise
     */
    public FeatureTip at(CommitId commit) {
        return new FeatureTip(feature, digest, commit, fence);
    }

    /**
     * What a merge has to know of the lease that work was completed under: whatever landed with a greater token on one of
     * these paths, and under a lock on it, comes from a newer holder.
     *
     * @param token the token of the lease
     * @param writes what the lease was for writing on: files, directories and globs
     */
    public record Fence(FencingToken token, List<RepoPath> writes) {

        /** Copies the list. */
        public Fence {
            writes = List.copyOf(writes);
        }

        /**
         * The fence of a lease.
         *
         * @param lease the lease, in force when the work was completed
         * @return its token and what it wrote on
         */
        public static Fence of(Lease lease) {
            return new Fence(
                    lease.token(),
                    lease.locks().stream()
                            .filter(lock -> lock.operation() == Operation.WRITE)
                            .map(PathLock::path)
                            .toList());
        }
    }
}
