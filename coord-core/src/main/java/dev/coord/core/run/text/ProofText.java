package dev.coord.core.run.text;

import dev.coord.SafeText;
import dev.coord.core.survival.SurvivalVerdict;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Side;
import dev.coord.proof.Proof.TakenAway;
import dev.coord.proof.Proof.Undone;
import dev.coord.run.RunSettings.DeletionPolicy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** How people are told what was found of a merged wave. */
public final class ProofText {

    private static final int SHOWN = 3;

    private ProofText() {}

    /** Why a feature is stopped. */
    public static List<String> reasons(SurvivalVerdict verdict, DeletionPolicy deletions) {
        List<String> reasons = new ArrayList<>();
        if (!verdict.lost().isEmpty()) {
            reasons.add(lost(verdict.lost()));
        }
        verdict.oneSided()
                .forEach(line ->
                        reasons.add(oneSided(line) + "; where that is meant, leave it so once more, and it lands"));
        if (!verdict.takenAway().isEmpty()) {
            reasons.add(takenAway(verdict.takenAway())
                    + (deletions == DeletionPolicy.REJECT
                            ? ", which --deletions reject does not allow"
                            : ", which it did not declare to write"));
        }
        return reasons;
    }

    /** What does not stop a feature and should be known, a line each. */
    public static List<String> told(FeatureProof proof) {
        List<String> told = new ArrayList<>();
        proof.oneSided().forEach(line -> told.add(oneSided(line)));
        if (!proof.takenAway().isEmpty()) {
            told.add(takenAway(proof.takenAway()));
        }
        return told;
    }

    /**
     * What dropped how many lines of whom, such as {@code merge commit 3f3f3f3f3f 'Merge main' dropped 1 line that the target had: 'a.ts'
     * line 7 (export x)}.
     */
    public static String lost(List<LostLine> lost) {
        Map<Culprit, List<LostLine>> byCulprit = new LinkedHashMap<>();
        lost.forEach(line ->
                byCulprit.computeIfAbsent(line.by(), by -> new ArrayList<>()).add(line));
        List<String> told = new ArrayList<>();
        byCulprit.forEach((by, lines) -> told.add(culprit(by) + " " + undone(lines)));
        return (lost.size() < FeatureProof.MOST ? "" : "more than is told: ") + String.join("; ", told);
    }

    static String culprit(Culprit by) {
        return by.commit()
                .map(commit -> "merge commit " + commit.abbreviated() + " '" + by.name() + "'")
                .orElse("the merge driver '" + by.name() + "'");
    }

    private static String undone(List<LostLine> lines) {
        List<String> told = new ArrayList<>();
        for (Undone what : Undone.values()) {
            List<LostLine> of =
                    lines.stream().filter(line -> line.what() == what).toList();
            if (!of.isEmpty()) {
                told.add(
                        switch (what) {
                            case ADDITION -> "dropped " + sides(of, "line", " that the target had: ", " of its own: ");
                            case DELETION ->
                                "brought back "
                                        + sides(
                                                of,
                                                "line",
                                                " that the target had deleted: ",
                                                " that it had deleted itself: ");
                            case MODE -> "undid " + sides(of, "mode change", " of the target's: ", " of its own: ");
                        });
            }
        }
        return String.join(", and ", told);
    }

    private static String sides(List<LostLine> lines, String unit, String ofTarget, String own) {
        List<String> told = new ArrayList<>();
        for (Side side : Side.values()) {
            List<LostLine> ofSide =
                    lines.stream().filter(line -> line.side() == side).toList();
            if (!ofSide.isEmpty()) {
                told.add(Wording.counted(ofSide.size(), unit) + (side == Side.TARGET ? ofTarget : own) + shown(ofSide));
            }
        }
        return String.join(", and ", told);
    }

    private static String shown(List<LostLine> lines) {
        return lines.stream().limit(SHOWN).map(ProofText::place).collect(Collectors.joining(", "))
                + (lines.size() > SHOWN ? " and " + (lines.size() - SHOWN) + " more" : "");
    }

    private static String place(LostLine line) {
        return "'" + line.path() + "' line " + line.line() + " ("
                + SafeText.excerpt(line.text().strip()) + ")";
    }

    private static String oneSided(LostLine line) {
        return "of a conflict that its agent was told of, nothing is left that "
                + (line.side() == Side.TARGET ? "the target" : "it") + " had: " + place(line);
    }

    private static String takenAway(List<TakenAway> taken) {
        List<String> told = new ArrayList<>();
        taken(taken, Undone.ADDITION, "it takes away ", " of ").ifPresent(told::add);
        taken(taken, Undone.DELETION, "it brings back ", " deleted by ").ifPresent(told::add);
        return String.join(", and ", told);
    }

    private static Optional<String> taken(List<TakenAway> all, Undone what, String does, String of) {
        List<TakenAway> taken = all.stream().filter(one -> one.what() == what).toList();
        return taken.isEmpty()
                ? Optional.empty()
                : Optional.of(does
                        + taken.stream()
                                .limit(SHOWN)
                                .map(one -> Wording.counted(one.lines(), "line") + of + one.of() + " in '" + one.path()
                                        + "'")
                                .collect(Collectors.joining(", "))
                        + (taken.size() > SHOWN
                                ? " and more in " + Wording.counted(taken.size() - SHOWN, "other place")
                                : ""));
    }
}
