package dev.coord.cli.readme;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.core.json.input.FeatureFile;
import dev.coord.fs.DirectoryStore;
import dev.coord.state.FeatureStatus;
import dev.coord.testkit.junit.TempGitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be copied from the README is what this build has. {@code ReadmeCommandsIT} runs its commands. */
class ReadmeTest {

    private static final Page README = Page.of("README.md");

    /** Above each block of Java: the class that holds the same code. */
    private static final Pattern EXAMPLE = Pattern.compile("<!-- the code below is ([\\w.]+), [^>]*-->\n```java\n");

    private static final Pattern IMPORT = Pattern.compile("^import .*;$", Pattern.MULTILINE);

    @Test
    void theExampleCompletesItsFeature(@TempDir Path directory) throws InterruptedException {
        ReadmeExample.run(directory);

        try (DirectoryStore store = DirectoryStore.open(directory, InstantSource.system())) {
            assertThat(store.read().state().statusOf(new FeatureId("P1_user_auth")))
                    .isEqualTo(FeatureStatus.COMPLETED);
            assertThat(store.read().locks().leases()).isEmpty();
        }
    }

    @Test
    void theRunLandsItsFeature(@TempGitRepository Path repository) throws InterruptedException {
        RunExample.run(repository);

        assertThat(repository.resolve("login.ts")).hasContent("export {};");
    }

    @Test
    void theExamplesAreTheCodeThatRuns() throws IOException {
        List<MatchResult> examples = EXAMPLE.matcher(README.text()).results().toList();

        assertThat(examples).hasSameSizeAs(README.blocks("java"));
        for (MatchResult example : examples) {
            String shown = README.text().substring(example.end());
            String source =
                    Files.readString(Path.of("src/test/java", example.group(1).replace('.', '/') + ".java"));
            assertThat(packed(shown.substring(0, shown.indexOf("```"))))
                    .as(example.group(1))
                    .isEqualTo(packed(imports(source) + between(source, "// begin\n", "// end\n")));
        }
    }

    /** The rest is resolved, compiled and run by {@code .ci/consumer}. */
    @Test
    void thePomNamesTheVersionOfThisBuild() throws IOException {
        String bom = between(Files.readString(Path.of("../coord-bom/pom.xml")), "<artifactId>coord-bom", "<packaging>");

        assertThat(README.blocks("xml"))
                .singleElement()
                .satisfies(pom -> assertThat(packed(pom.text())).contains("<artifactId>coord-bom" + packed(bom)));
    }

    @Test
    void namesTheEarliestJacksonThatIsTried() throws IOException {
        String earliest = between(Files.readString(Path.of("../.ci/consumer")), "\nearliest=", ".0\n");

        assertThat(README.text()).contains("coord needs Jackson " + earliest + " ");
    }

    @Test
    void theFeatureFilesHaveNoProblem() {
        assertThat(README.blocks("json"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(
                                FeatureFile.check("README.md", block.text().getBytes(UTF_8), Set.of())
                                        .warnings())
                        .isEmpty());
    }

    @Test
    void itsLinksLeadSomewhere() {
        Matcher links = Pattern.compile("\\]\\(([^)#]+)[^)]*\\)").matcher(README.text());

        assertThat(links.results().map(link -> Path.of("..", link.group(1))))
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(file).exists());
    }

    private static String imports(String source) {
        return IMPORT.matcher(source).results().map(MatchResult::group).collect(Collectors.joining());
    }

    private static String between(String text, String from, String to) {
        int begin = text.indexOf(from) + from.length();
        return text.substring(begin, text.indexOf(to, begin));
    }

    private static String packed(String text) {
        return text.replaceAll("\\s+", "");
    }
}
