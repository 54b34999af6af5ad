package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.coord.CoordinationException;
import dev.coord.Problem;
import dev.coord.SafeText;
import dev.coord.cli.demo.DemoProject;
import dev.coord.cli.demo.DemoSummary;
import dev.coord.cli.directory.ConflictsCommand;
import dev.coord.cli.directory.DoctorCommand;
import dev.coord.cli.directory.HistoryText;
import dev.coord.cli.feature.LifecycleCommand;
import dev.coord.cli.feature.StatusCommand;
import dev.coord.cli.feature.StatusText;
import dev.coord.cli.lock.LockText;
import dev.coord.cli.plan.PlanText;
import dev.coord.cli.plan.SimulationText;
import dev.coord.cli.plan.VerdictText;
import dev.coord.cli.plan.WhyText;
import dev.coord.cli.radar.RadarPage;
import dev.coord.cli.rollback.CleanText;
import dev.coord.cli.rollback.RollbackText;
import dev.coord.cli.run.PreviewText;
import dev.coord.cli.run.Progress;
import dev.coord.cli.run.RunReport;
import dev.coord.cli.shell.Output;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Block;
import dev.coord.cli.text.Page;
import dev.coord.cli.text.Paint;
import dev.coord.cli.text.Painted;
import dev.coord.cli.text.RegistryText;
import dev.coord.cli.text.ShellVariables;
import dev.coord.cli.text.Table;
import dev.coord.core.Coordinator;
import dev.coord.core.answer.Answer;
import dev.coord.core.answer.ExitCode;
import dev.coord.core.answer.command.ErrorAnswer;
import dev.coord.core.answer.directory.ConflictsAnswer;
import dev.coord.core.answer.directory.HistoryAnswer;
import dev.coord.core.answer.plan.ExplanationAnswer;
import dev.coord.core.answer.plan.IndependenceAnswer;
import dev.coord.core.answer.plan.PlanAnswer;
import dev.coord.core.answer.plan.SimulationAnswer;
import dev.coord.core.answer.run.CleanAnswer;
import dev.coord.core.answer.run.NoticeAnswer;
import dev.coord.core.answer.run.PreviewAnswer;
import dev.coord.core.answer.run.RadarAnswer;
import dev.coord.core.answer.run.ReportAnswer;
import dev.coord.core.answer.run.RollbackAnswer;
import dev.coord.core.answer.run.RunAnswer;
import dev.coord.core.answer.state.LifecycleAnswers;
import dev.coord.core.answer.state.LockAnswers;
import dev.coord.core.answer.state.StatusAnswer;
import dev.coord.core.clean.CleanOutcome;
import dev.coord.core.diagram.Dot;
import dev.coord.core.diagram.Mermaid;
import dev.coord.core.driver.RunAttempt;
import dev.coord.core.integrate.IntegrationPreview;
import dev.coord.core.radar.RadarNews;
import dev.coord.core.report.Report;
import dev.coord.core.report.ReportText;
import dev.coord.core.rollback.RollbackOutcome;
import dev.coord.core.run.event.RunNotice;
import dev.coord.fs.doctor.Finding;
import dev.coord.lock.LeaseOutcome;
import dev.coord.lock.LockOutcome;
import dev.coord.lock.LockRegistry;
import dev.coord.plan.Explanation;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Independence;
import dev.coord.plan.Plan;
import dev.coord.plan.Simulation;
import dev.coord.radar.RadarPicture;
import dev.coord.run.RunRecord;
import dev.coord.state.ConflictEntry;
import dev.coord.state.LifecycleOutcome;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.Snapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import picocli.CommandLine;

/** Every printer, with a hostile text in every field of what it prints. */
class PrintersProperties {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String FORGED = "[2026-01-01T00:00:00Z] CONFLICT: forged";
    private static final Path HOME = Path.of("/caf\u00e9");

    @Property(tries = 20)
    void noPageHoldsWhatCannotBeSeen(@ForAll("hostile") String text) {
        for (Function<Paint, Page> printer : printers(new Hostile(text))) {
            assertSafe(printed(out -> out.print(printer.apply(Paint.PLAIN))));
        }
    }

