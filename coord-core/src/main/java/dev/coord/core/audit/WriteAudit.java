package dev.coord.core.audit;

import dev.coord.FeatureId;
import dev.coord.proof.AuditFinding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** What a branch changed, against what its feature and the others at work declared. Pure. Specification 5.1. */
public final class WriteAudit {

    private WriteAudit() {}

    /**
     * Everything.
     *
     * @param feature what the feature may write and changed
     * @param others the same of the features at work at the same time; the feature itself among them counts for nothing
     * @return what was not declared, sorted by path, then what was declared and not touched, in the order of the declaration
     */
    public static List<AuditFinding> of(Writes feature, Collection<Writes> others) {
        List<AuditFinding> findings = new ArrayList<>(undeclared(feature, others));
        feature.untouched().map(AuditFinding.Untouched::new).forEach(findings::add);
        return findings;
    }

    /**
     * What was not declared, whoever else declares or changed it.
     *
     * @param feature what the feature may write and changed
     * @param others the same of the features at work at the same time; the feature itself among them counts for nothing
     * @return sorted by path
     */
    public static List<AuditFinding> undeclared(Writes feature, Collection<Writes> others) {
        List<Writes> rest = others.stream()
                .filter(other -> !other.feature().equals(feature.feature()))
                .toList();
        return feature.undeclared().stream().map(path -> undeclared(path, rest)).toList();
    }

    private static AuditFinding undeclared(String path, List<Writes> others) {
        List<Writes> owners =
                others.stream().filter(other -> other.mayWrite(path)).toList();
        List<FeatureId> overwritten = ids(owners.stream().filter(other -> other.changes(path)));
        return overwritten.isEmpty()
                ? new AuditFinding.Undeclared(
                        path, ids(owners.stream()), ids(others.stream().filter(other -> other.changes(path))))
                : new AuditFinding.Overwritten(path, overwritten);
    }

    private static List<FeatureId> ids(Stream<Writes> features) {
        return features.map(Writes::feature).distinct().sorted().toList();
    }
}
