package dev.coord.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rows whose cells stand below each other; the last cell of a row goes on below itself where it is too long. */
public final class Table {

    private static final String GAP = "  ";

    private final List<Row> rows = new ArrayList<>();

    private record Row(List<String> cells, Block last) {}

    /** Cells of one line each; the last may be a {@link Block}. */
    public Table row(Object... cells) {
        Object last = cells[cells.length - 1];
        rows.add(new Row(
                Arrays.stream(cells)
                        .limit(cells.length - 1L)
                        .map(cell -> Painted.of(cell).toString())
                        .toList(),
                last instanceof Block block ? block : Block.of(last)));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public String toString() {
        List<Integer> widths = widths();
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.cells().size(); column++) {
                String cell = row.cells().get(column);
                line.append(cell)
                        .append(" ".repeat(widths.get(column) - Lines.width(cell)))
                        .append(GAP);
            }
            line.append(row.last().at(Lines.width(line.toString())));
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (Row row : rows) {
            for (int column = 0; column < row.cells().size(); column++) {
                int width = Lines.width(row.cells().get(column));
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
