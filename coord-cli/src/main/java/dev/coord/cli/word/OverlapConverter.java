package dev.coord.cli.word;

import dev.coord.plan.Plan.OverlapPolicy;

/** What to do with features that write the same file, by its name. */
public final class OverlapConverter extends Choice<OverlapPolicy> {

    OverlapConverter() {
        super(OverlapPolicy.values());
    }
}
