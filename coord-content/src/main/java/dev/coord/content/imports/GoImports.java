package dev.coord.content.imports;

import dev.coord.content.diff.Region.Span;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.lex.Language;
import dev.coord.content.lex.Tokens;
import dev.coord.content.list.LineRun;
import dev.coord.content.text.NotUnderstood;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Imports of Go, within the brackets of one import or one a line. */
public final class GoImports extends LineImports {
    private static final Pattern GROUPED = Pattern.compile("\\t((?:[\\w.]+ )?\"[^\"]+\")\\s*(//.*)?");
    private static final Pattern ALONE = Pattern.compile("import ((?:[\\w.]+ )?\"[^\"]+\")\\s*(//.*)?");

    /** A merger for each Go file. */
    public GoImports() {
        super(Language.GO);
    }

    @Override
    Hunk statements(Hunk conflict) {
        boolean grouped = isGrouped(conflict.sources().base(), conflict.region().base());
        if (grouped != isGrouped(conflict.sources().ours(), conflict.region().ours())
                || grouped
                        != isGrouped(
                                conflict.sources().theirs(), conflict.region().theirs())) {
            throw new NotUnderstood("the versions group their imports differently");
        }
        return grouped ? conflict : conflict.outermost();
    }

    @Override
    LineRun read(Hunk hunk, List<String> lines) {
        Pattern line = isGrouped(hunk.sources().ours(), hunk.region().ours()) ? GROUPED : ALONE;
        return LineRun.read(lines, "//", text -> {
            Matcher found = line.matcher(text);
            if (!found.matches()) {
                throw new NotUnderstood("there is more than imports in it");
            }
            return found.group(1);
        });
    }

    private static boolean isGrouped(Tokens tokens, Span span) {
        int open = tokens.openAt(tokens.line(span.from()));
        return open > 0
                && tokens.is(open, "(")
                && tokens.is(open - 1, "import")
                && open == tokens.openAt(tokens.line(span.to()))
                && !tokens.isWithin(tokens.line(span.from()))
                && !tokens.isWithin(tokens.line(span.to()));
    }
}
