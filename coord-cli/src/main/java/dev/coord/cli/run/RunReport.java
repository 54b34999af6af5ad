package dev.coord.cli.run;

import dev.coord.cli.text.Block;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Words;
import dev.coord.core.answer.run.RunAnswer;
import dev.coord.core.driver.RunAttempt;
import dev.coord.proof.IntegrityFinding.Weight;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import java.util.ArrayList;
import java.util.List;

/** How a run ended. */
public final class RunReport {

    private RunReport() {}

    public static Page text(RunAttempt attempt, Paint paint) {
        return attempt instanceof RunAttempt.Ended ended ? text(ended.record(), paint) : new Page();
    }

    private static Page text(RunRecord record, Paint paint) {
        long landed = record.features().values().stream()
                .filter(feature -> feature.phase() instanceof FeaturePhase.Landed)
                .count();
        long notRedone = record.features().values().stream()
                .filter(feature -> !(feature.phase() instanceof FeaturePhase.Landed)
                        && feature.redoes().isPresent())
                .count();
        String target = record.settings().target();
        if (record.phase() instanceof RunPhase.Done) {
            String all = record.features().size() == 1
                    ? "the one feature"
                    : "all " + record.features().size() + " features";
            return warned(record, Page.of(paint.good("landed"), ": " + all + " on " + target));
        }
        Page page = Page.of(
                paint.bad("stopped"),
                ": " + landed + " of " + Words.count(record.features().size(), "feature") + " landed on " + target
                        + (notRedone == 0 ? "" : ", what " + notRedone + " more landed before stays"));
        RunAnswer.reasons(record)
                .forEach(reason -> page.block(4, Block.text(reason).behind("  ")));
        return warned(record, page)
                .line("  mend what is wrong and run the same command again: it goes on where it stood");
    }

    /** What landed although something in its files was found is not to look like what landed without. */
    private static Page warned(RunRecord record, Page page) {
        List<String> warned = new ArrayList<>();
        record.features().forEach((id, feature) -> {
            long found = feature.proof().stream()
                    .flatMap(proof -> proof.integrity().stream())
                    .filter(finding -> finding.weight() != Weight.NOTE)
                    .count();
            if (feature.phase() instanceof FeaturePhase.Landed && found > 0) {
                warned.add(id + " (" + found + ")");
            }
        });
        return warned.isEmpty()
                ? page
                : page.block(
                        4,
                        Block.text("landed with warnings about files: " + String.join(", ", warned)
                                        + "; 'coord report' has them")
                                .behind("  "));
    }

    /** For whoever cannot get the report. */
    static String inShort(RunAttempt attempt) {
        String run =
                RunAnswer.record(attempt).map(record -> "run " + record.id()).orElse("the run");
        return "the result of " + run + " is '" + RunAnswer.result(attempt).replace('_', ' ') + "', see 'coord status'";
    }
}
