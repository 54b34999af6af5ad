package dev.coord.cli.lock;

import dev.coord.cli.word.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/**
 * Paths up to the next option. The first word is a path whatever it looks like, a later one if it does not begin with
 * {@code --}: an option that is misspelled must not become a path that is locked.
 */
@SuppressWarnings("JdkObsolete") // a stack is what the parser of command lines hands over
final class PathWords extends Word {

    @Override
    protected void take(Stack<String> words, ArgSpec option, String name, CommandLine line) {
        List<String> paths = new ArrayList<>(option.<List<String>>getValue());
        paths.add(words.pop());
        while (!words.isEmpty() && !isOption(words.peek())) {
            paths.add(words.pop());
        }
        option.setValue(paths);
    }

    private static boolean isOption(String word) {
        return word.startsWith("--") || word.equals("-h");
    }
}
