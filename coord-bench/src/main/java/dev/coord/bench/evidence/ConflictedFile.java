package dev.coord.bench.evidence;

import dev.coord.RepoPath;
import java.util.Optional;

/**
 * A file that git cannot merge, and what people made of it.
 *
 * @param pair the two commits it comes from, as people can look them up
 * @param path the file
 * @param base what both sides began from; empty where each added it
 * @param ours the version that was there first
 * @param theirs the version that was merged into it
 * @param people what people committed
 */
public record ConflictedFile(
        String pair, RepoPath path, Optional<byte[]> base, byte[] ours, byte[] theirs, byte[] people) {}
