package dev.coord.cli.text;

import dev.coord.SafeText;
import java.util.List;
import java.util.stream.Collectors;

/** A command as one types it into a shell. */
public final class CommandText {

    private CommandText() {}

    public static String of(List<String> words) {
        return words.stream().map(CommandText::quoted).collect(Collectors.joining(" "));
    }

    public static String quoted(String word) {
        return SafeText.shellWord(word);
    }
}
