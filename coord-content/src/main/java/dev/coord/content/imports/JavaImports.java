package dev.coord.content.imports;

import dev.coord.content.hunk.Hunk;
import dev.coord.content.lex.Language;
import dev.coord.content.list.LineRun;
import dev.coord.content.text.NotUnderstood;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Imports of Java, one a line. */
public final class JavaImports extends LineImports {
    private static final Pattern IMPORT =
            Pattern.compile("(import(?: static)? [\\w$]+(?:\\.[\\w$]+)*(?:\\.\\*)?);\\s*(//.*)?");

    /** A merger for each Java file. */
    public JavaImports() {
        super(Language.JAVA);
    }

    @Override
    Hunk statements(Hunk conflict) {
        return conflict.outermost();
    }

    @Override
    LineRun read(Hunk hunk, List<String> lines) {
        return LineRun.read(lines, "//", line -> {
            Matcher found = IMPORT.matcher(line);
            if (!found.matches()) {
                throw new NotUnderstood("there is more than imports in it");
            }
            return found.group(1);
        });
    }
}
