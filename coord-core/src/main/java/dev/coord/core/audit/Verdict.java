package dev.coord.core.audit;

import dev.coord.FeatureId;
import dev.coord.plan.Plan.OverlapPolicy;
import dev.coord.proof.AuditFinding;
import dev.coord.run.RunSettings;
import dev.coord.run.RunSettings.Origin;
import dev.coord.run.RunSettings.UndeclaredPolicy;
import java.util.List;
import java.util.Set;

/** Which findings stop a feature; the others are told. Pure. */
public final class Verdict {

    private Verdict() {}

    /**
     * What of the findings stops the feature.
     *
     * @param findings all of them
     * @param settings how the run is made
     * @return those in their order
     */
    public static List<AuditFinding> stopping(List<AuditFinding> findings, RunSettings settings) {
        return findings.stream().filter(finding -> stops(finding, settings)).toList();
    }

    /**
     * The same where some features of the wave will not land: a name beside theirs is in nobody's way once it is merged without them.
     *
     * @param findings all of them
     * @param settings how the run is made
     * @param leftOut features that will not land
     * @return those in their order
     */
    public static List<AuditFinding> stopping(
            List<AuditFinding> findings, RunSettings settings, Set<FeatureId> leftOut) {
        return stopping(findings, settings).stream()
                .filter(finding -> !isBesideOnly(finding, leftOut))
                .toList();
    }

    private static boolean isBesideOnly(AuditFinding finding, Set<FeatureId> features) {
        List<FeatureId> of = finding instanceof AuditFinding.CaseTwin twin
                ? twin.of()
                : finding instanceof AuditFinding.UnicodeTwin twin ? twin.of() : List.of();
        return !of.isEmpty() && features.containsAll(of);
    }

    private static boolean stops(AuditFinding finding, RunSettings settings) {
        if (finding instanceof AuditFinding.Undeclared undeclared) {
            return stops(!undeclared.declaredBy().isEmpty(), settings);
        }
        if (finding instanceof AuditFinding.Overwritten) {
            return stops(true, settings);
        }
        if (finding instanceof AuditFinding.LinkOutside) {
            return settings.undeclared() == UndeclaredPolicy.REJECT;
        }
        return !(finding instanceof AuditFinding.Untouched);
    }

    private static boolean stops(boolean isDeclaredByAnother, RunSettings settings) {
        return switch (settings.undeclared()) {
            case WARN -> false;
            case REJECT -> true;
            case AUTO -> isDeclaredByAnother && !isLeftToTheMerge(settings);
        };
    }

    /** Where overlaps were allowed, or nobody was kept from them, one that merges is no fault. */
    private static boolean isLeftToTheMerge(RunSettings settings) {
        return settings.overlap() == OverlapPolicy.OPTIMISTIC || settings.origin() == Origin.BRANCHES;
    }
}
