package dev.coord.core.run.text;

import dev.coord.SafeText;
import dev.coord.merge.Proof.Culprit;
import dev.coord.merge.Proof.FeatureProof;
import dev.coord.merge.Proof.LostLine;
import dev.coord.merge.Proof.Side;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows the lines that a feature's merges dropped, for its agent in Markdown. Specification 6.2. */
final class LostText {

    private static final String HOW =
            "These lines are gone, and no commit says that they were taken away: a merge left them out. Bring them back, each where"
                    + " it belongs by now. Where one is meant to go, bring it back in one commit and delete it in a second one that is no"
                    + " merge: then it is known who took it away.";

    private LostText() {}

    /** What stands in one block: the lines of one file that one merge dropped. */
    private record Place(Culprit by, String path, Side side) {}

    static String of(List<LostLine> lost) {
        Map<Place, List<LostLine>> places = new LinkedHashMap<>();
        lost.forEach(line -> places.computeIfAbsent(
                        new Place(line.by(), line.path(), line.side()), place -> new ArrayList<>())
                .add(line));
        List<String> parts = new ArrayList<>(List.of("## Lines that are gone", HOW));
        places.forEach((place, lines) -> {
            parts.add("### " + SafeText.line(place.path()));
            parts.add("What " + (place.side() == Side.TARGET ? "the target" : "your own work") + " had from line "
                    + lines.get(0).line() + " on; " + ProofText.culprit(place.by()) + " dropped it:");
            parts.add(Fenced.text(lines.stream().map(LostLine::text).collect(Collectors.joining("\n")))
                    .stripTrailing());
        });
        if (lost.size() >= FeatureProof.MOST) {
            parts.add("There may be more lines; these are the first.");
        }
        return String.join("\n\n", parts);
    }
}
