package dev.coord.core.run.text;

import dev.coord.SafeText;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What others wrote, as code within a line of Markdown, whatever it holds: no markup, and neither a mention, a link nor a reference to an issue.
 */
public final class CodeSpan {

    private static final Pattern TICKS = Pattern.compile("`+");

    private CodeSpan() {}

    /** The text, fenced by more ticks than stand together in it. */
    public static String of(String text) {
        int most = TICKS.matcher(text)
                .results()
                .map(MatchResult::group)
                .mapToInt(String::length)
                .max()
                .orElse(0);
        String fence = "`".repeat(most + 1);
        String space = most == 0 && !text.isEmpty() ? "" : " ";
        return fence + space + SafeText.line(text) + space + fence;
    }
}
