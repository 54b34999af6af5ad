package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.SafeText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shown to be pasted names what it should. */
class ShellWordIT {

    private static final List<String> WORDS = List.of(
            "plain/path.ts",
            "two words",
            "",
            "it's",
            "$HOME `id` $(id) \"x\" \\n",
            "line\nfeed\t'quoted' \\ \u001b[31m",
            "\u202eturned\u2066",
            "\n",
            "ends\n",
            "caf\u00e9 \ud83d\ude00",
            "=ls",
            "~/x");

    @TempDir
    Path temp;

    @Test
    void aShellReadsTheVeryWord() throws Exception {
        String words = WORDS.stream().map(SafeText::shellWord).collect(Collectors.joining(" "));

        CoordProcess.Ended ended =
                CoordProcess.run(temp, Map.of("LC_ALL", "C"), List.of("bash", "-c", "printf '%s\\0' " + words));

        assertThat(ended.out().split("\0", -1)).containsExactlyElementsOf(withEnd(WORDS));
        assertThat(words.codePoints()).allMatch(SafeText::isSafe);
    }

    @Test
    void aByteThatIsNoUtf8IsNamedToo() throws Exception {
        String word = SafeText.shellWord("caf\udce9.ts");

        CoordProcess.Ended made =
                CoordProcess.run(temp, Map.of(), List.of("bash", "-c", "printf %s " + word + " | od -An -tx1"));

        assertThat(word).isEqualTo("$'caf\\351.ts'");
        assertThat(made.out().strip()).isEqualTo("63 61 66 e9 2e 74 73");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.ts", "--into=x", "refs/heads/main:y", "50%", "a@b+c,d"})
    void aPlainWordStaysPlain(String word) {
        assertThat(SafeText.shellWord(word)).isEqualTo(word);
    }

    private static List<String> withEnd(List<String> words) {
        return Stream.concat(words.stream(), Stream.of("")).toList();
    }
}
