package dev.coord.core.run.text;

import dev.coord.SafeText;
import dev.coord.merge.Renumbered;
import dev.coord.proof.IntegrityFinding;
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
        return SafeText.line(finding.message() + place + before + remedy + " (" + finding.check() + " check)");
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
                                + finding.remedy() + "."))
                .collect(Collectors.joining("\n"));
        return "## What is wrong in files\n\n" + list
                + (findings.size() < MOST ? "" : "\n\nThere may be more places; these are the first.");
    }
}
