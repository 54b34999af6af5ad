package dev.coord.core.report;

import dev.coord.SafeText;
import dev.coord.core.run.text.CodeSpan;

/** What others wrote, as code on one line, the beginning of it where it is long. */
final class Code {

    private static final int MOST = 400;

    private Code() {}

    static String of(String text) {
        String safe = SafeText.line(text);
        return CodeSpan.of(
                safe.codePointCount(0, safe.length()) > MOST
                        ? safe.substring(0, safe.offsetByCodePoints(0, MOST)) + "..."
                        : safe);
    }
}
