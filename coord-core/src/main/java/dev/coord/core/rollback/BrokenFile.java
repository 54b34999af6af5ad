package dev.coord.core.rollback;

import dev.coord.proof.IntegrityFinding;
import java.util.Optional;

/**
 * Something that is broken once work is taken back, and is not before.
 *
 * @param finding what it is, by a feature that is taken back
 * @param by the landing that brought the line, or the file where it is about no line; none where none did
 * @param changed who changed it last, in words
 */
public record BrokenFile(IntegrityFinding finding, Optional<LandedWork> by, String changed) {}
