package dev.coord.core.answer.run;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.radar.Encounter;
import dev.coord.radar.Encounter.Kind;
import dev.coord.radar.RadarPicture;
import java.util.List;

/** What would conflict among live work. Specification 6.2. */
public final class RadarAnswer {

    private RadarAnswer() {}

    /**
     * The answer: the {@code target} and its {@code commit}, the {@code features} that were looked at, {@code conflicts} and what is {@code
     * close}, and what is {@code unseen} with the {@code reason}. Of each encounter {@code feature_id}, the feature it meets in {@code with},
     * which is not there for the target, {@code file_path}, {@code lines} and {@code their_lines} ({@code first}, {@code last}), {@code diff}
     * and {@code their_diff}.
     *
     * @param picture what was seen
     * @param target full name of the target
     * @return the answer
     */
    public static Answer of(RadarPicture picture, String target) {
        return JsonAnswer.of(
                Format.RADAR,
                out -> out.text("target", target)
                        .text("commit", picture.target())
                        .texts("features", picture.seen())
                        .objects("conflicts", all(picture, Kind.CONFLICT), EncounterFields::writeWhole)
                        .objects("close", all(picture, Kind.CLOSE), EncounterFields::writeWhole)
                        .objects(
                                "unseen",
                                picture.unseen(),
                                (unseen, one) ->
                                        unseen.text("feature_id", one.feature()).text("reason", one.reason())));
    }

    private static List<Encounter> all(RadarPicture picture, Kind kind) {
        return picture.encounters().stream()
                .filter(encounter -> encounter.kind() == kind)
                .toList();
    }
}
