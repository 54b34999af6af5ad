package dev.coord.core.json.input;

/** Line and column of an offset in a text, both from 1; columns count characters, not the pairs that encode some. */
final class Position {

    private final SourceText source;

    private int offset;
    private int line = 1;
    private int column = 1;

    Position(SourceText source) {
        this.source = source;
    }

    /** Moves on to {@code target}, which is not before the present offset. */
    void moveTo(int target) {
        while (offset < target) {
            boolean secondOfPair = Character.isLowSurrogate(source.chars()[offset])
                    && offset > 0
                    && Character.isHighSurrogate(source.chars()[offset - 1]);
            offset++;
            if (source.beginsLine(offset)) {
                line++;
                column = 1;
            } else if (!secondOfPair) {
                column++;
            }
        }
    }

    int line() {
        return line;
    }

    int column() {
        return column;
    }
}
