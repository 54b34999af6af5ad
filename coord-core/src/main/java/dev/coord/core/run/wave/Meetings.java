package dev.coord.core.run.wave;

import dev.coord.FeatureId;
import dev.coord.core.run.event.FeatureNotice;
import dev.coord.core.run.scheduling.Awaited;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.step.RunDraft;
import dev.coord.merge.MergeOutcome;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.RunRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Features that wait with their work as it is. Of two of one candidate that meet, in a file or in a schema, the first in plan order goes
 * on: the other is merged again when that has landed, and goes back to its agent, or is blocked, if it meets that on the target. Where
 * the first is left out instead, they have never met. What lacks what others are to bring is merged again with those.
 * Specification 5.2, 6.1 and 6.2.
 */
final class Meetings {

    private Meetings() {}

    /**
     * A feature that waits.
     *
     * @param feature which one
     * @param with what it waits for
     * @param lacks whether that is to bring what it needs; otherwise they meet
     * @param reason how they meet, or what it needs
     */
    record PutOff(FeatureId feature, List<FeatureId> with, boolean lacks, String reason) {}

    /** What is found in its files has it wait. */
    static PutOff putOff(FeatureId feature, List<IntegrityFinding> findings, String reason) {
        List<FeatureId> with = findings.stream()
                .flatMap(finding -> Stream.concat(with(finding).stream(), by(finding).stream()))
                .distinct()
                .toList();
        boolean lacks = findings.stream().anyMatch(finding -> !by(finding).isEmpty());
        return new PutOff(feature, with, lacks, reason);
    }

    /** Whether a feature meets nothing but others that are merged, and do not need it: they would wait for each other for ever. */
    static boolean isAllWith(RunRecord run, MergeOutcome.Conflicted conflicted, Collection<FeatureId> merged) {
        return conflicted.files().stream()
                .allMatch(file -> !file.with().isEmpty()
                        && merged.containsAll(file.with())
                        && file.with().stream().noneMatch(other -> Awaited.needs(run, other, conflicted.feature())));
    }

    /** The same for what is found in its files, which is at least one thing. What others are to bring is no fault of its own. */
    static boolean isAllWith(RunRecord run, List<IntegrityFinding> findings, Collection<FeatureId> merged) {
        return findings.stream()
                .allMatch(finding -> !by(finding).isEmpty()
                        || with(finding)
                                .filter(other ->
                                        merged.contains(other) && !Awaited.needs(run, other, finding.feature()))
                                .isPresent());
    }

    /** Findings without meetings with these features. */
    static List<IntegrityFinding> without(List<IntegrityFinding> findings, Collection<FeatureId> out) {
        return findings.stream()
                .filter(finding -> with(finding).filter(out::contains).isEmpty())
                .toList();
    }

    private static List<FeatureId> by(IntegrityFinding finding) {
        return finding.missing().map(Missing::by).orElse(List.of());
    }

    private static Optional<FeatureId> with(IntegrityFinding finding) {
        return finding.conflict().flatMap(SchemaConflict::with);
    }

    /** What meets others is merged with what comes next, before anything else of the plan is; what lacks something with what brings that. */
    static void putOff(RunDraft draft, List<PutOff> all) {
        all.forEach(one -> draft.tell(
                new FeatureNotice.PutOff(one.feature(), Progress.waveNumber(draft.run()), one.with(), one.reason())));
        draft.replace(draft.scheduling().withPutOff(draft.run(), features(all, false)));
        draft.replace(draft.scheduling().withAwaiting(draft.run(), features(all, true)));
        draft.putLeftOutBehind();
    }

    private static List<FeatureId> features(List<PutOff> all, boolean lacking) {
        return all.stream()
                .filter(one -> one.lacks() == lacking)
                .map(PutOff::feature)
                .toList();
    }

    /** What it meets on the target has the name of the feature that it had waited for, where that has landed by now. */
    static FeatureProof named(RunRecord run, FeatureProof proof) {
        List<FeatureId> ahead = Progress.ahead(run);
        List<SchemaConflict> met = run.feature(proof.feature()).proof().stream()
                .flatMap(before -> before.integrity().stream())
                .flatMap(finding -> finding.conflict().stream())
                .filter(conflict ->
                        conflict.with().filter(id -> !ahead.contains(id)).isPresent())
                .toList();
        List<IntegrityFinding> named = new ArrayList<>();
        proof.integrity().forEach(finding -> named.add(named(finding, met)));
        return proof.withIntegrity(named);
    }

    private static IntegrityFinding named(IntegrityFinding finding, List<SchemaConflict> met) {
        return finding.conflict()
                .filter(conflict -> conflict.with().isEmpty())
                .flatMap(conflict -> met.stream()
                        .filter(before -> !Collections.disjoint(before.objects(), conflict.objects()))
                        .findFirst()
                        .map(before -> finding.meeting(new SchemaConflict(before.with(), conflict.objects()))))
                .orElse(finding);
    }

    /** All that is out of a candidate. */
    static Set<FeatureId> out(Map<FeatureId, ?> stopped, List<PutOff> putOff) {
        return Stream.concat(stopped.keySet().stream(), putOff.stream().map(PutOff::feature))
                .collect(Collectors.toSet());
    }
}
