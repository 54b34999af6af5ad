package dev.coord.bench.part;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;

/** Prints a table that can be pasted into a document, line by line as it becomes known. */
public final class Table {

    private final PrintStream out = System.out;

    public Table(String title, String... header) {
        out.println("\n### " + title + "\n");
        line((Object[]) header);
        line(Collections.nCopies(header.length, "---").toArray());
    }

    public Table line(Object... cells) {
        out.println(
                "| " + String.join(" | ", Arrays.stream(cells).map(Table::text).toList()) + " |");
        return this;
    }

    private static String text(Object cell) {
        if (cell instanceof Double number) {
            double size = Math.abs(number);
            return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.2f", number);
        }
        return cell.toString();
    }
}
