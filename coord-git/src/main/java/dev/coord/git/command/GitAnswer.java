package dev.coord.git.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.core.process.NativeText;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a git command answered.
 *
 * @param exit its exit status
 * @param raw its standard output, one character for each byte, since paths need not be text
 * @param error its standard error
 */
public record GitAnswer(int exit, String raw, String error) {

    public boolean succeeded() {
        return exit == 0;
    }

    /** Standard output without the line end git adds, as {@link NativeText} reads it: git takes it back as it is. */
    public String line() {
        String text = NativeText.text(raw.getBytes(ISO_8859_1));
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** The absolute path that is the whole answer. */
    public Path path() {
        return NativeText.path(line());
    }

    public List<String> lines() {
        return line().lines().filter(text -> !text.isEmpty()).toList();
    }

    /** The parts of output made with {@code -z}. */
    public List<String> rawFields() {
        return Stream.of(raw.split("\0", -1)).filter(field -> !field.isEmpty()).toList();
    }

    public List<GitPath> paths() {
        return rawFields().stream().map(GitPath::new).toList();
    }
}
