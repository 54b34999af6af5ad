package dev.coord.core.schema;

import dev.coord.FeatureId;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaTrial;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import dev.coord.schema.SchemaWork.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What is tried of a wave: a feature that conflicts with what landed since its branch was begun beside that; all of the wave in the order in which it applies, with
 * the pairs that conflict by their texts in both orders; and pairs of which only the trial shows that they meet, as by what a block runs.
 */
public final class SchemaTrialing {

    private final SchemaTrial trial;
    private final Function<FeatureId, Set<String>> begun;

    /**
     * Binds what is asked.
     *
     * @param trial tries migrations
     * @param begun the files that the branch of a feature was begun with
     */
    public SchemaTrialing(SchemaTrial trial, Function<FeatureId, Set<String>> begun) {
        this.trial = trial;
        this.begun = begun;
    }

    /**
     * Tries it.
     *
     * @param read what the wave adds to one directory
     * @param found what was found by the texts, by feature
     * @return what is found now, by feature
     */
    public Map<FeatureId, List<IntegrityFinding>> of(SchemaWork read, Map<FeatureId, List<IntegrityFinding>> found)
            throws InterruptedException {
        if (read.notTried().isPresent()) {
            return TrialFindings.unknown(read, read.notTried().get(), found);
        }
        Map<FeatureId, List<IntegrityFinding>> beside = hiddenBesideTarget(read, besideTarget(read, found));
        List<Pair> pairs = TrialFindings.pairs(read, beside).stream()
                .filter(pair -> !meetsTarget(beside, pair.earlier()) && !meetsTarget(beside, pair.later()))
                .toList();
        SchemaWork work = read.with(pairs);
        SchemaReport report = trial.apply(work);
        Map<FeatureId, List<IntegrityFinding>> all = TrialFindings.with(work, report, beside);
        if (!(report instanceof Tried tried)) {
            return all;
        }
        List<Pair> meeting = TrialFindings.meeting(work, tried.footprints()).stream()
                .filter(pair -> !hasSeen(work, pair))
                .filter(pair -> !meetsTarget(beside, pair.earlier()) && !meetsTarget(beside, pair.later()))
                .toList();
        SchemaWork again = work.with(meeting);
        return meeting.isEmpty() ? all : TrialFindings.withPairs(again, trial.apply(again), Optional.empty(), all);
    }

    /** Whether a feature does not land as it is, whatever it meets besides. */
    private static boolean meetsTarget(Map<FeatureId, List<IntegrityFinding>> found, FeatureId feature) {
        return found.getOrDefault(feature, List.of()).stream()
                .anyMatch(finding -> finding.stops()
                        && finding.conflict()
                                .map(SchemaConflict::with)
                                .filter(Optional::isEmpty)
                                .isPresent());
    }

    /**
     * What branches have not seen of the target takes part as if it were a feature. Those that have seen the same of it, which most have, are tried
     * together.
     */
    private Map<FeatureId, List<IntegrityFinding>> besideTarget(
            SchemaWork work, Map<FeatureId, List<IntegrityFinding>> found) throws InterruptedException {
        FeatureId target = nameless(work);
        Map<FeatureId, List<IntegrityFinding>> all = found;
        for (SchemaWork beside : besides(work, target, added -> meetsTarget(found, added.feature()))) {
            List<Pair> pairs = beside.features().stream()
                    .skip(1)
                    .map(added -> new Pair(target, added.feature()))
                    .toList();
            all = decided(beside.with(pairs), target, all);
        }
        return all;
    }

    /** The same with those of which not all is seen, where they name what that touches: of this their texts do not tell. */
    private Map<FeatureId, List<IntegrityFinding>> hiddenBesideTarget(
            SchemaWork work, Map<FeatureId, List<IntegrityFinding>> found) throws InterruptedException {
        FeatureId target = nameless(work);
        Map<FeatureId, List<IntegrityFinding>> all = found;
        for (SchemaWork beside :
                besides(work, target, added -> !added.hidden().isEmpty() && !meetsTarget(found, added.feature()))) {
            if (trial.apply(beside) instanceof Tried tried) {
                List<Pair> pairs = TrialFindings.meeting(beside, tried.footprints()).stream()
                        .filter(pair -> pair.earlier().equals(target))
                        .toList();
                all = pairs.isEmpty() ? all : decided(beside.with(pairs), target, all);
            }
        }
        return all;
    }

    private Map<FeatureId, List<IntegrityFinding>> decided(
            SchemaWork beside, FeatureId target, Map<FeatureId, List<IntegrityFinding>> found)
            throws InterruptedException {
        return TrialFindings.withPairs(beside, trial.apply(beside), Optional.of(target), found);
    }

    /** What features have not seen of the target, as the first feature, and they themselves: a work for those that have seen the same. */
    private List<SchemaWork> besides(SchemaWork work, FeatureId target, Predicate<Added> wanted) {
        Map<List<Migration>, List<Added>> bySeen = new LinkedHashMap<>();
        for (Added added : work.features()) {
            if (wanted.test(added)) {
                Set<String> known = begun.apply(added.feature());
                List<Migration> seen = work.base().stream()
                        .filter(one -> known.contains(one.path()))
                        .toList();
                bySeen.computeIfAbsent(seen, all -> new ArrayList<>()).add(added);
            }
        }
        List<SchemaWork> works = new ArrayList<>();
        bySeen.forEach((seen, group) -> {
            List<Migration> unseen = new ArrayList<>(work.base());
            unseen.removeAll(seen);
            if (!unseen.isEmpty()) {
                List<Added> features = new ArrayList<>(List.of(new Added(target, unseen)));
                features.addAll(group);
                works.add(new SchemaWork(seen, features, List.of()));
            }
        });
        return works;
    }

    private static FeatureId nameless(SchemaWork work) {
        String name = "target";
        while (true) {
            FeatureId id = new FeatureId(name);
            if (work.features().stream().noneMatch(added -> added.feature().equals(id))) {
                return id;
            }
            name += "-";
        }
    }

    private boolean hasSeen(SchemaWork work, Pair pair) {
        Set<String> known = begun.apply(pair.later());
        return work.features().stream()
                .filter(added -> added.feature().equals(pair.earlier()))
                .flatMap(added -> added.migrations().stream())
                .allMatch(migration -> known.contains(migration.path()));
    }
}
