package dev.coord.core.run.text;

import dev.coord.merge.Proof.Culprit;
import dev.coord.merge.Proof.FeatureProof;
import dev.coord.merge.Proof.LostLine;
import dev.coord.merge.Proof.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How reasons tell what was found of a merged wave. */
public final class ProofText {

    private ProofText() {}

    /**
     * What dropped how many lines of whom, such as {@code merge commit 3f3f3f3f3f 'Merge main' dropped 2 lines that the target had, in
     * 'a.ts'}.
     */
    public static String lost(List<LostLine> lost) {
        Map<Culprit, List<LostLine>> byCulprit = new LinkedHashMap<>();
        lost.forEach(line ->
                byCulprit.computeIfAbsent(line.by(), by -> new ArrayList<>()).add(line));
        List<String> told = new ArrayList<>();
        byCulprit.forEach((by, lines) -> told.add(culprit(by) + " dropped " + sides(lines)));
        return (lost.size() < FeatureProof.MOST ? "" : "more than is told: ") + String.join("; ", told);
    }

    static String culprit(Culprit by) {
        return by.commit()
                .map(commit -> "merge commit " + commit.abbreviated() + " '" + by.name() + "'")
                .orElse("the merge driver '" + by.name() + "'");
    }

    private static String sides(List<LostLine> lines) {
        List<String> told = new ArrayList<>();
        for (Side side : Side.values()) {
            List<LostLine> ofSide =
                    lines.stream().filter(line -> line.side() == side).toList();
            if (!ofSide.isEmpty()) {
                List<String> files =
                        ofSide.stream().map(LostLine::path).distinct().toList();
                told.add(Wording.counted(ofSide.size(), "line")
                        + (side == Side.TARGET ? " that the target had, in " : " of its own, in ")
                        + Wording.quoted(files));
            }
        }
        return String.join(", and ", told);
    }
}
