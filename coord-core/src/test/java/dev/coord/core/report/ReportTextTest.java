package dev.coord.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.plan.FeatureSet;
import dev.coord.run.FeaturePhase;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunAccount.TestRun;
import dev.coord.run.RunRecord;
import dev.coord.run.RunRecord.FeatureRun;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReportTextTest {

    private static String markdown(String text) {
        SampleRun sample = new SampleRun(text);
        return ReportText.of(Report.of(sample.record(), Optional.of(sample.features())));
    }

    /** What stands in code spans is others', as Markdown finds them: as many ticks end one as have begun it. */
    private static String withoutCode(String line) {
        StringBuilder rest = new StringBuilder();
        int at = 0;
        while (at < line.length()) {
            int ticks = ticks(line, at);
            int end = ticks == 0 ? -1 : end(line, at + ticks, ticks);
            if (end < 0) {
                rest.append(line, at, at + Math.max(1, ticks));
                at += Math.max(1, ticks);
            } else {
                rest.append("<code>");
                at = end;
            }
        }
        return rest.toString();
    }

    private static int ticks(String line, int at) {
        int end = at;
        while (end < line.length() && line.charAt(end) == '`') {
            end++;
        }
        return end - at;
    }

    private static int end(String line, int from, int wanted) {
        int at = from;
        while (at < line.length()) {
            int ticks = ticks(line, at);
            if (ticks == wanted) {
                return at + ticks;
            }
            at += Math.max(1, ticks);
        }
        return -1;
    }

    @Property(tries = 200)
    void nothingThatOthersWroteIsMarkup(@ForAll("hostile") String text) {
        String hostile = markdown(text);

        assertThat(hostile.lines().map(ReportTextTest::withoutCode))
                .containsExactlyElementsOf(markdown("plain")
                        .lines()
                        .map(ReportTextTest::withoutCode)
                        .toList());
        assertThat(hostile.chars().filter(c -> c != '\n' && !Character.isSurrogate((char) c) && !SafeText.isSafe(c)))
                .isEmpty();
    }

    @Example
    void tellsWhatBecameOfTheRun() {
        assertThat(markdown("plain"))
                .startsWith("# 3 of 5 features landed on `main`\n\nRun `abc123` stopped before everything had landed.")
                .contains(
                        "| `b` | landed | 0 | 0000000000 | 1 time | 40 of 42 | 2 | 10m |\n",
                        "| `e` | pending |  |  |  |  | 0 | 0s |\n",
                        "## Why it stopped\n\n- `plain`\n",
                        "- culprit: `d`, only together with `b` (wave 2, 5 test runs): `plain`\n",
                        "- Wave 0: `a`, `b` landed at 2025-10-30T14:50:00Z as commit 0000000000, on commit 0000000000;"
                                + " tests: 4 runs, 8s; 2 not green.\n",
                        "- Wave 2: tests: 3 runs, 6s, and 1 verdict that was known; 4 not green.\n",
                        "- Git could not merge `plain`: made anew by its command.\n",
                        "- Did not land as it was: wave 0, it did not merge with `a`, in 1 file.\n",
                        "- Did not land as it was: wave 2, its check failed.\n",
                        "- Its check where it was made: 1 run, 2s; all green.\n",
                        "- Its check before landing, with what else was merged: 1 run, 2s; all green.\n",
                        "- Needs what has not landed: `d`\n",
                        "- 3 features landed in 2 rounds; one by one it would have been 3 rounds.\n",
                        "- 2 conflicts told before anything landed; 1 mended.\n",
                        "- 3 lines that merges of agents would have lost.\n",
                        "- Agents: 45m in 7 calls.\n")
                .endsWith(
                        "- Tests: 9 runs, 18s: baseline 1 (2s), check 1 (2s), wave 5 (10s), search 1 (2s), confirmation 1 (2s).\n"
                                + "- 1 verdict known from before, without a run.\n");
    }

    @Example
    void aWaveThatFailsInNothingThatTheTargetDoesNotIsNotCalledRed() {
        RunRecord record = new SampleRun("plain").record();
        RunAccount account = record.account()
                .with(new TestRun(
                        1,
                        Purpose.WAVE,
                        List.of(SampleRun.id("c")),
                        List.of(),
                        Verdict.RED,
                        false,
                        Duration.ofSeconds(2),
                        3));

        assertThat(ReportText.of(Report.of(record.with(account), Optional.<FeatureSet>empty())))
                .contains(
                        "; tests: 1 run, 2s; 1 red only in what the target fails in.",
                        "- Combined tests with it: they fail in nothing that the target does not (3 tests fail on both), 2s.\n");
    }

    @Example
    void isShortEnoughForAPullRequest() {
        RunRecord record = new SampleRun("x".repeat(10_000)).record();
        SortedMap<FeatureId, FeatureRun> features = new TreeMap<>(record.features());
        for (int i = 0; i < 1_000; i++) {
            features.put(
                    SampleRun.id("feature-" + i),
                    new FeatureRun("", 1, new FeaturePhase.Failed("`".repeat(1_000), ""), Duration.ZERO));
        }

        String text = ReportText.of(Report.of(record.with(features), Optional.<FeatureSet>empty()));

        assertThat(text.length()).isBetween(40_000, 65_536);
        assertThat(text).contains("more parts\n", "`coord report --json` has all", "## What it saved", "And 905 more.");
    }

    @Provide
    static Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "\n# forged\n",
                                "\n- item",
                                "\n```\n",
                                "`",
                                "``",
                                "```",
                                " ",
                                "|",
                                "\\",
                                "\\`",
                                "@everybody",
                                "#12",
                                "https://example.com",
                                "<b>",
                                "[a](b)",
                                "\r",
                                "\u2028",
                                "\u001b[31m",
                                "\u202e",
                                "\ud800",
                                "\ud83d\ude00",
                                "\t",
                                "word "),
                        Arbitraries.integers().between(1, 0xff).map(Character::toString),
                        Arbitraries.integers().between(1, 0x10ffff).map(Character::toString))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
