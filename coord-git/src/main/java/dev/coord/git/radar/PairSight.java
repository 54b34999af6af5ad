package dev.coord.git.radar;

import static java.util.Objects.requireNonNull;

import dev.coord.core.radar.ChangedFile;
import dev.coord.core.radar.HunkProximity;
import dev.coord.core.radar.Pairs.Pair;
import dev.coord.core.radar.TreeDiff;
import dev.coord.core.radar.TreeDiff.Relation;
import dev.coord.git.command.GitPath;
import dev.coord.git.radar.BlobChanges.Versions;
import dev.coord.git.radar.PairMerges.Stages;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.radar.Encounter;
import dev.coord.radar.Encounter.Kind;
import dev.coord.radar.Encounter.Side;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One pair of works compared: first by the paths that both changed, then by the lines, and only where these leave it open by a merge of
 * git's. The target is the first side of its pairs for git, and the other side in what is told.
 *
 * @param pair which pair
 * @param ours the side that git merges onto
 * @param theirs the other side
 * @param since what each changed since they began; nothing where they did not begin from one commit
 */
record PairSight(Pair pair, WorkSnapshot ours, WorkSnapshot theirs, Optional<Since> since) {

    private static final Comparator<LineRange> BY_PLACE =
            Comparator.comparingInt(LineRange::first).thenComparingInt(LineRange::last);

    /** What the two sides changed. */
    record Since(TreeDiff ours, TreeDiff theirs, Relation relation) {

        static Since of(TreeDiff ours, TreeDiff theirs) {
            return new Since(ours, theirs, ours.with(theirs));
        }

        /** The files that both edited. */
        List<String> edited() {
            if (relation instanceof Relation.SameFiles same) {
                return same.paths();
            }
            return relation instanceof Relation.Intricate intricate ? intricate.edited() : List.of();
        }

        private Versions ours(String path) {
            return versions(ours, path);
        }

        private Versions theirs(String path) {
            return versions(theirs, path);
        }

        private static Versions versions(TreeDiff side, String path) {
            ChangedFile change = requireNonNull(side.files().get(path));
            return new Versions(change.oldId(), change.newId());
        }
    }

    PairMerges.Pair merge() {
        return new PairMerges.Pair(ours.commit(), theirs.commit());
    }

    /** Whether nothing of the one concerns the other. */
    boolean isApart() {
        return since.filter(found -> found.relation() instanceof Relation.Apart).isPresent();
    }

    Stream<String> edited() {
        return since.stream().flatMap(found -> found.edited().stream());
    }

    Stream<Versions> versions() {
        return since.stream()
                .flatMap(found ->
                        found.edited().stream().flatMap(path -> Stream.of(found.ours(path), found.theirs(path))));
    }

    /** Whether the lines of each file that both edited are so far apart that a merge has nothing to decide. */
    boolean isFarApart(BlobChanges changes, Set<String> plain) {
        return since.filter(found -> found.relation() instanceof Relation.SameFiles)
                .filter(found -> found.edited().stream().allMatch(path -> {
                    BlobChange mine = changes.of(found.ours(path));
                    BlobChange other = changes.of(found.theirs(path));
                    return plain.contains(path)
                            && !mine.isBinary()
                            && !other.isBinary()
                            && HunkProximity.of(mine.hunks(), other.hunks()).isNone();
                }))
                .isPresent();
    }

    /** The versions of the files that git could not merge. */
    static Stream<Versions> versions(Collection<Stages> conflicts) {
        return conflicts.stream()
                .flatMap(stages -> Stream.of(
                        new Versions(stages.base(), stages.ours()), new Versions(stages.base(), stages.theirs())));
    }

    /**
     * What is to be told of it.
     *
     * @param conflicts the files that git could not merge
     */
    List<Encounter> encounters(SortedMap<GitPath, Stages> conflicts, BlobChanges changes) {
        SortedMap<String, Encounter> found = new TreeMap<>();
        since.ifPresent(both -> both.edited().forEach(path -> {
            BlobChange mine = changes.of(both.ours(path));
            BlobChange other = changes.of(both.theirs(path));
            HunkProximity proximity = HunkProximity.of(mine.hunks(), other.hunks());
            if (!proximity.isNone()) {
                found.put(path, encounter(path, Kind.CLOSE, proximity, mine, other));
            }
        }));
        conflicts.forEach((path, stages) -> {
            BlobChange mine = changes.of(new Versions(stages.base(), stages.ours()));
            BlobChange other = changes.of(new Versions(stages.base(), stages.theirs()));
            HunkProximity proximity = HunkProximity.of(mine.hunks(), other.hunks());
            String place = withoutSide(path.raw());
            found.put(place, encounter(place, Kind.CONFLICT, proximity, mine, other));
        });
        return found.values().stream()
                .filter(encounter -> !isUndecided(encounter.path()))
                .toList();
    }

    private boolean isUndecided(String path) {
        return ours.undecided().contains(path) || theirs.undecided().contains(path);
    }

    private Encounter encounter(String path, Kind kind, HunkProximity proximity, BlobChange mine, BlobChange other) {
        Side ourSide = new Side(lines(proximity, HunkProximity.Place::one), mine.text());
        Side theirSide = new Side(lines(proximity, HunkProximity.Place::other), other.text());
        boolean isOursTheTarget = pair.other().isEmpty();
        return new Encounter(
                pair.one(),
                pair.other(),
                new GitPath(path).text(),
                kind,
                isOursTheTarget ? theirSide : ourSide,
                isOursTheTarget ? ourSide : theirSide);
    }

    private static List<LineRange> lines(HunkProximity proximity, Function<HunkProximity.Place, LineRange> side) {
        return proximity.nearest().stream()
                .map(side)
                .distinct()
                .sorted(BY_PLACE)
                .toList();
    }

    /** Where a file meets a directory, git adds to its name the commit that it comes from. */
    private static String withoutSide(String path) {
        return path.replaceFirst("~[0-9a-f]{40,64}(_\\d+)?$", "");
    }
}
