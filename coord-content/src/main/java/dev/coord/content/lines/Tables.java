package dev.coord.content.lines;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.lex.Tokens;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads TOML: tables, and the entries of one. */
final class Tables {
    private static final Pattern HEADER = Pattern.compile("\\s*(\\[[^\\[\\]]+]|\\[\\[[^\\[\\]]+]])\\s*(#.*)?");
    private static final Pattern ENTRY = Pattern.compile(
            "\\s*((?:[\\w-]+|\"[^\"]*\"|'[^']*')(?:\\s*\\.\\s*(?:[\\w-]+|\"[^\"]*\"|'[^']*'))*)\\s*=\\s*\\S.*");

    private Tables() {}

    /** The tables of a file, the first one for what stands before any header. */
    static LineRun read(TextFile file) {
        Tokens tokens = Lexer.read(file.text(), Language.TOML);
        if (!tokens.isWhole()) {
            throw new NotUnderstood("it is no TOML");
        }
        List<String> lines = file.lines();
        List<Lines> tables = new ArrayList<>();
        int begin = 0;
        int lead = 0;
        String key = "the top";
        for (int i = 0; i < lines.size(); i++) {
            Matcher header = HEADER.matcher(lines.get(i));
            boolean starts = isLineStart(tokens, i) && header.matches();
            if (starts) {
                int end = i;
                while (end > begin && isAside(lines.get(end - 1))) {
                    end--;
                }
                add(tables, key, lines, lead, begin, end);
                lead = end;
                begin = i;
                key = header.group(1).replaceAll("\\s", "");
            }
        }
        add(tables, key, lines, lead, begin, lines.size());
        return new LineRun(tables, List.of());
    }

    private static void add(List<Lines> tables, String key, List<String> lines, int lead, int begin, int end) {
        List<String> body = lines.subList(begin, end);
        if (tables.isEmpty() && begin == end) {
            return;
        }
        String known = key.startsWith("[[") ? key + " " + String.join("\n", body) : key;
        tables.add(new Lines(known, lines.subList(lead, begin), body));
    }

    /** The entries among the lines of a table, without its header. */
    static LineRun entries(List<String> lines) {
        Tokens tokens = Lexer.read(String.join("\n", lines), Language.TOML);
        List<Lines> entries = new ArrayList<>();
        int lead = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (isAside(lines.get(i))) {
                continue;
            }
            Matcher entry = ENTRY.matcher(lines.get(i));
            if (!entry.matches()) {
                throw new NotUnderstood("'" + lines.get(i).strip() + "' is no entry of a table");
            }
            int end = i + 1;
            while (end < lines.size() && !isLineStart(tokens, end)) {
                end++;
            }
            entries.add(new Lines(entry.group(1).replaceAll("\\s", ""), lines.subList(lead, i), lines.subList(i, end)));
            lead = end;
            i = end - 1;
        }
        return new LineRun(entries, lines.subList(lead, lines.size()));
    }

    private static boolean isLineStart(Tokens tokens, int line) {
        return tokens.openAt(tokens.line(line)) < 0 && !tokens.isWithin(tokens.line(line));
    }

    private static boolean isAside(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }
}
