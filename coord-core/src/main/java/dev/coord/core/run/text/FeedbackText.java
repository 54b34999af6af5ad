package dev.coord.core.run.text;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.plan.Feature;
import dev.coord.run.RunRecord.SentBack;
import dev.coord.run.Workspaces.Hunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Why an agent is called again, in Markdown. What features say stands word for word, what files have in fences. Specification 6.2. */
public final class FeedbackText {

    private static final String HOW =
            "The files of this work tree are the newest target with your last commit merged in; no merge is in progress. Where both"
                    + " sides changed the same place, both stand there between marks, as `git merge` sets them with what both began"
                    + " from in the middle. Edit those places so that both features work, and leave no mark behind. What you"
                    + " leave in the work tree is committed.";

    private FeedbackText() {}

    /**
     * What is known before the work tree is there.
     *
     * @param back why the work goes back
     * @param features what all features say
     * @return Markdown, which a line feed ends
     */
    public static String of(SentBack back, Map<FeatureId, Feature> features) {
        List<String> parts = new ArrayList<>();
        parts.add("# Your work on this feature did not land");
        parts.add("It goes back to you: " + SafeText.line(back.reason()) + ".");
        parts.add(HOW);
        TreeSet<FeatureId> others = new TreeSet<>();
        back.files().stream().map(ConflictedFile::with).forEach(others::addAll);
        for (FeatureId id : others) {
            Feature other = features.get(id);
            parts.add("## The other side: feature " + id);
            if (other != null) {
                other.title().ifPresent(title -> parts.add(SafeText.line(title)));
                other.description().ifPresent(parts::add);
            }
        }
        return String.join("\n\n", parts) + "\n";
    }

    /**
     * The same with the places that did not merge.
     *
     * @param feedback what was known before
     * @param hunks the places
     * @return Markdown, which a line feed ends
     */
    public static String with(String feedback, List<Hunk> hunks) {
        StringBuilder text = new StringBuilder(feedback);
        text.append("\n## Conflicts\n\n");
        if (hunks.isEmpty()) {
            text.append(
                    "No place has both sides: your last commit merges with the target as it is now. Look whether it still works.\n");
        }
        for (Hunk hunk : hunks) {
            text.append("### ").append(SafeText.line(hunk.path()));
            if (hunk.line() == 0) {
                text.append(
                        "\n\nBoth sides changed this file, and git cannot merge it: it has what the target has, or no marks.\n\n");
                continue;
            }
            text.append(", line ").append(hunk.line()).append("\n\nThe target has:\n\n");
            text.append(fenced(hunk.target())).append("\nBoth began from:\n\n").append(fenced(hunk.base()));
            text.append("\nYou wrote:\n\n").append(fenced(hunk.own())).append('\n');
        }
        return text.toString();
    }

    /** No line of the text ends the fence. */
    private static String fenced(String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        return fence + "\n" + text + (text.isEmpty() || text.endsWith("\n") ? "" : "\n") + fence + "\n";
    }
}