    @Property(tries = 20)
    void coloursAreCoordsOwn(@ForAll("hostile") String text) {
        for (Function<Paint, Page> printer : printers(new Hostile(text))) {
            String coloured = printed(out -> out.print(printer.apply(Paint.COLOURED)));

            assertThat(coloured.replaceAll("\u001b\\[(0|1|2|31|32|33)m", ""))
                    .isEqualTo(printed(out -> out.print(printer.apply(Paint.PLAIN))));
        }
    }

    @Property(tries = 20)
    void noMessageHoldsWhatCannotBeSeen(@ForAll("hostile") String text) {
        Hostile hostile = new Hostile(text);
        for (String message : messages(hostile)) {
            assertSafe(printed(out -> out.say("coord: " + message)));
        }
        for (RunNotice notice : hostile.all(RunNotice.class)) {
            assertSafe(printed(out -> new Progress(out, Paint.PLAIN).accept(notice)));
            assertSafe(printed(out -> new Progress(out, Paint.PLAIN).tell(text, text)));
        }
        for (Exception failure : failures(text)) {
            assertSafe(printed(out -> fail(failure, out)));
        }
        assertSafe(printed(out -> out.hints().println("hint: " + text.replace("\n", ""))));
    }

    @Property(tries = 20)
    void jsonHoldsTheExactTextAndNothingThatCannotBeSeen(@ForAll("hostile") String text) throws Exception {
        for (Answer answer : documents(new Hostile(text))) {
            String document = answer.document();
            String whole = printed(out -> out.json(document));
            String streamed = printed(out -> out.json(writer -> pieces(document, writer)));

            assertSafe(whole);
            assertThat(streamed).isEqualTo(whole);
            assertThat(MAPPER.readTree(whole)).isEqualTo(MAPPER.readTree(document));
            AnswerSchemas.check(MAPPER.readTree(whole));
            assertSafe(answer.line());
            assertThat(answer.line()).doesNotContain("\n");
            assertThat(MAPPER.readTree(answer.line())).isEqualTo(MAPPER.readTree(document));
        }
        Answer failed = ErrorAnswer.of(ExitCode.FAILED, text, List.of());
        String message = printed(out -> out.json(failed.document()));
        assertThat(MAPPER.readTree(message).at("/error/message").asText()).isEqualTo(text);
    }

    @Example
    void everyPrinterIsTried() {
        Set<Class<?>> toolkit =
                Set.of(Page.class, Painted.class, Block.class, Table.class, Paint.class, ShellVariables.class);
        Set<Class<?>> tried = Set.of(
                CleanText.class,
                ConflictsCommand.class,
                DemoSummary.class,
                DoctorCommand.class,
                HistoryText.class,
                LifecycleCommand.class,
                LockText.class,
                PlanText.class,
                PreviewText.class,
                RadarPage.class,
                RegistryText.class,
                RollbackText.class,
                RunReport.class,
                SimulationText.class,
                StatusText.class,
                VerdictText.class,
                WhyText.class);

        List<String> printers = new ClassFileImporter()
                .importPackagesOf(Main.class).stream()
                        .filter(type -> toolkit.stream().noneMatch(type::isEquivalentTo))
                        .filter(type -> type.getMethods().stream()
                                .filter(method -> !method.getModifiers().contains(JavaModifier.PRIVATE)
                                        && !method.getModifiers().contains(JavaModifier.SYNTHETIC))
                                .anyMatch(method -> Stream.of(Page.class, Painted.class)
                                        .anyMatch(method.getRawReturnType()::isEquivalentTo)))
                        .map(JavaClass::getName)
                        .filter(name -> !name.startsWith(PrintersProperties.class.getName()))
                        .toList();

        assertThat(printers)
                .as("add a printer to printers(), so that it is tried with hostile texts")
                .containsExactlyInAnyOrderElementsOf(
                        tried.stream().map(Class::getName).toList());
    }

