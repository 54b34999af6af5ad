package dev.coord.core.run.wave;

import dev.coord.FeatureId;
import dev.coord.core.path.DeclaredWriters;
import dev.coord.core.run.scheduling.Awaited;
import dev.coord.core.run.scheduling.LeftOut;
import dev.coord.core.run.scheduling.Progress;
import dev.coord.core.run.step.RunDraft;
import dev.coord.core.run.text.Wording;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunSettings.Origin;
import dev.coord.state.FeatureStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which features are to bring what others of a candidate need and nothing has. What has finished brings what it changed; what has not is
 * taken to bring what it declares, and of a branch that declares nothing anything. Specification 6.1.
 */
final class Bringers {

    private final RunDraft draft;
    private final Set<FeatureId> merged;
    private final DeclaredWriters writers;
    private final List<FeatureId> ahead;
    private final Set<FeatureId> out;

    /** For what is not in a candidate. */
    Bringers(RunDraft draft, Collection<FeatureId> merged) {
        this.draft = draft;
        this.merged = Set.copyOf(merged);
        this.writers = new DeclaredWriters(draft.context().declared());
        this.ahead = Progress.ahead(draft.run());
        this.out = Set.copyOf(LeftOut.of(draft.run(), draft.context().prerequisites()));
    }

    /** With those that are to bring what is missing, and what the same work lacked before and others of the candidate bring. */
    FeatureProof of(FeatureProof proof) {
        List<IntegrityFinding> lacked = draft.feature(proof.feature()).proof().stream()
                .flatMap(before -> before.integrity().stream())
                .filter(Awaited::isNeed)
                .filter(before -> proof.integrity().stream().noneMatch(now -> isSame(now, before)))
                .toList();
        if (lacked.isEmpty()
                && proof.integrity().stream()
                        .allMatch(finding -> finding.missing().isEmpty())) {
            return proof;
        }
        return proof.withIntegrity(Stream.concat(
                        proof.integrity().stream().map(this::of),
                        lacked.stream().flatMap(one -> brought(one).stream()))
                .toList());
    }

    /** A file of migrations has another name in each candidate. */
    private static boolean isSame(IntegrityFinding now, IntegrityFinding before) {
        return now.check().equals(before.check()) && now.message().equals(before.message());
    }

    private Optional<IntegrityFinding> brought(IntegrityFinding lacked) {
        List<FeatureId> by = lacked.missing().map(Missing::by).orElse(List.of()).stream()
                .filter(merged::contains)
                .toList();
        return by.isEmpty()
                ? Optional.empty()
                : Optional.of(lacked.harmless(Wording.names(by) + (by.size() == 1 ? " brings it" : " bring it")));
    }

    private IntegrityFinding of(IntegrityFinding finding) {
        return finding.missing()
                .filter(missing -> !missing.places().isEmpty() || !missing.by().isEmpty())
                .map(missing -> {
                    Missing now = of(finding.feature(), missing);
                    boolean isOfNobody = now.by().isEmpty() && now.after().isEmpty();
                    IntegrityFinding lacking = finding.lacking(now);
                    return isOfNobody && !missing.by().isEmpty() ? lacking.told() : lacking;
                })
                .orElse(finding);
    }

    private Missing of(FeatureId id, Missing missing) {
        List<String> places = missing.places();
        List<FeatureId> bringing = missing.by().isEmpty() ? bringing(id, places) : notThere(missing.by());
        List<FeatureId> after =
                bringing.stream().filter(other -> comesAfter(other, id)).toList();
        List<FeatureId> able = new ArrayList<>(bringing);
        able.removeAll(after);
        List<FeatureId> coming = able.stream()
                .filter(other -> ahead.contains(other) && !out.contains(other))
                .toList();
        return new Missing(places, coming.isEmpty() ? able : coming, after);
    }

    /** What the check knows to bring it, and has not landed without doing so. */
    private List<FeatureId> notThere(List<FeatureId> told) {
        return told.stream()
                .filter(other -> !merged.contains(other) && (ahead.contains(other) || !isLanded(other)))
                .toList();
    }

    /** Of those that have written it, or are to write it, what is known best. */
    private List<FeatureId> bringing(FeatureId id, List<String> places) {
        Set<FeatureId> declared = new LinkedHashSet<>();
        places.forEach(place -> declared.addAll(writers.apply(place)));
        List<FeatureId> others = ahead.stream()
                .filter(other -> !other.equals(id) && !merged.contains(other))
                .toList();
        List<FeatureId> made = others.stream()
                .filter(other -> draft.phaseOf(other) instanceof FeaturePhase.Finished finished
                        && places.stream().anyMatch(finished.changed()::contains))
                .toList();
        boolean isOfBranches = draft.run().settings().origin() == Origin.BRANCHES;
        if (!made.isEmpty() || (declared.contains(id) && !isOfBranches)) { // what it may write is its own to bring
            return made;
        }
        List<FeatureId> told = new ArrayList<>();
        others.stream()
                .filter(other -> declared.contains(other) && !isMade(other))
                .forEach(told::add);
        declared.stream()
                .filter(other -> !ahead.contains(other) && !isLanded(other))
                .forEach(told::add);
        if (!told.isEmpty() || !isOfBranches) {
            return told;
        }
        return others.stream()
                .filter(other -> !isMade(other) && draft.context().writes(other).isEmpty())
                .toList();
    }

    private boolean isMade(FeatureId id) {
        return draft.phaseOf(id) instanceof FeaturePhase.Finished;
    }

    private boolean isLanded(FeatureId id) {
        return draft.snapshot().state().statusOf(id) == FeatureStatus.COMPLETED;
    }

    /** Whether it waits until the other one has landed. Finished work that only waits for what that brings may land with it. */
    private boolean comesAfter(FeatureId feature, FeatureId other) {
        return reaches(feature, other, false, new HashSet<>());
    }

    private boolean reaches(FeatureId from, FeatureId to, boolean isAfter, Set<String> seen) {
        if (from.equals(to) && isAfter) {
            return true;
        }
        if (!seen.add(from + (isAfter ? " after" : ""))) {
            return false;
        }
        return draft.context().prerequisites().getOrDefault(from, List.of()).stream()
                        .anyMatch(one -> ahead.contains(one) && reaches(one, to, true, seen))
                || Awaited.needs(draft.run(), from).stream()
                        .anyMatch(one -> ahead.contains(one) && reaches(one, to, isAfter, seen));
    }
}
