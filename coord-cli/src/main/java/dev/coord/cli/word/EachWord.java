package dev.coord.cli.word;

import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/** An option that may be given several times: the word behind each is one more value, whatever it looks like. */
@SuppressWarnings("JdkObsolete") // a stack is what the parser of command lines hands over
public final class EachWord extends Word {

    @Override
    protected void take(Stack<String> words, ArgSpec option, String name, CommandLine line) {
        List<String> values = new ArrayList<>(option.<List<String>>getValue());
        values.add(words.pop());
        option.setValue(values);
    }
}
