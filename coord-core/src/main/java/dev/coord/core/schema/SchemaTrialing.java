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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is tried of a wave: all of it in plan order, with the pairs that conflict by their texts in both orders; a feature that conflicts with what
 * landed since its branch was begun beside that; and pairs of which only the trial shows that they meet, as by what a block runs.
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
        SchemaWork work = read.with(TrialFindings.pairs(read, found));
        SchemaReport report = trial.apply(work);
        Map<FeatureId, List<IntegrityFinding>> all = TrialFindings.with(work, report, found);
        if (!(report instanceof Tried tried)) {
            return all;
        }
        List<Pair> meeting = TrialFindings.meeting(work, tried.footprints()).stream()
                .filter(pair -> !hasSeen(work, pair))
                .toList();
        if (!meeting.isEmpty()) {
            all = TrialFindings.withPairs(trial.apply(work.with(meeting)), Optional.empty(), all);
        }
        for (Added added : work.features()) {
            boolean isOfTarget = found.getOrDefault(added.feature(), List.of()).stream()
                    .anyMatch(finding -> finding.stops()
                            && finding.conflict()
                                    .map(SchemaConflict::with)
                                    .filter(Optional::isEmpty)
                                    .isPresent());
            if (isOfTarget) {
                all = besideTarget(work, added, all);
            }
        }
        return all;
    }

    /** What the branch has not seen of the target takes part as if it were a feature. */
    private Map<FeatureId, List<IntegrityFinding>> besideTarget(
            SchemaWork work, Added added, Map<FeatureId, List<IntegrityFinding>> all) throws InterruptedException {
        Set<String> known = begun.apply(added.feature());
        List<Migration> seen = new ArrayList<>();
        List<Migration> unseen = new ArrayList<>();
        work.base().forEach(one -> (known.contains(one.path()) ? seen : unseen).add(one));
        FeatureId target = nameless(work);
        SchemaReport report = trial.apply(new SchemaWork(
                seen, List.of(new Added(target, unseen), added), List.of(new Pair(target, added.feature()))));
        return TrialFindings.withPairs(report, Optional.of(target), all);
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
