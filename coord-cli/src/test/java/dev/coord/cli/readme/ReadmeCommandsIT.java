package dev.coord.cli.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.coord.cli.BuiltCheckout;
import dev.coord.cli.CoordProcess;
import dev.coord.core.json.input.FeatureFile;
import dev.coord.plan.Feature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of the README, and of the page that goes on where it ends, in a fresh clone and a fresh repository, one after the
 * other in one shell. Agents, and the tests of the repository, are stubs on the {@code PATH}.
 */
class ReadmeCommandsIT {

    private static final List<String> PAGES = List.of("README.md", "docs/shell.md");

    /** What is not run here, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "./mvnw verify", "would run this test",
            "./mvnw -q install -Dquick -Dmaven.test.skip", ".ci/consumer runs it");

    @TempDir
    static Path temp;

    private static Session session;

    @BeforeAll
    static void runAllOfThem() throws Exception {
        Path clone = temp.resolve("clone");
        CoordProcess.git(temp, "clone", "-q", Path.of("..").toRealPath().toString(), clone.toString());
        BuiltCheckout.built(clone);
        session = new Session(temp, clone);
        for (String page : PAGES) {
            for (Page.Block block : Page.of(page).blocks()) {
                if (block.language().equals("json")) {
                    session.featureFile(block);
                } else if (block.isShell()) {
                    for (ShellLines lines : ShellLines.of(block)) {
                        if (!NOT_RUN.containsKey(lines.command())) {
                            session.command(lines);
                        }
                    }
                }
            }
        }
        session.play();
    }

    @TestFactory
    Stream<DynamicTest> endsAsThePageSays() {
        return session.commands().stream()
                .map(lines -> dynamicTest(
                        lines.command(),
                        () -> assertThat(session.ended(lines))
                                .matches(ended -> lines.statuses().contains(ended.status()), "ends well")));
    }

    /** With the task in it that its agent was given. */
    @TestFactory
    Stream<DynamicTest> landsWhatTheAgentsMake() {
        return session.commands().stream()
                .filter(ShellLines::isRun)
                .map(run -> dynamicTest(run.command(), () -> {
                    Path repository = session.repository(run);
                    String landed = CoordProcess.git(
                                    repository, "grep", "-h", "", "HEAD", "--", ":!package.json", ":!.gitignore")
                            .out();
                    Collection<Feature> features = features(repository);
                    assertThat(features).isNotEmpty();
                    assertThat(features)
                            .allSatisfy(feature -> assertThat(landed)
                                    .contains(feature.description().orElseThrow()));
                }));
    }

    @Test
    void namesNoCommandThatIsGone() throws Exception {
        List<String> all = new ArrayList<>();
        for (String page : PAGES) {
            for (Page.Block block : Page.of(page).blocks("sh")) {
                all.addAll(
                        ShellLines.of(block).stream().map(ShellLines::command).toList());
            }
        }

        assertThat(all).containsAll(NOT_RUN.keySet()).hasSizeGreaterThan(20);
    }

    private static Collection<Feature> features(Path repository) throws IOException {
        byte[] file = Files.readAllBytes(repository.resolve("features.json"));
        return FeatureFile.check("features.json", file, Set.of())
                .features()
                .features()
                .values();
    }
}
