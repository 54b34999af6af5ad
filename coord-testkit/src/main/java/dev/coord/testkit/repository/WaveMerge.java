package dev.coord.testkit.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.path.PathPattern;
import dev.coord.merge.Candidate;
import dev.coord.merge.FeatureTip;
import dev.coord.merge.FeatureTip.Fence;
import dev.coord.merge.MergeOutcome;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.MergeOutcome.LeftOut;
import dev.coord.merge.Renumbered;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.Trial;
import dev.coord.merge.WaveWork;
import dev.coord.schema.MigrationNumbering;
import dev.coord.schema.Numbering;
import dev.coord.testkit.repository.SimulatedRepository.Tried;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Merges the work of a wave as values, file by file. */
final class WaveMerge {

    private final History history;
    private final List<FeatureTip> overtaken = new ArrayList<>();
    private MigrationNumbering numbering = MigrationNumbering.NONE;

    WaveMerge(History history) {
        this.history = history;
    }

    /** From now on this gives migrations their numbers. */
    void numberBy(MigrationNumbering chosen) {
        numbering = chosen;
    }

    MergeOutcome onto(CommitId base, WaveWork work) {
        Commit merged = history.get(base);
        SortedMap<String, FeatureId> changedBy = new TreeMap<>();
        List<FeatureTip> tips = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        List<Renumbered> renumbered = new ArrayList<>();
        for (FeatureTip tip : work.tips()) {
            Optional<Renumbered> numbers = renumbered(tip, history.get(base), merged, changedBy);
            Commit mine = history.get(numbers.flatMap(Renumbered::commit).orElse(tip.tip()));
            Commit common = history.get(history.base(merged.id(), mine.id()));
            SortedSet<String> own = History.changed(common.tree(), mine.tree());
            Optional<LeftOut> reason = leftOut(tip, mine, own, common, merged, changedBy);
            if (reason.isPresent()) {
                leftOut.add(reason.get());
                continue;
            }
            merged = history.commit(
                    List.of(merged.id(), mine.id()), History.overlaid(merged, mine, own), Optional.of(tip));
            own.forEach(path -> changedBy.put(path, tip.feature()));
            tips.add(tip);
            numbers.ifPresent(renumbered::add);
        }
        if (tips.isEmpty()) {
            return new MergeOutcome.NothingMerged(base, leftOut);
        }
        return new MergeOutcome.Merged(new Candidate(work.of(tips), base, merged.id(), List.of(), renumbered), leftOut);
    }

    private Optional<Renumbered> renumbered(
            FeatureTip tip, Commit base, Commit onto, SortedMap<String, FeatureId> changedBy) {
        Commit mine = history.get(tip.tip());
        Commit common = history.get(history.base(onto.id(), mine.id()));
        if (!(numbering.number(new NumberedTree(common.tree(), base.tree(), onto.tree(), mine.tree()))
                instanceof Numbering.Renumbered done)) {
            return Optional.empty();
        }
        SortedMap<String, String> tree = new TreeMap<>(mine.tree());
        done.places().forEach(place -> tree.remove(place.from()));
        done.places().forEach(place -> tree.put(place.to(), mine.tree().getOrDefault(place.from(), "")));
        done.contents().forEach((path, content) -> tree.put(path, new String(content, UTF_8)));
        Commit commit = history.commit(List.of(mine.id()), tree, Optional.empty());
        history.point("refs/coord/renumbered/" + tip.feature(), commit.id());
        return Optional.of(new Renumbered(
                tip.feature(),
                tip.tip(),
                Optional.of(commit.id()),
                done.places().stream()
                        .map(place -> new Renaming(
                                place.from(),
                                place.to(),
                                place.number(),
                                place.after(),
                                Stream.ofNullable(changedBy.get(place.after())).toList()))
                        .toList(),
                done.notes()));
    }

    private Optional<LeftOut> leftOut(
            FeatureTip tip,
            Commit mine,
            SortedSet<String> own,
            Commit common,
            Commit merged,
            Map<String, FeatureId> changedBy) {
        Optional<LeftOut> late = overtaken(tip, own, merged);
        if (late.isPresent()) {
            return late;
        }
        SortedSet<String> clashes = History.clashes(common.tree(), mine.tree(), merged.tree());
        return clashes.isEmpty()
                ? Optional.empty()
                : Optional.of(new MergeOutcome.Conflicted(
                        tip.feature(),
                        clashes.stream()
                                .map(path -> new ConflictedFile(
                                        path,
                                        List.of(),
                                        Stream.ofNullable(changedBy.get(path)).toList()))
                                .toList()));
    }

    private Optional<LeftOut> overtaken(FeatureTip tip, SortedSet<String> own, Commit merged) {
        Fence fence = tip.fence().orElseThrow();
        SortedSet<String> fenced = new TreeSet<>(own);
        fenced.removeIf(path -> !isHeld(fence, path));
        Set<CommitId> known = history.ancestors(List.of(tip.tip()));
        for (CommitId id : history.ancestors(List.of(merged.id()))) {
            Commit commit = history.get(id);
            Optional<Fence> other = commit.feature().flatMap(FeatureTip::fence);
            if (known.contains(id) || other.isEmpty() || other.get().token().compareTo(fence.token()) <= 0) {
                continue;
            }
            SortedSet<String> both =
                    History.changed(history.get(commit.parents().get(0)).tree(), commit.tree());
            both.retainAll(fenced);
            both.removeIf(path -> !isHeld(other.get(), path));
            if (!both.isEmpty()) {
                overtaken.add(tip);
                return Optional.of(new MergeOutcome.Overtaken(
                        tip.feature(),
                        fence.token(),
                        commit.feature().orElseThrow().feature(),
                        other.get().token(),
                        List.copyOf(both)));
            }
        }
        return Optional.empty();
    }

    private static boolean isHeld(Fence fence, String path) {
        return fence.writes().stream().anyMatch(locked -> PathPattern.of(locked).matches(path));
    }

    /** What is tested: the commit of the trial, or its work on its base. */
    Tried tried(Trial trial) {
        CommitId known = trial.commit().orElse(trial.base());
        List<FeatureTip> tips = trial.work().tips();
        if (trial.commit().isPresent() || tips.isEmpty()) {
            return new Tried(Optional.of(known), List.of());
        }
        if (trial.changeSince().isPresent()) {
            Optional<CommitId> change = change(tips.get(0), trial.changeSince().get(), history.get(known));
            return new Tried(
                    change, change.isPresent() ? List.of() : List.of(tips.get(0).feature()));
        }
        MergeOutcome outcome = onto(known, trial.work());
        return new Tried(
                outcome instanceof MergeOutcome.Merged merged
                        ? Optional.of(merged.candidate().commit())
                        : Optional.empty(),
                outcome.leftOut().stream().map(LeftOut::feature).toList());
    }

    private Optional<CommitId> change(FeatureTip tip, CommitId since, Commit onto) {
        Commit mine = history.get(tip.tip());
        SortedMap<String, String> begun = history.get(since).tree();
        SortedSet<String> own = History.changed(begun, mine.tree());
        return History.clashes(begun, mine.tree(), onto.tree()).isEmpty()
                ? Optional.of(history.commit(List.of(onto.id()), History.overlaid(onto, mine, own), Optional.of(tip))
                        .id())
                : Optional.empty();
    }

    /** Work that was refused since a newer holder of what it changed was ahead of it. */
    List<FeatureTip> overtaken() {
        return overtaken;
    }
}
