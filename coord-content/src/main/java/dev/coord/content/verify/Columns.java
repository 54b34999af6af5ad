package dev.coord.content.verify;

import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.List;
import java.util.Locale;

/** All rows of a table have as many columns: those of CSV, and those of Markdown where they stand together. */
final class Columns {
    private Columns() {}

    static void insist(Versions versions, TextFile merged) {
        String path = versions.path().value().toLowerCase(Locale.ROOT);
        boolean even = true;
        if (path.endsWith(".csv") || path.endsWith(".tsv")) {
            even = isEven(merged.lines());
        } else if (path.endsWith(".md") || path.endsWith(".markdown")) {
            even = areTablesEven(merged.lines())
                    || !areTablesEven(versions.ours().lines())
                    || !areTablesEven(versions.theirs().lines());
        }
        if (!even) {
            throw new NotUnderstood("the rows of a table would have different numbers of columns");
        }
    }

    private static boolean isEven(List<String> rows) {
        return List.of(',', ';', '\t').stream()
                .allMatch(sign -> rows.stream()
                                .filter(row -> !row.isBlank())
                                .mapToInt(row -> columns(row, sign))
                                .distinct()
                                .count()
                        <= 1);
    }

    private static boolean areTablesEven(List<String> lines) {
        int columns = -1;
        for (String line : lines) {
            boolean row = line.strip().startsWith("|");
            int mine = row ? columns(line.strip().replace("\\|", "").replaceAll("`[^`]*`", ""), '|') : -1;
            if (row && columns >= 0 && mine != columns) {
                return false;
            }
            columns = mine;
        }
        return true;
    }

    private static int columns(String row, char sign) {
        boolean quoted = false;
        int columns = 1;
        for (int i = 0; i < row.length(); i++) {
            quoted ^= row.charAt(i) == '"' && sign != '|';
            columns += row.charAt(i) == sign && !quoted ? 1 : 0;
        }
        return columns;
    }
}
