package dev.coord.core.run.text;

import dev.coord.SafeText;
import dev.coord.proof.Proof.Culprit;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Side;
import dev.coord.proof.Proof.Undone;
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

    private static final String BACK =
            "These lines had been deleted, and a merge has them again. Delete them again. Where one is meant to be there, delete it in"
                    + " one commit and bring it back in a second one that is no merge: then it is known who brought it back.";

    private static final String MODES =
            "The mode of these files had been changed, and a merge undid that. Set it again, for example with 'git update-index"
                    + " --chmod=+x' or 'chmod +x', in a commit that is no merge.";

    private LostText() {}

    /** What stands in one block: the lines of one file that one merge dropped. */
    private record Place(Culprit by, String path, Side side) {}

    private record Kind(String title, String how, String had, String did) {}

    static String of(List<LostLine> lost) {
        List<String> parts = new ArrayList<>();
        for (Undone what : Undone.values()) {
            List<LostLine> of =
                    lost.stream().filter(line -> line.what() == what).toList();
            if (!of.isEmpty()) {
                add(parts, kind(what), of);
            }
        }
        if (lost.size() >= FeatureProof.MOST) {
            parts.add("There may be more lines; these are the first.");
        }
        return String.join("\n\n", parts);
    }

    private static Kind kind(Undone what) {
        return switch (what) {
            case ADDITION -> new Kind("## Lines that are gone", HOW, " had from line ", " dropped it:");
            case DELETION -> new Kind("## Lines that are back", BACK, " had deleted, from line ", " has it again:");
            case MODE -> new Kind("## Modes that are undone", MODES, " had set, from line ", " undid it:");
        };
    }

    private static void add(List<String> parts, Kind kind, List<LostLine> lost) {
        Map<Place, List<LostLine>> places = new LinkedHashMap<>();
        lost.forEach(line -> places.computeIfAbsent(
                        new Place(line.by(), line.path(), line.side()), place -> new ArrayList<>())
                .add(line));
        parts.addAll(List.of(kind.title(), kind.how()));
        places.forEach((place, lines) -> {
            parts.add("### " + SafeText.line(place.path()));
            parts.add("What " + (place.side() == Side.TARGET ? "the target" : "your own work") + kind.had()
                    + lines.get(0).line() + " on; " + ProofText.culprit(place.by()) + kind.did());
            parts.add(Fenced.text(lines.stream().map(LostLine::text).collect(Collectors.joining("\n")))
                    .stripTrailing());
        });
    }
}
