package dev.coord.core.report;

import dev.coord.core.json.JsonWords;
import dev.coord.core.run.text.AuditText;
import dev.coord.core.run.text.Durations;
import dev.coord.core.run.text.IntegrityText;
import dev.coord.core.run.text.ProofText;
import dev.coord.core.run.text.RenumberedText;
import dev.coord.core.run.text.Wording;
import dev.coord.merge.Renumbered.Renaming;
import dev.coord.merge.Resolved;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.Proof.FeatureProof;
import dev.coord.proof.Proof.LineCount;
import dev.coord.proof.Proof.LostLine;
import dev.coord.proof.Proof.Replaced;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunAccount.Returned;
import dev.coord.run.RunAccount.TestRun;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What became of a feature, in Markdown: a heading, and a list of what is known. */
final class FeatureText {

    private static final int SHOWN = 5;

    private final List<String> lines = new ArrayList<>();

    private FeatureText() {}

    static String of(FeatureReport feature) {
        FeatureText text = new FeatureText();
        feature.title().ifPresent(title -> text.lines.add("Title: " + Code.of(title)));
        text.where(feature);
        text.some(
                "Did not land as it was: ",
                feature.returns().stream().map(FeatureText::returned).toList());
        text.some(
                "Git could not merge ",
                feature.resolved().stream().map(FeatureText::resolved).toList());
        text.some(
                "Renumbered: ",
                feature.renamings().stream().map(FeatureText::renamed).toList());
        feature.proof().ifPresent(text::proof);
        text.checks("Its check where it was made: ", feature, Purpose.CHECK);
        text.checks("Its check before landing, with what else was merged: ", feature, Purpose.WAVE);
        feature.tests()
                .ifPresent(run -> text.lines.add("Combined tests with it: " + verdict(run)
                        + (run.isRemembered() ? ", known from before." : ", " + Durations.text(run.took()) + ".")));
        return text.lines.isEmpty()
                ? ""
                : "## Feature " + Code.of(feature.feature().value()) + "\n\n"
                        + text.lines.stream().map(line -> "- " + line).collect(Collectors.joining("\n"));
    }

    private static String verdict(TestRun run) {
        return run.failingBefore() == 0
                ? JsonWords.of(run.verdict())
                : "they fail in nothing that the target does not (" + Wording.counted(run.failingBefore(), "test")
                        + (run.failingBefore() == 1 ? " fails" : " fail") + " on both)";
    }

    private void where(FeatureReport feature) {
        feature.landing()
                .ifPresent(landing -> lines.add("Landed at "
                        + landing.at().truncatedTo(ChronoUnit.SECONDS) + " with wave " + landing.wave()
                        + ", as part of commit " + landing.commit().abbreviated() + "."));
        feature.begun().ifPresent(begun -> lines.add("Begun at " + begun.truncatedTo(ChronoUnit.SECONDS) + "."));
        feature.tip().ifPresent(tip -> lines.add("Finished as commit " + tip.abbreviated() + "."));
        feature.reason().ifPresent(reason -> lines.add("Why it has not landed: " + Code.of(reason)));
        feature.keptAt().ifPresent(kept -> lines.add("Its work is kept at " + Code.of(kept)));
        if (!feature.waitsFor().isEmpty()) {
            lines.add("Needs what has not landed: " + ReportText.names(feature.waitsFor()));
        }
    }

    private void checks(String where, FeatureReport feature, Purpose purpose) {
        List<TestRun> runs = feature.checks().stream()
                .filter(run -> run.purpose() == purpose)
                .toList();
        if (!runs.isEmpty()) {
            String latest = JsonWords.of(runs.get(runs.size() - 1).verdict());
            lines.add(where
                    + ReportText.tests(runs)
                    + (runs.stream().allMatch(TestRun::isGood) ? "." : ", the latest " + latest + "."));
        }
    }

    private void proof(FeatureProof proof) {
        LineCount count = proof.lines();
        lines.add("Lines: " + count.present() + " of " + count.added() + " that it brought are there"
                + (count.moved() == 0 ? "" : ", " + count.moved() + " of them in another file") + ".");
        some(
                "Replaced later: ",
                count.replaced().stream().map(FeatureText::replaced).toList());
        some("Lost: ", proof.lost().stream().map(FeatureText::lost).toList());
        some("To look at: ", ProofText.told(proof).stream().map(Code::of).toList());
        some(
                "Files: ",
                proof.integrity().stream()
                        .sorted(Comparator.comparing(IntegrityFinding::weight))
                        .map(one -> Code.of(IntegrityText.of(List.of(one))))
                        .toList());
        some(
                "Audit: ",
                AuditText.byKind(proof.audit()).stream()
                        .map(alike -> Code.of("it " + AuditText.of(alike)))
                        .toList());
        if (proof.audit().isEmpty()) {
            lines.add("Audit: nothing found.");
        }
    }

    /** A line for each, of many the first. */
    private void some(String what, List<String> items) {
        items.stream().limit(SHOWN).forEach(item -> lines.add(what + item));
        if (items.size() > SHOWN) {
            lines.add(what + (items.size() - SHOWN) + " more.");
        }
    }

    private static String returned(Returned one) {
        String with = one.with().isEmpty() ? "" : " with " + ReportText.names(one.with());
        return "wave " + one.wave() + ", "
                + switch (one.cause()) {
                    case CONFLICT -> "it did not merge" + with + ", in " + Wording.counted(one.count(), "file") + ".";
                    case LOST_LINES -> "it would have lost " + Wording.counted(one.count(), "line") + ".";
                    case WRITES ->
                        "it wrote what it may not" + with + ", in " + Wording.counted(one.count(), "place") + ".";
                    case CHECK -> "its check failed.";
                    case TESTS -> "tests failed with it.";
                    case OTHER -> "it may not land as it is.";
                };
    }

    private static String resolved(Resolved file) {
        return Code.of(file.path())
                + (file.isStructured()
                        ? ": merged by what it means (" + Code.of(file.kind()) + ", "
                                + Wording.counted(file.parts(), "part") + " in conflict)."
                        : ": made anew by its command.");
    }

    private static String renamed(Renaming one) {
        return Code.of(RenumberedText.of(one)) + ".";
    }

    private static String replaced(Replaced replaced) {
        return Wording.counted(replaced.lines(), "line") + " in " + Code.of(replaced.path()) + " by "
                + Code.of(replaced.by().value()) + ".";
    }

    private static String lost(LostLine lost) {
        return Code.of(lost.path()) + " line " + lost.line() + ": "
                + Code.of(lost.text().strip());
    }
}
