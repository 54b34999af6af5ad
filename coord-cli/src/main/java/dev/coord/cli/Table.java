package dev.coord.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows whose cells stand below each other; the last cell of a row goes on below itself where it is too long. */
final class Table {

    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Cells of one line each; the last may be a {@link Block}. */
    Table row(Object... cells) {
        rows.add(Arrays.stream(cells)
                .map(cell -> cell instanceof Block block
                        ? block.toString()
                        : Painted.of(cell).toString())
                .toList());
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public String toString() {
        List<Integer> widths = widths();
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            int last = row.size() - 1;
            for (int column = 0; column < last; column++) {
                String cell = row.get(column);
                line.append(cell)
                        .append(" ".repeat(widths.get(column) - Lines.width(cell)))
                        .append(GAP);
            }
            line.append(Lines.wrapped(row.get(last), Lines.width(line.toString())));
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int column = 0; column < row.size() - 1; column++) {
                int width = Lines.width(row.get(column));
                if (column == widths.size()) {
                    widths.add(width);
                } else {
                    widths.set(column, Math.max(widths.get(column), width));
                }
            }
        }
        return widths;
    }
}
