package dev.coord.content;

import dev.coord.RepoPath;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Merged;
import dev.coord.merge.StructuredMerge.Refused;
import dev.coord.merge.StructuredMerger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks all mergers in turn, as an integrator does. */
final class Merging {
    private Merging() {}

    static StructuredMerge merge(String path, Optional<byte[]> base, byte[] ours, byte[] theirs) {
        List<String> reasons = new ArrayList<>();
        for (StructuredMerger merger : ContentMergers.all()) {
            StructuredMerge merge = merger.merge(new RepoPath(path), base, ours, theirs);
            if (merge instanceof Merged) {
                return merge;
            }
            if (merge instanceof Refused refused) {
                reasons.add(refused.reason());
            }
        }
        return new Refused(String.join("; ", reasons));
    }
}
