package dev.coord.cli;

import dev.coord.SafeText;
import java.util.List;
import java.util.stream.Collectors;

/** A command as one types it into a shell. */
final class CommandText {

    private CommandText() {}

    static String of(List<String> words) {
        return words.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
    }

    static String quoted(String word) {
        return SafeText.shellWord(word);
    }
}
