package dev.coord.core.json;

import dev.coord.FeatureId;
import dev.coord.proof.AuditFinding;
import java.util.List;

/** What the audit of a feature's writes found, in answers and in what is kept. */
public final class FindingJson {

    private FindingJson() {}

    /**
     * Writes a finding.
     *
     * @param out takes the fields
     * @param finding what was found
     */
    public static void write(FieldWriter out, AuditFinding finding) {
        out.text("kind", JsonWords.of(finding)).text("path", finding.path());
        if (finding instanceof AuditFinding.Undeclared undeclared) {
            texts(out, "declared_by", undeclared.declaredBy());
            texts(out, "changed_by", undeclared.changedBy());
        } else if (finding instanceof AuditFinding.Overwritten overwritten) {
            texts(out, "of", overwritten.of());
        } else if (finding instanceof AuditFinding.Outside outside) {
            out.text("reason", outside.reason());
        } else if (finding instanceof AuditFinding.LinkOutside link) {
            out.text("target", link.target());
        } else if (finding instanceof AuditFinding.CaseTwin twin) {
            twin(out, twin.other(), twin.of());
        } else if (finding instanceof AuditFinding.UnicodeTwin twin) {
            twin(out, twin.other(), twin.of());
        }
    }

    private static void twin(FieldWriter out, String other, List<FeatureId> of) {
        out.text("other", other);
        texts(out, "of", of);
    }

    private static void texts(FieldWriter out, String field, List<FeatureId> features) {
        if (!features.isEmpty()) {
            out.texts(field, features);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @param in has the fields
     * @return what was found
     */
    public static AuditFinding read(FieldReader in) {
        String path = in.text("path");
        return switch (in.text("kind")) {
            case JsonWords.UNDECLARED ->
                new AuditFinding.Undeclared(path, features(in, "declared_by"), features(in, "changed_by"));
            case JsonWords.OVERWRITTEN -> new AuditFinding.Overwritten(path, features(in, "of"));
            case JsonWords.UNTOUCHED -> new AuditFinding.Untouched(path);
            case JsonWords.GITLINK -> new AuditFinding.Gitlink(path);
            case JsonWords.OUTSIDE -> new AuditFinding.Outside(path, in.text("reason"));
            case JsonWords.LINK_OUTSIDE -> new AuditFinding.LinkOutside(path, in.text("target"));
            case JsonWords.CASE_TWIN -> new AuditFinding.CaseTwin(path, in.text("other"), features(in, "of"));
            case JsonWords.UNICODE_TWIN -> new AuditFinding.UnicodeTwin(path, in.text("other"), features(in, "of"));
            default -> throw in.unknown("kind");
        };
    }

    private static List<FeatureId> features(FieldReader in, String field) {
        return in.valuesIfAny(field, FeatureId::new);
    }
}
