package dev.coord.core.run.text;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.proof.AuditFinding;
import dev.coord.proof.AuditFinding.CaseTwin;
import dev.coord.proof.AuditFinding.Gitlink;
import dev.coord.proof.AuditFinding.LinkOutside;
import dev.coord.proof.AuditFinding.Outside;
import dev.coord.proof.AuditFinding.Overwritten;
import dev.coord.proof.AuditFinding.Undeclared;
import dev.coord.proof.AuditFinding.UnicodeTwin;
import dev.coord.proof.AuditFinding.Untouched;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How notices, reasons and feedback tell what the audit of a feature's writes found. */
public final class AuditText {

    private static final int SHOWN = 5;
    private static final int MOST = 100;

    private static final String HOW =
            "Take these changes back, and do without them. Where the target has the file, `git checkout HEAD -- FILE` brings it back;"
                    + " otherwise delete it, or give it another name. What your feature needs in a file of another feature, that feature makes.";

    private AuditText() {}

    /**
     * What a feature did, such as {@code wrote 'a.ts' (declared by two), which it did not declare}; of many files the first.
     *
     * @param alike findings of one kind, at least one
     */
    public static String of(List<AuditFinding> alike) {
        AuditFinding first = alike.get(0);
        String places = places(alike);
        if (first instanceof Undeclared || first instanceof Overwritten) {
            return "wrote " + places + ", which it did not declare";
        }
        if (first instanceof Untouched) {
            return "did not touch " + places + ", which it declares to write";
        }
        if (first instanceof Gitlink) {
            return "has a commit of another repository in place of files, and no submodule, at " + places;
        }
        if (first instanceof Outside) {
            return "has a name that leads out of the repository: " + places;
        }
        if (first instanceof LinkOutside) {
            return "has a link that leads out of the repository: " + places;
        }
        return "added a name that not every file system can hold beside another: " + places;
    }

    /** All of it, such as {@code it wrote ...; it has ...}. */
    public static String reason(List<AuditFinding> findings) {
        return byKind(findings).stream().map(alike -> "it " + of(alike)).collect(Collectors.joining("; "));
    }

    /** The findings of each kind, in the order in which the kinds come first. */
    public static List<List<AuditFinding>> byKind(List<AuditFinding> findings) {
        Map<Class<?>, List<AuditFinding>> kinds = new LinkedHashMap<>();
        findings.forEach(finding -> kinds.computeIfAbsent(finding.getClass(), kind -> new ArrayList<>())
                .add(finding));
        return List.copyOf(kinds.values());
    }

    /** The features whose files or names it is about; none where it is about nobody else's. */
    public static List<FeatureId> others(AuditFinding finding) {
        if (finding instanceof Undeclared undeclared) {
            return undeclared.declaredBy();
        }
        if (finding instanceof Overwritten overwritten) {
            return overwritten.of();
        }
        if (finding instanceof CaseTwin twin) {
            return twin.of();
        }
        return finding instanceof UnicodeTwin twin ? twin.of() : List.of();
    }

    /** For the agent that is to take it back, in Markdown. */
    static String feedback(List<AuditFinding> findings) {
        String list = findings.stream()
                .limit(MOST)
                .map(finding -> "- " + place(finding))
                .collect(Collectors.joining("\n"));
        return "## What may not land\n\n" + HOW + "\n\n" + list
                + (findings.size() < MOST ? "" : "\n\nThere may be more files; these are the first.");
    }

    private static String places(List<AuditFinding> alike) {
        return alike.stream().limit(SHOWN).map(AuditText::place).collect(Collectors.joining(", "))
                + (alike.size() > SHOWN ? " and " + (alike.size() - SHOWN) + " more" : "");
    }

    private static String place(AuditFinding finding) {
        String note = note(finding);
        return SafeText.line("'" + finding.path() + "'" + (note.isEmpty() ? "" : " (" + note + ")"));
    }

    private static String note(AuditFinding finding) {
        if (finding instanceof Undeclared undeclared) {
            return !undeclared.declaredBy().isEmpty()
                    ? "declared by " + Wording.names(undeclared.declaredBy())
                    : undeclared.changedBy().isEmpty() ? "" : "as did " + Wording.names(undeclared.changedBy());
        }
        if (finding instanceof Overwritten overwritten) {
            return "declared and written by " + Wording.names(overwritten.of());
        }
        if (finding instanceof Outside outside) {
            return outside.reason();
        }
        if (finding instanceof LinkOutside link) {
            return "to '" + SafeText.excerpt(link.target()) + "'";
        }
        if (finding instanceof CaseTwin twin) {
            return "beside '" + twin.other() + "'" + by(twin.of()) + ", which differs by case only";
        }
        return finding instanceof UnicodeTwin twin
                ? "beside '" + twin.other() + "'" + by(twin.of()) + ", which Unicode writes otherwise"
                : "";
    }

    private static String by(List<FeatureId> features) {
        return features.isEmpty() ? "" : " of " + Wording.names(features);
    }
}
