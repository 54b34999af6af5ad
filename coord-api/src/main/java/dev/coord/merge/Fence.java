package dev.coord.merge;

import dev.coord.RepoPath;
import dev.coord.lock.FencingToken;
import dev.coord.lock.Lease;
import dev.coord.lock.Operation;
import dev.coord.lock.PathLock;
import java.util.List;

/**
 * What a merge has to know of the lease that work was completed under: whatever landed with a greater token on one of
 * these paths comes from a newer holder.
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
