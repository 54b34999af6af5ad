package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.cli.command.CoordCommand;
import dev.coord.cli.lock.LockTop;
import dev.coord.cli.shell.Output;
import dev.coord.cli.shell.Shell;
import dev.coord.cli.text.Paint;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What users pass as a path, a reason or an id is taken as it is. */
class WordsTest {

    private static final List<String> WORDS = List.of(
            "@note.txt",
            "@@x",
            "-x",
            "-h",
            "-",
            "--",
            "--json",
            "--help",
            "--dir=x",
            "--no-such-option",
            "a,b",
            "a=b",
            "=",
            "'quoted'",
            "\"quoted\"",
            "\\",
            "${env:HOME}",
            "${COMMAND-NAME}",
            "%s%n",
            "@|red x|@",
            "a b",
            " ",
            "né\uD83D\uDE00");

    @TempDir
    Path directory;

    static Stream<Arguments> textOptions() {
        List<Arguments> options = new ArrayList<>();
        CoordTop.VERBS.forEach(verb -> collect(CoordTop.verb(verb, shell()), verb, options));
        LockTop.VERBS.forEach(verb -> collect(LockTop.verb(verb, shell()), "lock " + verb, options));
        return options.stream();
    }

    private static void collect(CoordCommand verb, String name, List<Arguments> options) {
        new CommandLine(verb)
                .getCommandSpec().options().stream()
                        .filter(WordsTest::isText)
                        .forEach(option -> options.add(Arguments.of(name, option.longestName())));
    }

    private static boolean isText(OptionSpec option) {
        Class<?> type = option.isMultiValue() ? option.auxiliaryTypes()[0] : option.type();
        return type == String.class || type == Path.class;
    }

