package dev.coord.core.clean;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.RunId;
import java.time.Instant;
import java.util.Optional;

/**
 * A ref of coord's that keeps work, or a state of the target.
 *
 * @param name full name
 * @param commit what it keeps
 * @param committedAt when that was committed: git notes no other time of such a ref
 * @param onTarget whether the target contains it, so that nothing goes with the ref
 * @param run which run it belongs to; none where it belongs to none
 * @param feature whose work it is; none where it is that of several features, or of none
 * @param isUnfinished whether it belongs to something that was begun and not finished
 */
public record KeptRef(
        String name,
        CommitId commit,
        Instant committedAt,
        boolean onTarget,
        Optional<RunId> run,
        Optional<FeatureId> feature,
        boolean isUnfinished) {}
