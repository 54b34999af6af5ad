package dev.coord.core.radar;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.core.run.text.Fenced;
import dev.coord.core.run.text.Wording;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.radar.Encounter;
import dev.coord.radar.Encounter.Kind;
import dev.coord.radar.RadarPicture;
import java.util.List;
import java.util.stream.Collectors;

/** What is in the way of one feature, in Markdown for its agent. What others wrote stands on one line or in a fence. Specification 6.2. */
public final class RadarText {

    private static final int MOST_PLACES = 20;
    private static final Fenced DIFF = new Fenced("diff", 60, 6_000, "");

    private RadarText() {}

    /**
     * Writes it down.
     *
     * @param picture what was seen
     * @param feature whose agent reads it
     * @param target full name of the target
     * @return Markdown, which a line feed ends; empty where nothing is in the way
     */
    public static String of(RadarPicture picture, FeatureId feature, String target) {
        List<Encounter> own = RadarNews.concerning(picture, feature);
        if (own.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder(
                "# What your work meets\n\nSeen while all of it is being made; nothing is merged yet."
                        + " Work around what conflicts if you can: keep your change away from those lines, or make it so that both fit.\n");
        own.stream().limit(MOST_PLACES).forEach(encounter -> add(text, encounter, target));
        if (own.size() > MOST_PLACES) {
            text.append("\n## ")
                    .append(Wording.counted(own.size() - MOST_PLACES, "more place"))
                    .append("\n\n`coord radar` shows them all.\n");
        }
        return text.toString();
    }

    /**
     * A place on one line, for people.
     *
     * @param encounter what was seen
     * @param target full name of the target
     * @return such as {@code conflicts with b in app.ts:3-5 (theirs: 4-9)}
     */
    public static String line(Encounter encounter, String target) {
        return (encounter.kind() == Kind.CONFLICT ? "conflicts with " : "is close to ")
                + other(encounter, target) + " in " + SafeText.line(encounter.path())
                + place(encounter);
    }

    /**
     * The same of what met once.
     *
     * @param encounter how it was seen last
     * @param target full name of the target
     * @return such as {@code does not conflict with b in app.ts any more}
     */
    public static String gone(Encounter encounter, String target) {
        return (encounter.kind() == Kind.CONFLICT ? "does not conflict with " : "is not close to ")
                + other(encounter, target) + " in " + SafeText.line(encounter.path()) + " any more";
    }

    /**
     * The other side.
     *
     * @param encounter what was seen
     * @param target full name of the target
     * @return the feature's id, or the name of the target
     */
    public static String other(Encounter encounter, String target) {
        return encounter.other().map(FeatureId::value).orElse(SafeText.line(target.replaceFirst("^refs/heads/", "")));
    }

    private static String place(Encounter encounter) {
        String own = ranges(encounter.own().lines());
        String others = ranges(encounter.others().lines());
        return (own.isEmpty() ? "" : ":" + own) + (others.isEmpty() ? "" : " (theirs: " + others + ")");
    }

    private static String ranges(List<LineRange> lines) {
        return lines.stream().map(LineRange::toString).distinct().collect(Collectors.joining(","));
    }

    private static void add(StringBuilder text, Encounter encounter, String target) {
        String with = encounter.other().map(id -> "feature " + id).orElse("the target " + other(encounter, target));
        text.append("\n## ")
                .append(encounter.kind() == Kind.CONFLICT ? "Conflict with " : "Close to ")
                .append(with)
                .append(": ")
                .append(SafeText.line(encounter.path()))
                .append("\n\n");
        String own = ranges(encounter.own().lines());
        String others = ranges(encounter.others().lines());
        text.append(own.isEmpty() ? "Not about single lines." : "Your lines: " + own + ".");
        text.append(others.isEmpty() ? "" : " Theirs: " + others + ", in their file.");
        text.append(
                encounter.others().diff().isEmpty()
                        ? "\n"
                        : " They changed this file like this:\n\n"
                                + DIFF.of(encounter.others().diff()));
    }
}
