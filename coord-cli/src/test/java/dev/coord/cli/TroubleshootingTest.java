package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The messages that the page on troubleshooting quotes are printed by coord, in these words. */
class TroubleshootingTest {

    /** The first cell of a row, and what stands between backticks in it. */
    private static final Pattern ROW = Pattern.compile("^\\| (?!you see)(.+?) \\|", Pattern.MULTILINE);

    private static final Pattern QUOTE = Pattern.compile("`([^`]+)`");

    /** What a message fills in: dots, or a word in capitals. */
    private static final Pattern FILLED_IN = Pattern.compile("\\.\\.\\.|\\b[A-Z]{1,}\\b|refs/coord/");

    private static final Pattern LITERAL = Pattern.compile("\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+)\"");

    /** Between two literals of one message. */
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");

    /** What others print, and names of commands. */
    private static final List<String> OF_OTHERS = List.of("Full thread dump", "lease_id", "*.rejected-*");

    @TestFactory
    Stream<DynamicTest> quotesWhatIsPrinted() throws IOException {
        List<String> printed = printed();
        return quotes().stream()
                .map(quote -> dynamicTest(
                        quote,
                        () -> assertThat(fragments(quote))
                                .as("words that no message of coord has, quoted in docs/troubleshooting.md")
                                .allMatch(words -> printed.stream().anyMatch(text -> text.contains(words)))));
    }

    @Test
    void findsTheQuotes() throws IOException {
        assertThat(quotes()).hasSizeGreaterThan(35).contains("comes too late");
        assertThat(fragments("... in it, as process N (NAME)")).containsExactly("in it, as process");
        assertThat(printed()).hasSizeGreaterThan(1_000);
    }

    private static List<String> quotes() throws IOException {
        String page = Files.readString(Path.of("../docs/troubleshooting.md"));
        return ROW.matcher(page)
                .results()
                .flatMap(row -> QUOTE.matcher(row.group(1)).results())
                .map(quote -> quote.group(1))
                .filter(quote -> !OF_OTHERS.contains(quote) && !quote.startsWith("coord "))
                .toList();
    }

    private static List<String> fragments(String quote) {
        return FILLED_IN
                .splitAsStream(quote)
                .flatMap(part -> Stream.of(part.split("[()]")))
                .map(String::strip)
                .filter(part -> part.matches(".*\\w.*"))
                .toList();
    }

    private static List<String> printed() throws IOException {
        List<String> literals = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            files.filter(TroubleshootingTest::isSource).forEach(file -> {
                Matcher matcher = LITERAL.matcher(text(file));
                while (matcher.find()) {
                    literals.add(matcher.group(1).replace("\\\"", "\""));
                }
            });
        }
        return literals;
    }

    private static boolean isSource(Path file) {
        String name = file.toString();
        return name.contains("/src/main/java/") && name.endsWith(".java") || name.equals("../coord");
    }

    private static String text(Path file) {
        try {
            return JOINED.matcher(Files.readString(file)).replaceAll("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
