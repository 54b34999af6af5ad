package dev.coord.content.hunk;

import dev.coord.RepoPath;
import dev.coord.content.diff.Alignment;
import dev.coord.content.diff.Change;
import dev.coord.content.diff.Change.Kind;
import dev.coord.content.diff.Region;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import dev.coord.content.verify.Verification;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Merged;
import dev.coord.merge.StructuredMerge.Refused;
import dev.coord.merge.StructuredMerge.Taken;
import dev.coord.merge.StructuredMerge.Unknown;
import dev.coord.merge.StructuredMerger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Merges a file conflict by conflict, each by the first kind that understands it. What is in no conflict is merged line by line. One
 * conflict that no kind understands leaves the whole file as it is.
 */
public final class HunkwiseMerger implements StructuredMerger {
    private static final int MOST = 200;

    private final List<HunkMerger> kinds;

    /**
     * A merger of these kinds.
     *
     * @param kinds in the order in which they are asked
     */
    public HunkwiseMerger(List<HunkMerger> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    @Override
    public StructuredMerge merge(RepoPath path, Optional<byte[]> base, byte[] ours, byte[] theirs) {
        List<HunkMerger> mine = kinds.stream().filter(kind -> kind.knows(path)).toList();
        if (mine.isEmpty()) {
            return new Unknown();
        }
        try {
            return merge(Versions.of(path, base, ours, theirs), mine);
        } catch (NotUnderstood e) {
            return new Refused(e.reason());
        }
    }

    private static StructuredMerge merge(Versions versions, List<HunkMerger> kinds) {
        Alignment alignment = Alignment.of(versions);
        List<Region> conflicts = alignment.changes().stream()
                .filter(change -> change.kind() == Kind.CONFLICT)
                .map(Change::region)
                .toList();
        if (conflicts.isEmpty() || conflicts.size() > MOST) {
            return new Refused(conflicts.isEmpty() ? "its lines do not conflict" : "it has too many conflicts");
        }
        Sources sources = Sources.of(versions);
        List<Resolved> resolved = resolved(alignment, sources, conflicts, kinds);
        try {
            return written(alignment, resolved, kinds);
        } catch (NotUnderstood e) {
            return withFirstAsLast(alignment, sources, conflicts, kinds, e);
        }
    }

    /** The first kind knows least of what lines mean: what it repeats, a later one may merge, if it is asked before. */
    private static StructuredMerge withFirstAsLast(
            Alignment alignment, Sources sources, List<Region> conflicts, List<HunkMerger> kinds, NotUnderstood why) {
        try {
            List<HunkMerger> others = new ArrayList<>(kinds.subList(1, kinds.size()));
            others.add(kinds.get(0));
            return written(alignment, resolved(alignment, sources, conflicts, others), kinds);
        } catch (NotUnderstood e) {
            throw why;
        }
    }

    private static List<Resolved> resolved(
            Alignment alignment, Sources sources, List<Region> conflicts, List<HunkMerger> kinds) {
        List<Resolved> resolved = new ArrayList<>();
        for (Region conflict : conflicts) {
            if (!resolved.isEmpty()
                    && within(resolved.get(resolved.size() - 1).resolution.region(), conflict)) {
                continue;
            }
            Resolved next = resolve(new Hunk(alignment, sources, conflict), kinds);
            if (!resolved.isEmpty()
                    && overlap(resolved.get(resolved.size() - 1).resolution.region(), next.resolution.region())) {
                throw new NotUnderstood("two conflicts run into each other");
            }
            resolved.add(next);
        }
        return resolved;
    }

    private static boolean overlap(Region earlier, Region later) {
        return later.base().from() < earlier.base().to()
                || later.ours().from() < earlier.ours().to()
                || later.theirs().from() < earlier.theirs().to();
    }

    private record Resolved(HunkMerger kind, Resolution resolution) {}

    private static Resolved resolve(Hunk hunk, List<HunkMerger> kinds) {
        List<String> reasons = new ArrayList<>();
        for (HunkMerger kind : kinds) {
            try {
                Resolution resolution = kind.merge(hunk);
                Verification.insistOnLines(
                        hunk.alignment().base(resolution.region()),
                        hunk.alignment().ours(resolution.region()),
                        hunk.alignment().theirs(resolution.region()),
                        resolution.lines());
                return new Resolved(kind, resolution);
            } catch (NotUnderstood e) {
                reasons.add(kind.kind() + ": " + e.reason());
            }
        }
        LineRange where = new LineRange(
                hunk.region().ours().from() + 1, hunk.region().ours().to());
        throw new NotUnderstood("line " + where + ": " + String.join("; ", reasons));
    }

    private static StructuredMerge written(Alignment alignment, List<Resolved> resolved, List<HunkMerger> kinds) {
        List<String> lines = new ArrayList<>();
        List<Taken> taken = new ArrayList<>();
        int place = 0; // in the target's version
        int next = 0;
        for (Change change : alignment.changes()) {
            Region region = change.region();
            if (next < resolved.size() && within(resolved.get(next).resolution.region(), region)) {
                Resolution resolution = resolved.get(next).resolution;
                lines.addAll(ours(alignment, place, resolution.region().ours().from()));
                taken.addAll(taken(resolved.get(next), lines.size()));
                lines.addAll(resolution.lines());
                place = resolution.region().ours().to();
                next++;
            }
            if (next > 0 && within(resolved.get(next - 1).resolution.region(), region)) {
                continue;
            }
            lines.addAll(ours(alignment, place, region.ours().from()));
            lines.addAll(change.kind() == Kind.THEIRS ? alignment.theirs(region) : alignment.ours(region));
            place = region.ours().to();
        }
        lines.addAll(ours(alignment, place, alignment.versions().ours().lines().size()));
        TextFile merged = alignment.versions().merged(lines);
        Verification.insist(alignment.versions(), merged);
        kinds.forEach(kind -> kind.check(alignment.versions(), merged));
        return new Merged(merged.bytes(), taken);
    }

    private static boolean within(Region outer, Region inner) {
        return inner.base().from() >= outer.base().from()
                && inner.base().to() <= outer.base().to()
                && inner.ours().from() >= outer.ours().from()
                && inner.ours().to() <= outer.ours().to()
                && inner.theirs().from() >= outer.theirs().from()
                && inner.theirs().to() <= outer.theirs().to();
    }

    private static List<String> ours(Alignment alignment, int from, int to) {
        return alignment.versions().ours().lines().subList(from, to);
    }

    private static List<Taken> taken(Resolved resolved, int before) {
        return resolved.resolution.parts().stream()
                .map(part -> new Taken(
                        resolved.kind.kind(),
                        part.note().key(),
                        part.note().change(),
                        part.note().side(),
                        new LineRange(before + part.from() + 1, before + part.to())))
                .sorted(Comparator.comparingInt(part -> part.lines().first()))
                .toList();
    }
}