    private static void assertSafe(String printed) {
        assertThat(printed.codePoints()
                        .filter(c -> c != '\n' && !SafeText.isSafe(c))
                        .mapToObj(Integer::toHexString))
                .as(printed)
                .isEmpty();
        assertThat(printed.lines()).as(printed).noneMatch(line -> line.startsWith(FORGED));
    }

    static List<Function<Paint, Page>> printers(Hostile hostile) {
        List<Function<Paint, Page>> printers = new ArrayList<>();
        for (Snapshot snapshot : hostile.all(Snapshot.class)) {
            printers.add(paint -> StatusText.of(snapshot, HOME, Instant.EPOCH, paint));
        }
        hostile.all(RunRecord.class)
                .forEach(run -> printers.add(
                        paint -> StatusText.of(hostile.one(Snapshot.class).withRun(run), HOME, Instant.EPOCH, paint)));
        hostile.all(LockRegistry.class)
                .forEach(locks ->
                        printers.add(paint -> RegistryText.of(Snapshot.EMPTY.withLocks(locks), Instant.EPOCH, paint)));
        hostile.all(RunRecord.class)
                .forEach(run -> printers.add(paint -> RunReport.text(new RunAttempt.Ended(run), paint)));
        hostile.all(RunRecord.class)
                .forEach(run -> printers.add(
                        paint -> Page.document(ReportText.of(Report.of(run, Optional.of(hostile.features()))))));
        hostile.all(RollbackOutcome.class).forEach(outcome -> printers.add(paint -> RollbackText.of(outcome, paint)));
        hostile.all(IntegrationPreview.class).forEach(preview -> printers.add(paint -> PreviewText.of(preview, paint)));
        hostile.all(CleanOutcome.Listed.class)
                .forEach(listed -> printers.add(paint -> CleanText.of(listed, Optional.empty(), paint)));
        hostile.all(RadarPicture.class).forEach(picture -> {
            printers.add(paint -> RadarPage.of(picture, "refs/heads/main", paint));
            printers.add(paint ->
                    RadarPage.of(new RadarNews(picture.encounters(), picture.encounters()), "refs/heads/main", paint));
        });
        printers.add(paint -> ConflictsCommand.text(hostile.all(ConflictEntry.class)));
        printers.add(paint -> DoctorCommand.text(hostile.all(Finding.class), false, paint));
        hostile.all(HistoryEntry.class).forEach(entry -> printers.add(paint -> Page.of(HistoryText.of(entry))));
        hostile.all(LifecycleOutcome.class).forEach(outcome -> printers.add(paint -> LifecycleCommand.text(outcome)));
        answers(hostile).forEach(outcome -> printers.add(paint -> LockText.granted(outcome)));
        hostile.all(Explanation.class).forEach(why -> printers.add(paint -> WhyText.of(why, paint)));
        hostile.all(Independence.class).forEach(both -> printers.add(paint -> VerdictText.of(both, paint)));
        hostile.all(Simulation.class).forEach(played -> printers.add(paint -> SimulationText.of(played, paint)));
        DemoSummary demo = new DemoSummary(new DemoProject(HOME), Duration.ZERO, Duration.ZERO, 1, 1, 1, 1);
        printers.add(demo::text);
        FeatureSet set = hostile.features();
        Plan plan = Coordinator.plan(set, 2);
        printers.add(paint -> PlanText.of(plan, paint));
        printers.add(paint -> Page.document(Mermaid.of(set, plan)));
        printers.add(paint -> Page.document(Dot.of(set, plan)));
        return printers;
    }

    private static List<String> messages(Hostile hostile) {
        List<String> messages = new ArrayList<>();
        answers(hostile).forEach(outcome -> LockText.refusal(outcome).ifPresent(messages::add));
        hostile.all(LifecycleOutcome.NotMoved.class).forEach(stopped -> messages.add(stopped.message()));
        hostile.all(RunRecord.class).forEach(run -> messages.add(new RunAttempt.AlreadyRunning(run).message()));
        return messages;
    }

    /** A lease that is gone is told by an exception. */
    private static List<LockOutcome> answers(Hostile hostile) {
        return hostile.all(LockOutcome.class).stream()
                .filter(outcome -> !(outcome instanceof LeaseOutcome.Gone))
                .toList();
    }

