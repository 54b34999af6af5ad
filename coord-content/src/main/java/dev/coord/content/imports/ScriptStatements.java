package dev.coord.content.imports;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;

/** Reads lines that hold nothing but imports and lists of exports of JavaScript or TypeScript. */
final class ScriptStatements {
    private final Tokens tokens;
    private final List<String> lines;

    private ScriptStatements(Tokens tokens, List<String> lines) {
        this.tokens = tokens;
        this.lines = lines;
    }

    /** The statements in lines {@code from} to before {@code to} of a file. */
    static LineRun read(Tokens tokens, List<String> lines, int from, int to) {
        return new ScriptStatements(tokens, lines).read(from, to);
    }

    private LineRun read(int from, int to) {
        List<Lines> entries = new ArrayList<>();
        int line = from;
        int at = tokens.code(tokens.from(tokens.line(from)));
        int end = tokens.from(tokens.line(to));
        while (at < end) {
            int first = tokens.lineOf(tokens.begin(at));
            int last = end(at);
            int next = tokens.code(last + 1);
            int behind = tokens.lineOf(tokens.end(last) - 1) + 1;
            boolean alone = tokens.line(first) <= tokens.begin(at)
                    && (next >= tokens.size() || tokens.lineOf(tokens.begin(next)) >= behind)
                    && tokens.from(tokens.line(first)) == at
                    && !tokens.isWithin(tokens.line(behind));
            if (first < line || behind > to || !alone) {
                throw new NotUnderstood("a statement shares its line with another");
            }
            entries.add(new Lines(key(at, last), lines.subList(line, first), lines.subList(first, behind)));
            line = behind;
            at = next;
        }
        return new LineRun(entries, lines.subList(line, to));
    }

    /** The last token of a statement. */
    private int end(int first) {
        int text = first;
        while (text < tokens.size() && !tokens.isA(text, Kind.TEXT) && !tokens.is(text, ";")) {
            int partner = tokens.partner(text);
            boolean call = partner > text && tokens.is(text, "(");
            int next = tokens.code((call || partner < text ? text : partner) + 1);
            if (partner > text && !call && !tokens.is(next, "from") && !tokens.is(next, "=")) {
                text = partner; // export { a };
                break;
            }
            text = next;
        }
        int last = tokens.is(text, ";") ? tokens.codeBefore(text) : text;
        int next = tokens.code(last + 1);
        if (tokens.is(next, ")") && tokens.partner(next) > first) {
            last = next;
            next = tokens.code(last + 1);
        }
        if ((tokens.is(next, "with") || tokens.is(next, "assert")) && tokens.is(tokens.code(next + 1), "{")) {
            last = tokens.partner(tokens.code(next + 1));
            next = tokens.code(last + 1);
        }
        return tokens.is(next, ";") ? next : last;
    }

    private String key(int first, int last) {
        StringBuilder key = new StringBuilder();
        int at = first;
        while (at <= last) {
            if (tokens.is(at, "{")) {
                key.append(key.length() == 0 ? "" : " ").append("{}");
                at = tokens.partner(at);
            } else if (tokens.isA(at, Kind.TEXT)) {
                key.append(" '")
                        .append(tokens.text(at), 1, tokens.text(at).length() - 1)
                        .append('\'');
            } else if (!tokens.is(at, ";")) {
                key.append(key.length() == 0 ? "" : " ").append(tokens.text(at));
            }
            at = tokens.code(at + 1);
        }
        String shape = key.toString();
        if (shape.contains(" with ") || !STATEMENT.matcher(shape).matches()) {
            throw new NotUnderstood("there is more than imports and lists of exports in it");
        }
        return DEFAULT.matcher(shape).replaceFirst("import$1 {} from");
    }

    private static final java.util.regex.Pattern STATEMENT = java.util.regex.Pattern.compile("import '[^']+'"
            + "|import( type)?( [\\w$]+( ,)?)?( \\* as [\\w$]+| \\{\\})? from '[^']+'"
            + "|export( type)? (\\*( as [\\w$]+)?|\\{\\}) from '[^']+'"
            + "|export( type)? \\{\\}"
            + "|const ([\\w$]+|\\{\\}) = require \\( '[^']+' \\)");

    /** A default import beside the names is no other statement. */
    private static final java.util.regex.Pattern DEFAULT =
            java.util.regex.Pattern.compile("^import( type)? [\\w$]+ , \\{\\} from");
}