    private static Shell shell() {
        Output nowhere = new Output(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        return new Shell(nowhere, nowhere, Map.of(), Paint.PLAIN);
    }

    private static OptionSpec parsed(String verb, String... words) {
        String last = verb.replace("lock ", "");
        CoordCommand command = verb.equals(last) ? CoordTop.verb(last, shell()) : LockTop.verb(last, shell());
        CommandLine line = Main.settled(new CommandLine(command));
        try {
            line.parseArgs(words);
        } catch (CommandLine.MissingParameterException e) {
            assertThat(e.getMessage()).startsWith("Missing required"); // the options that this test does not give
        }
        return line.getCommandSpec().findOption(words[0].replaceAll("=.*", ""));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("textOptions")
    void takesTheValueOfEveryTextOptionAsItIs(String verb, String option) {
        for (String word : WORDS) {
            assertThat(text(parsed(verb, option, word)))
                    .as("%s %s", option, word)
                    .isEqualTo(word);
            assertThat(text(parsed(verb, option + "=" + word)))
                    .as("%s=%s", option, word)
                    .isEqualTo(word);
        }
    }

    private static String text(OptionSpec option) {
        Object value = option.getValue();
        return value instanceof List<?> list ? list.get(0).toString() : String.valueOf(value);
    }

    @Test
    void readsNoWordFromAFile() throws Exception {
        Path note = Called.file(directory, "note.txt", "ask \"the owner\n");
        String home = directory.resolve("dir").toString();

        Called locked = Called.coord(
                "lock", "acquire", "--agent", "@" + note, "--feature", "F", "--write", "@" + note, "--dir", home);

        assertThat(locked.status()).as(locked.toString()).isIn(0, 2);
        assertThat(locked.out() + locked.err()).doesNotContain("the owner");
    }

    @Test
    void takesLaterPathsUpToTheNextOption() {
        OptionSpec write = parsed("lock acquire", "--write", "--json", "-a", "b", "--read", "c");

        assertThat(write.<List<String>>getValue()).containsExactly("--json", "-a", "b");
    }

    @Test
    void takesNoMisspelledOptionForAPath() {
        Called misspelled = Called.coord(
                "lock", "acquire", "--agent", "a", "--feature", "F", "--write", "x", "--wiat", "30s", "--dir", "d");

        assertThat(misspelled.status()).isEqualTo(2);
        assertThat(misspelled.err()).contains("'--wiat'");
        assertThat(Files.exists(Path.of("d"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--reason", "--agent"})
    void refusesAnOptionThatIsGivenTwice(String option) {
        Called twice = Called.coord("fail", "F", "--agent", "a", "--reason", "x", option, "y", "--dir", "d");

        assertThat(twice.status()).isEqualTo(2);
        assertThat(twice.err()).contains(option + " is given twice");
    }

    @Test
    void refusesANumberThatIsGivenTwice() {
        Called twice = Called.coord("plan", "f.json", "--agents", "2", "--agents", "3");

        assertThat(twice.status()).isEqualTo(2);
        assertThat(twice.err()).contains("--agents is given twice").doesNotContain("picocli");
    }

    @Test
    void refusesAWaitThatIsGivenTwice() {
        Called twice = Called.coord(
                "lock", "acquire", "--agent", "a", "--feature", "F", "--write=x", "--wait", "1s", "--wait", "2s");

        assertThat(twice.status()).isEqualTo(2);
        assertThat(twice.err()).contains("of --wait and --fail one may be given, and that once");
    }

    @ParameterizedTest
    @CsvSource({"--agents,2", "--dir,d", "--overlap,serialize"})
    void understandsAnOptionThatSaysTheSameTwice(String option, String value) {
        Called twice = Called.coord("plan", "no-such-file.json", option, value, option, value);

        assertThat(twice.err()).contains("no-such-file.json").doesNotContain("twice", "picocli");
    }

    @Test
    void refusesAnOptionWithoutItsValue() {
        Called bare = Called.coord("fail", "F", "--agent", "a", "--reason");

        assertThat(bare.status()).isEqualTo(2);
        assertThat(bare.err()).contains("--reason needs a value: TEXT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dir", "--repo"})
    void refusesAPlaceThatNobodyCanHaveMeant(String option) {
        assertThat(Called.coord("lock", "list", option, "").err()).contains(option + " is an empty word");
        assertThat(Called.coord("lock", "list", option + "=").err()).contains(option + " is an empty word");
        assertThat(Called.coord("lock", "list", option + "=~/x").err()).contains(option + " is '~/x'", "'./~/x'");
        assertThat(Called.coord("lock", "list", option, "~").status()).isEqualTo(2);
    }

    @Test
    void refusesAVariableThatNamesNoPlace() {
        Called tilde = Called.coord(Map.of("COORD_DIR", "~/x"), "lock", "list");

        assertThat(tilde.status()).isEqualTo(2);
        assertThat(tilde.err()).contains("COORD_DIR is '~/x'");
    }

    @Test
    void refusesAFeatureFileThatNobodyCanHaveMeant() {
        assertThat(Called.coord("plan", "").err()).contains("empty word");
        assertThat(Called.coord("plan", "~/f.json").err()).contains("'./~/f.json'");
        assertThat(Called.coord("plan", "./~/f.json").err()).contains("there is no such file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--json", "--json=", "--json=maybe"})
    void whateverIsWrongWithTheWordsIsToldAsJsonWhereTheyAskForIt(String json) {
        Called refused = Called.coord("plan", "f", "--agents", "x", json);

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.out()).startsWith("{").contains("\"coord.error/1\"");
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("plan f --agents x", "'x' is not a whole number"),
                Arguments.of("plan f --agents 99999999999", "is not a whole number, or is out of bounds"),
                Arguments.of("complete A --agent a --token q", "'q' is not a whole number"),
                Arguments.of("history --since 1.5", "'1.5' is not a whole number"),
                Arguments.of("plan f --json=maybe", "--json takes no value"),
                Arguments.of("history --json=", "the value of --json= is empty"),
                Arguments.of("run f --agent x --json=", "the value of --json= is empty"),
                Arguments.of("plna f", "there is no command 'plna'; did you mean plan?"),
                Arguments.of("lock lsit", "there is no command 'lsit'; did you mean list?"),
                Arguments.of("zzzzzz", "there is no command 'zzzzzz'; see"),
                Arguments.of("status extra", "'extra' is a word too many"),
                Arguments.of(
                        "lock acquire --agent a --feature F --write x --wait 1s --fail",
                        "--wait=DURATION, --fail exclude each other"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysInWordsWhatIsWrongWithTheWords(String line, String message) {
        Called refused = Called.coord(line.split(" "));

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .contains(message)
                .doesNotContainPattern("\\b(int|long|boolean|index|Exception|Unmatched)\\b");
    }
}
