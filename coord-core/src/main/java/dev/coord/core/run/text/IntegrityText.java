package dev.coord.core.run.text;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.merge.Renumbered;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.Missing;
import dev.coord.proof.IntegrityFinding.Weight;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How notices, reasons and feedback tell what checks of files found. */
public final class IntegrityText {

    private static final int SHOWN = 3;
    private static final int MOST = 100;

    private IntegrityText() {}

    /**
     * What is wrong and where, such as {@code marks of a conflict are left in 'a.ts' line 3 (file check)}; of many the heaviest first.
     *
     * @param findings at least one
     */
    public static String of(List<IntegrityFinding> findings) {
        return of(findings, Optional.empty());
    }

    /**
     * The same, with the names that files have in the feature's branch where they are others.
     *
     * @param findings at least one
     * @param numbered what was done to its migrations; none if nothing
     */
    public static String of(List<IntegrityFinding> findings, Optional<Renumbered> numbered) {
        return findings.stream()
                        .sorted(Comparator.comparing(IntegrityFinding::weight))
                        .limit(SHOWN)
                        .map(finding -> one(finding, numbered))
                        .collect(Collectors.joining(", "))
                + (findings.size() > SHOWN ? " and " + (findings.size() - SHOWN) + " more" : "");
    }

    private static String one(IntegrityFinding finding, Optional<Renumbered> numbered) {
        String original = numbered.map(all -> all.original(finding.path())).orElse(finding.path());
        String place = tellsPlace(finding) ? "" : " in " + place(finding);
        String before = original.equals(finding.path()) ? "" : ", which is '" + original + "' in its branch";
        String remedy = finding.weight() == Weight.NOTE ? "; " + finding.remedy() : "";
        return SafeText.line(
                finding.message() + place + before + remedy + brought(finding) + " (" + finding.check() + " check)");
    }

    /** Who is to bring what is missing, where anybody is. */
    private static String brought(IntegrityFinding finding) {
        Missing missing = finding.missing().orElse(new Missing(List.of()));
        if (finding.weight() == Weight.NOTE) {
            return ""; // its remedy says so
        }
        if (!missing.by().isEmpty()) {
            return "; " + are(missing.by()) + " to bring it";
        }
        return missing.after().isEmpty()
                ? ""
                : "; " + are(missing.after())
                        + " to bring it once this one has landed: make both one feature, or have this one bring"
                        + " what both need";
    }

    private static String are(List<FeatureId> features) {
        return features.size() == 1
                ? features.get(0) + " is"
                : features.size() <= SHOWN
                        ? Wording.names(features) + " are"
                        : Wording.names(features.subList(0, SHOWN)) + " and " + (features.size() - SHOWN) + " more are";
    }

    /** A database's message has it with the statement. */
    private static boolean tellsPlace(IntegrityFinding finding) {
        return finding.path().isEmpty() || finding.message().contains(place(finding));
    }

    private static String place(IntegrityFinding finding) {
        return "'" + finding.path() + "'" + (finding.line() > 0 ? " line " + finding.line() : "");
    }

    /** For the agent that is to mend it, in Markdown. */
    static String feedback(List<IntegrityFinding> findings) {
        String list = findings.stream()
                .limit(MOST)
                .map(finding -> "- "
                        + SafeText.line((tellsPlace(finding) ? "" : place(finding) + ": ") + finding.message() + "; "
                                + remedy(finding) + "."))
                .collect(Collectors.joining("\n"));
        return "## What is wrong in files\n\n" + list
                + (findings.size() < MOST ? "" : "\n\nThere may be more places; these are the first.");
    }

    private static String remedy(IntegrityFinding finding) {
        List<FeatureId> by = finding.missing().map(Missing::by).orElse(List.of());
        List<FeatureId> after = finding.missing().map(Missing::after).orElse(List.of());
        if (!by.isEmpty()) {
            return are(by) + " to bring it, and your work waits for that: leave it as it is";
        }
        return after.isEmpty()
                ? finding.remedy()
                : are(after) + " to bring it once your work has landed: do without it, or bring what both need";
    }
}