    private static List<Exception> failures(String text) {
        Problem problem = new Problem(text, 1, 1, Problem.Code.NOT_JSON, text, text);
        return List.of(
                new CoordinationException.BadInput(text),
                new CoordinationException.BadInput(List.of(problem, problem)),
                new CoordinationException.StoreFailed(text),
                new CoordinationException.LeaseLost(text),
                new CoordinationException.RepositoryFailed(text, new IllegalStateException(text)),
                new IllegalStateException(text));
    }

    private static void fail(Exception failure, Output err) {
        Output nowhere = new Output(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8));
        Shell shell = new Shell(nowhere, err, Map.of(Failures.TRACE, "1"), Paint.PLAIN);
        CommandLine line = new CommandLine(new StatusCommand(shell));
        new Failures(shell).handleExecutionException(failure, line, line.parseArgs());
    }

    private static List<Answer> documents(Hostile hostile) {
        Stream<Answer> fixed = Stream.of(
                ConflictsAnswer.of(hostile.all(ConflictEntry.class)),
                HistoryAnswer.of(hostile.all(HistoryEntry.class)),
                PlanAnswer.of(Coordinator.plan(hostile.features(), 2)),
                SimulationAnswer.of(hostile.one(Simulation.class)));
        return Stream.of(
                        fixed,
                        hostile.all(Snapshot.class).stream()
                                .map(snapshot -> StatusAnswer.of(snapshot, HOME.toString(), owner -> false)),
                        hostile.all(RunRecord.class).stream()
                                .map(run -> RunAnswer.of(new RunAttempt.Ended(run), owner -> false)),
                        hostile.all(RunRecord.class).stream()
                                .map(run -> ReportAnswer.of(Report.of(run, Optional.of(hostile.features())))),
                        hostile.all(RollbackOutcome.class).stream().map(RollbackAnswer::of),
                        hostile.all(CleanOutcome.class).stream().map(CleanAnswer::of),
                        hostile.all(IntegrationPreview.class).stream().map(PreviewAnswer::of),
                        hostile.all(RadarPicture.class).stream()
                                .map(picture -> RadarAnswer.of(picture, "refs/heads/main")),
                        hostile.all(LockRegistry.class).stream().map(LockAnswers::registry),
                        answers(hostile).stream().map(LockAnswers::of),
                        hostile.all(LifecycleOutcome.class).stream().map(LifecycleAnswers::of),
                        hostile.all(Explanation.class).stream().map(ExplanationAnswer::of),
                        hostile.all(Independence.class).stream().map(IndependenceAnswer::of),
                        hostile.all(RunNotice.class).stream().map(notice -> NoticeAnswer.of(notice, Instant.EPOCH)),
                        hostile.all(HistoryEntry.class).stream().map(HistoryAnswer::event),
                        hostile.all(Problem.class).stream()
                                .map(problem -> ErrorAnswer.of(ExitCode.FAILED, problem.message(), List.of(problem))))
                .flatMap(answers -> answers)
                .toList();
    }

    private static String printed(Consumer<Output> printer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Output out = new Output(new PrintStream(bytes, false, StandardCharsets.UTF_8));
        printer.accept(out);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Written character by character, so that pairs are torn apart. */
    private static void pieces(String document, Writer out) {
        try {
            for (char c : document.toCharArray()) {
                out.write(c);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Provide
    static Arbitrary<String> hostile() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "\n" + FORGED + "\nFeatures: X\n",
                                "\r" + FORGED,
                                "\u2028" + FORGED,
                                "\u001b[31m",
                                "\u001b]0;title\u0007",
                                "\u009b31m",
                                "\u202e",
                                "\u2066",
                                "\u061c",
                                "\u0085",
                                "\ud800",
                                "\udb40\udc41",
                                "\ufeff",
                                "\u007f",
                                "\"];",
                                "\\",
                                "\t",
                                "\ud83d\ude00",
                                "caf\u00e9",
                                "word "),
                        Arbitraries.integers().between(0, 0xff).map(Character::toString),
                        Arbitraries.integers().between(0, 0x10ffff).map(Character::toString))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
