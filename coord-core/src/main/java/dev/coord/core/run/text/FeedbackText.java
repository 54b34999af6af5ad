package dev.coord.core.run.text;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.plan.Feature;
import dev.coord.proof.Proof.TakenAway;
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
                    + " from in the middle. Edit those places so that both features work, and leave no mark behind. A file that"
                    + " git cannot merge has no marks: decide what it is to be. What you leave in the work tree is committed.";

    private static final String INSTEAD =
            "You stand in for its agent, whose work the following calls yours: make both sides work together, and change nothing else. ";

    private static final String UNMARKED = "Both sides changed this file, and git cannot merge it: it has no marks.";

    /** Not all of them had when the work was looked at. */
    private static final String LANDED =
            "## What has landed since your last call\n\n%s. This work tree has their migrations: see that yours fit after all of them.";

    private static final Fenced PRINTED = new Fenced("text", 400, 20_000, "");

    private static final int MOST_PLACES = 50;
    private static final int MOST_LINES = 200;

    private FeedbackText() {}

    /**
     * What is known before the work tree is there.
     *
     * @param back why the work goes back
     * @param features what all features say
     * @param renamed the files that have other names in the work tree than they had in that of the agent
     * @param landed the features that landed since the work was made
     * @param resolves whether a resolver is asked, in place of the feature's agent
     * @return Markdown, which a line feed ends
     */
    public static String of(
            SentBack back,
            Map<FeatureId, Feature> features,
            List<Renaming> renamed,
            List<FeatureId> landed,
            boolean resolves) {
        List<String> parts = new ArrayList<>();
        parts.add(resolves ? "# The work on this feature did not land" : "# Your work on this feature did not land");
        parts.add((resolves ? INSTEAD : "It goes back to you: ") + SafeText.line(back.reason()) + ".");
        parts.add(HOW);
        if (!renamed.isEmpty()) {
            parts.add(RenumberedText.feedback(renamed));
        }
        if (!back.lost().isEmpty()) {
            parts.add(LostText.of(back.lost()));
        }
        if (!back.taken().isEmpty()) {
            parts.add(TakenText.of(back.taken()));
        }
        if (!back.output().isBlank()) {
            parts.add(
                    "## What the tests printed last\n\nMake your feature so that they pass with what this work tree has.\n\n"
                            + PRINTED.of(back.output().stripTrailing()).stripTrailing());
        }
        if (!back.findings().isEmpty()) {
            parts.add(AuditText.feedback(back.findings()));
        }
        if (!back.integrity().isEmpty()) {
            parts.add(IntegrityText.feedback(back.integrity()));
        }
        if (back.integrity().stream().anyMatch(finding -> finding.conflict().isPresent()) && !landed.isEmpty()) {
            parts.add(LANDED.formatted(Wording.names(landed)));
        }
        TreeSet<FeatureId> others = new TreeSet<>();
        back.files().stream().map(ConflictedFile::with).forEach(others::addAll);
        back.findings().stream().map(AuditText::others).forEach(others::addAll);
        back.taken().stream().map(TakenAway::of).forEach(others::add);
        back.integrity().stream()
                .flatMap(finding -> finding.conflict().stream())
                .flatMap(conflict -> conflict.with().stream())
                .forEach(others::add);
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
                    "No place has both sides: git merges your last commit with the target as it is now. What is wrong stands above.\n");
        }
        hunks.stream().limit(MOST_PLACES).map(FeedbackText::place).forEach(text::append);
        if (hunks.size() > MOST_PLACES) {
            text.append(leftOut(hunks.subList(MOST_PLACES, hunks.size())));
        }
        return text.toString();
    }

    private static String place(Hunk hunk) {
        String file = "### " + SafeText.line(hunk.path());
        return hunk.line() == 0
                ? file + "\n\n" + (hunk.note().isEmpty() ? UNMARKED : SafeText.line(hunk.note())) + "\n\n"
                : file + ", line " + hunk.line() + "\n\nThe target has:\n\n" + Fenced.text(hunk.target())
                        + "\nBoth began from:\n\n" + Fenced.text(hunk.base()) + "\nYou wrote:\n\n"
                        + Fenced.text(hunk.own())
                        + '\n';
    }

    /** The files themselves have all of it. */
    private static String leftOut(List<Hunk> hunks) {
        List<String> files = hunks.stream().map(Hunk::path).distinct().toList();
        StringBuilder text = new StringBuilder("### ")
                .append(Wording.counted(hunks.size(), "more place"))
                .append(
                        "\n\nThey are not shown here. The marks are in the files; `git grep -nE '<+ [0-9a-f]{40}'` finds them:\n\n");
        files.stream()
                .limit(MOST_LINES)
                .forEach(file -> text.append("- ").append(SafeText.line(file)).append('\n'));
        if (files.size() > MOST_LINES) {
            text.append("- and ")
                    .append(Wording.counted(files.size() - MOST_LINES, "more file"))
                    .append('\n');
        }
        return text.toString();
    }
}
