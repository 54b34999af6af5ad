package dev.coord.core.json.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.TestResult.Verdict;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.Baseline;
import dev.coord.run.RunAccount.Cause;
import dev.coord.run.RunAccount.CulpritFound;
import dev.coord.run.RunAccount.FeatureWork;
import dev.coord.run.RunAccount.LandedWave;
import dev.coord.run.RunAccount.Purpose;
import dev.coord.run.RunAccount.Returned;
import dev.coord.run.RunAccount.TestRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What a run has done so far, within a snapshot. */
final class AccountJson {

    private static final Function<String, Purpose> PURPOSE = JsonWords.constant(Purpose.class, JsonWords::of);

    private static final Function<String, Cause> CAUSE = JsonWords.constant(Cause.class, JsonWords::of);
    private static final Function<String, Verdict> VERDICT = JsonWords.constant(Verdict.class, JsonWords::of);

    private AccountJson() {}

    static void write(FieldWriter out, RunAccount account) {
        if (!(account.baseline() instanceof Baseline.Unknown)) {
            out.object("baseline", account.baseline(), AccountJson::writeBaseline);
        }
        out.objects("landings", account.landings(), AccountJson::writeLanding)
                .objects("culprits", account.culprits(), AccountJson::writeCulprit)
                .objects("tests", account.tests(), AccountJson::writeTest)
                .objects("returns", account.returns(), AccountJson::writeReturned)
                .objects("works", account.works().entrySet(), AccountJson::writeWork);
    }

    static RunAccount read(FieldReader in) {
        return new RunAccount(
                in.has("baseline") ? in.object("baseline", AccountJson::readBaseline) : new Baseline.Unknown(),
                in.objects("landings", AccountJson::readLanding),
                in.objects("culprits", AccountJson::readCulprit),
                in.objects("tests", AccountJson::readTest),
                in.has("returns") ? in.objects("returns", AccountJson::readReturned) : List.of(),
                in.has("works") ? works(in.objects("works", AccountJson::readWork)) : new TreeMap<>());
    }

    private static SortedMap<FeatureId, FeatureWork> works(List<Map.Entry<FeatureId, FeatureWork>> entries) {
        SortedMap<FeatureId, FeatureWork> works = new TreeMap<>();
        entries.forEach(entry -> works.put(entry.getKey(), entry.getValue()));
        return works;
    }

    private static void writeBaseline(FieldWriter out, Baseline baseline) {
        out.text("type", JsonWords.of(baseline));
        if (baseline instanceof Baseline.Testing testing) {
            out.text("base", testing.base());
        } else if (baseline instanceof Baseline.Green green) {
            out.text("base", green.base());
        } else if (baseline instanceof Baseline.Red red) {
            out.text("base", red.base()).texts("failing", red.failing());
            if (!red.extent().equals(Extent.UNKNOWN)) {
                out.number("status", red.extent().status())
                        .texts("suites", red.extent().suites());
            }
        }
    }

    private static Baseline readBaseline(FieldReader in) {
        return switch (in.text("type")) {
            case "testing" -> new Baseline.Testing(in.value("base", CommitId::new));
            case "green" -> new Baseline.Green(in.value("base", CommitId::new));
            case "red" ->
                new Baseline.Red(
                        in.value("base", CommitId::new),
                        new TreeSet<>(in.values("failing", Function.identity())),
                        in.has("status") ? readExtent(in) : Extent.UNKNOWN);
            default -> throw in.unknown("type");
        };
    }

    private static Extent readExtent(FieldReader in) {
        return new Extent(in.count("status"), new TreeSet<>(in.values("suites", Function.identity())));
    }

    private static void writeLanding(FieldWriter out, LandedWave landed) {
        out.number("wave", landed.wave())
                .texts("features", landed.features())
                .text("base", landed.base())
                .text("commit", landed.commit())
                .text("at", landed.at());
    }

    private static LandedWave readLanding(FieldReader in) {
        return new LandedWave(
                in.count("wave"),
                in.values("features", FeatureId::new),
                in.value("base", CommitId::new),
                in.value("commit", CommitId::new),
                in.value("at", Instant::parse));
    }

    private static void writeCulprit(FieldWriter out, CulpritFound found) {
        out.number("wave", found.wave())
                .text("feature", found.feature())
                .texts("with", found.with())
                .text("evidence", found.evidence())
                .number("runs", found.runs());
    }

    private static CulpritFound readCulprit(FieldReader in) {
        return new CulpritFound(
                in.count("wave"),
                in.value("feature", FeatureId::new),
                in.values("with", FeatureId::new),
                in.text("evidence"),
                in.count("runs"));
    }

    private static void writeTest(FieldWriter out, TestRun run) {
        out.number("wave", run.wave())
                .text("purpose", JsonWords.of(run.purpose()))
                .texts("features", run.features())
                .texts("tests", run.tests())
                .text("verdict", JsonWords.of(run.verdict()))
                .flag("remembered", run.isRemembered())
                .text("took", run.took());
        if (run.failingBefore() != 0) {
            out.number("failing_before", run.failingBefore());
        }
    }

    private static TestRun readTest(FieldReader in) {
        return new TestRun(
                in.count("wave"),
                in.value("purpose", PURPOSE),
                in.values("features", FeatureId::new),
                in.values("tests", FeatureId::new),
                in.value("verdict", VERDICT),
                in.flag("remembered"),
                in.value("took", Duration::parse),
                in.has("failing_before") ? in.count("failing_before") : 0);
    }

    private static void writeReturned(FieldWriter out, Returned returned) {
        out.number("wave", returned.wave())
                .text("feature", returned.feature())
                .text("cause", JsonWords.of(returned.cause()))
                .texts("with", returned.with())
                .number("count", returned.count());
    }

    private static Returned readReturned(FieldReader in) {
        return new Returned(
                in.count("wave"),
                in.value("feature", FeatureId::new),
                in.value("cause", CAUSE),
                in.values("with", FeatureId::new),
                in.count("count"));
    }

    private static void writeWork(FieldWriter out, Map.Entry<FeatureId, FeatureWork> entry) {
        out.text("feature", entry.getKey())
                .text("begun", entry.getValue().begun())
                .optionalText("tip", entry.getValue().tip())
                .number("calls", entry.getValue().calls());
    }

    private static Map.Entry<FeatureId, FeatureWork> readWork(FieldReader in) {
        return Map.entry(
                in.value("feature", FeatureId::new),
                new FeatureWork(
                        in.value("begun", Instant::parse),
                        in.optionalValue("tip", CommitId::new),
                        in.has("calls")
                                ? in.count("calls")
                                : 1)); // an earlier build kept that there was one, and no more
    }
}
