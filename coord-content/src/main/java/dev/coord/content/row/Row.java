package dev.coord.content.row;

import dev.coord.content.edit.Brackets;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;

/**
 * A row, with the comments and blank lines before it.
 *
 * @param name what it is known by
 * @param lines its lines, those before it included
 * @param text the row alone
 */
record Row(String name, List<String> lines, String text) {

    /** Reads rows of one form and one indentation. */
    static List<Row> read(RowForm form, int indent, Brackets brackets, List<String> lines) {
        List<Row> rows = new ArrayList<>();
        int begin = 0;
        int line = 0;
        while (line < lines.size()) {
            if (isAside(lines.get(line))) {
                line++;
                continue;
            }
            int end = line + 1;
            while (end < lines.size() && !isOver(brackets, indent, lines.subList(line, end), lines.get(end))) {
                end++;
            }
            String text = String.join("\n", lines.subList(line, end)).strip();
            boolean whole = indent(lines.get(line)) == indent && brackets.agree(List.of(), List.of(text));
            if (!whole) {
                throw new NotUnderstood("a side adds part of a row");
            }
            String name =
                    form.name(text).orElseThrow(() -> new NotUnderstood("there is more than rows of one form in it"));
            rows.add(new Row(name, lines.subList(begin, end), text));
            begin = end;
            line = end;
        }
        if (rows.isEmpty() || lines.subList(begin, lines.size()).stream().anyMatch(rest -> !rest.isBlank())) {
            throw new NotUnderstood("a side adds nothing but blank lines or comments");
        }
        return rows;
    }

    private static boolean isOver(Brackets brackets, int indent, List<String> row, String next) {
        return brackets.agree(List.of(), row)
                && isEnded(row)
                && (next.isBlank() || indent(next) <= indent)
                && !next.strip().matches("[])}>].*");
    }

    /** A block of Ruby is over with its end. */
    private static boolean isEnded(List<String> row) {
        String first = row.get(0).strip();
        boolean opens = first.matches("(?:def|class|module)\\b.*|.*\\bdo(?: *\\|.*\\|)?");
        return !opens || row.get(row.size() - 1).equals(row.get(0).substring(0, indent(row.get(0))) + "end");
    }

    static boolean isAside(String line) {
        String text = line.strip();
        return text.isEmpty()
                || text.startsWith("//")
                || text.startsWith("#")
                || text.startsWith("/*")
                || text.startsWith("*");
    }

    static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
