package dev.coord.lock;

import dev.coord.RepoPath;

/**
 * A lock on everything a path covers.
 *
 * @param path file, directory or glob
 * @param operation what the lock is for
 */
public record PathLock(RepoPath path, Operation operation) {}
