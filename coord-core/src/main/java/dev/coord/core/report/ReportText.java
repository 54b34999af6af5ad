package dev.coord.core.report;

import dev.coord.FeatureId;
import dev.coord.core.json.JsonWords;
import dev.coord.core.run.text.Durations;
import dev.coord.core.run.text.UnknownText;
import dev.coord.core.run.text.Wording;
import dev.coord.merge.FeatureTip;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunAccount.CulpritFound;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunAccount.TestRun;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A report in Markdown, short enough for the text of a pull request. What others wrote stands in code spans only, so that none of it is markup,
 * a mention, a link or a reference to an issue.
 */
public final class ReportText {

    /** A host takes 65,536 characters. */
    private static final int MOST = 60_000;

    private static final int MOST_ROWS = 100;
    private static final int MOST_LINES = 20;

    private final Report report;

    private ReportText(Report report) {
        this.report = report;
    }

    /**
     * Writes it down.
     *
     * @param report the report
     * @return Markdown, which a line feed ends
     */
    public static String of(Report report) {
        return new ReportText(report).text();
    }

    private String text() {
        List<String> end = List.of(list("## What it saved", saved()), list("## What it cost", cost()));
        int length = end.stream().mapToInt(String::length).sum();
        List<String> shown = new ArrayList<>();
        int leftOut = 0;
        for (String part : parts()) {
            length += part.length();
            if (length <= MOST) {
                shown.add(part);
            } else {
                leftOut++;
            }
        }
        if (leftOut > 0) {
            shown.add("## " + Wording.counted(leftOut, "more part")
                    + "\n\nThe text would get too long with them; `coord report --json` has all.");
        }
        return Stream.concat(shown.stream(), end.stream())
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("\n\n"))
                + "\n";
    }

    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        parts.add("# " + landed() + " of " + Wording.counted(report.features().size(), "feature") + " landed on "
                + Code.of(report.target().replaceFirst("^refs/heads/", "")));
        parts.add(summary());
        parts.add(table());
        parts.add(list(
                "## Why it stopped", report.reasons().stream().map(Code::of).toList()));
        parts.add(list("## What is not known of what landed", unknown()));
        parts.add(list(
                "## Culprits",
                report.culprits().stream().map(ReportText::culprit).toList()));
        parts.add(list("## Waves", report.waves().stream().map(ReportText::wave).toList()));
        report.features().stream().map(FeatureText::of).forEach(parts::add);
        return parts;
    }

    private List<String> unknown() {
        return UnknownText.of(report.features().stream()
                        .filter(FeatureReport::isLanded)
                        .flatMap(feature -> feature.proof().stream())
                        .toList())
                .stream()
                .map(Code::of)
                .toList();
    }

    private long landed() {
        return report.features().stream().filter(FeatureReport::isLanded).count();
    }

    private String summary() {
        String result = switch (report.result()) {
            case LANDED -> " has landed everything.";
            case STOPPED -> " stopped before everything had landed.";
            case UNDER_WAY -> " is under way: this is what is known so far.";
        };
        return "Run " + Code.of(report.run().value()) + result + " Its latest start began at "
                + report.startedAt().truncatedTo(ChronoUnit.SECONDS) + "."
                + (report.before().isEmpty() ? "" : " Had landed before: " + names(report.before()) + ".")
                + baseline(report.baseline());
    }

    private static String baseline(Baseline baseline) {
        if (baseline instanceof Baseline.Red red) {
            return " The target was red before, at commit " + red.base().abbreviated()
                    + (red.failing().isEmpty()
                            ? "."
                            : ": " + some(red.failing().stream().map(Code::of).toList()) + ".");
        }
        if (baseline instanceof Baseline.Green green) {
            return " The target was green before, at commit " + green.base().abbreviated() + ".";
        }
        return baseline instanceof Baseline.Testing testing
                ? " The target is tested first, at commit " + testing.base().abbreviated() + "."
                : "";
    }

    /** Of its cells only ids are of others, which hold no bar. */
    private String table() {
        if (report.features().isEmpty()) {
            return "";
        }
        String head =
                "| feature | now | wave | commit | did not land as it was | lines kept | agent calls | agents' time |\n"
                        + "|---|---|---|---|---|---|---|---|";
        Stream<String> rows = report.features().stream().limit(MOST_ROWS).map(ReportText::row);
        int more = report.features().size() - MOST_ROWS;
        return head + rows.collect(Collectors.joining()) + (more > 0 ? "\n\nAnd " + more + " more." : "");
    }

    private static String row(FeatureReport feature) {
        return "\n| "
                + Stream.of(
                                Code.of(feature.feature().value()),
                                feature.isLanded() ? "landed" : JsonWords.of(feature.phase()),
                                feature.landing()
                                        .map(landing -> "" + landing.wave())
                                        .orElse(""),
                                feature.landing()
                                        .map(landing -> landing.commit().abbreviated())
                                        .orElse(""),
                                feature.returns().isEmpty()
                                        ? ""
                                        : Wording.counted(feature.returns().size(), "time"),
                                feature.proof()
                                        .map(proof -> proof.lines().present() + " of "
                                                + proof.lines().added())
                                        .orElse(""),
                                "" + feature.calls(),
                                Durations.text(feature.agentTime()))
                        .collect(Collectors.joining(" | "))
                + " |";
    }

    private static String culprit(CulpritFound found) {
        return "culprit: " + Code.of(found.feature().value())
                + (found.with().isEmpty() ? "" : ", only together with " + names(found.with())) + " (wave "
                + found.wave() + ", " + Wording.counted(found.runs(), "test run") + "): " + Code.of(found.evidence());
    }

    private static String wave(WaveReport wave) {
        List<String> told = new ArrayList<>();
        for (LandedWave landing : wave.landings()) {
            told.add(names(landing.features()) + " landed at "
                    + landing.at().truncatedTo(ChronoUnit.SECONDS) + " as commit "
                    + landing.commit().abbreviated() + ", on commit "
                    + landing.base().abbreviated());
        }
        wave.candidate()
                .ifPresent(candidate -> told.add(names(candidate.work().tips().stream()
                                .map(FeatureTip::feature)
                                .toList())
                        + " merged as commit " + candidate.commit().abbreviated() + ", on commit "
                        + candidate.base().abbreviated() + ", and not landed yet"));
        if (!wave.tests().isEmpty()) {
            told.add("tests: " + tests(wave.tests()));
        }
        return "Wave " + wave.number() + ": " + String.join("; ", told) + ".";
    }

    /** Such as {@code 3 runs, 1 of them not green, 2.5s; 1 more verdict was known}. */
    static String tests(List<TestRun> tests) {
        List<TestRun> ran = tests.stream().filter(test -> !test.isRemembered()).toList();
        long notGreen = tests.stream().filter(test -> !test.isGood()).count();
        long failingBefore =
                tests.stream().filter(test -> test.failingBefore() > 0).count();
        Duration took = ran.stream().map(TestRun::took).reduce(Duration.ZERO, Duration::plus);
        int known = tests.size() - ran.size();
        return Wording.counted(ran.size(), "run") + ", " + Durations.text(took)
                + (known == 0
                        ? ""
                        : ", and " + Wording.counted(known, "verdict") + " that " + (known == 1 ? "was" : "were")
                                + " known")
                + (notGreen > 0 ? "; " + notGreen + " not green" : failingBefore == 0 ? "; all green" : "")
                + (failingBefore == 0 ? "" : "; " + failingBefore + " red only in what the target fails in");
    }

    private List<String> saved() {
        Saved saved = report.saved();
        List<String> lines = new ArrayList<>();
        lines.add(
                saved.landed() == 0
                        ? "Nothing has landed."
                        : Wording.counted(saved.landed(), "feature") + " landed in "
                                + Wording.counted(Math.max(1, saved.landings()), "round")
                                + "; one by one it would have been "
                                + Wording.counted(saved.landed(), "round") + ".");
        saved.elapsed()
                .ifPresent(elapsed -> lines.add("From the first beginning to the latest landing it took "
                        + Durations.text(elapsed) + ", in which agents worked "
                        + Durations.text(report.cost().agentTime()) + "."));
        add(lines, saved.conflicts(), "conflict", " told before anything landed; " + saved.mended() + " mended.");
        add(lines, saved.resolved(), "file", " that git could not merge, merged all the same.");
        add(lines, saved.lines(), "line", " that merges of agents would have lost.");
        add(lines, saved.culprits(), "culprit", " kept off the target.");
        return lines;
    }

    private static void add(List<String> lines, int count, String what, String more) {
        if (count > 0) {
            lines.add(Wording.counted(count, what) + more);
        }
    }

    private List<String> cost() {
        Cost cost = report.cost();
        List<String> lines = new ArrayList<>();
        if (cost.calls() > 0) {
            lines.add("Agents: " + Durations.text(cost.agentTime()) + " in " + Wording.counted(cost.calls(), "call")
                    + ".");
        }
        lines.add("Tests: " + Wording.counted(cost.testRuns(), "run") + ", " + Durations.text(cost.testTime())
                + (cost.areAllTold() ? "" : ", of the latest " + RunAccount.MOST)
                + (cost.tests().isEmpty()
                        ? "."
                        : ": "
                                + cost.tests().stream()
                                        .map(one -> JsonWords.of(one.purpose()) + " " + one.runs() + " ("
                                                + Durations.text(one.time()) + ")")
                                        .collect(Collectors.joining(", "))
                                + "."));
        add(lines, cost.remembered(), "verdict", " known from before, without a run.");
        return lines;
    }

    private static String list(String heading, List<String> items) {
        return items.isEmpty()
                ? ""
                : heading + "\n\n"
                        + Stream.concat(
                                        items.stream().limit(MOST_LINES),
                                        Stream.of("and " + (items.size() - MOST_LINES) + " more")
                                                .filter(more -> items.size() > MOST_LINES))
                                .map(item -> "- " + item)
                                .collect(Collectors.joining("\n"));
    }

    static String names(List<FeatureId> features) {
        return some(features.stream().map(id -> Code.of(id.value())).toList());
    }

    private static String some(List<String> all) {
        return all.stream().limit(MOST_LINES).collect(Collectors.joining(", "))
                + (all.size() > MOST_LINES ? " and " + (all.size() - MOST_LINES) + " more" : "");
    }
}
