package dev.coord.content.python;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Walks over the statements of a Python file, and knows what blocks each stands in. */
final class Statements {
    private static final int LONGEST = 200;
    private static final int DEEPEST = 100;

    private final Tokens tokens;
    private final Deque<Block> blocks = new ArrayDeque<>();

    /** What a block is. */
    enum Kinds {
        FUNCTION,
        CLASS,
        /** Read by checkers of types only. */
        TYPES,
        /** Goes on if something in it fails. */
        TRY,
        OTHER
    }

    private record Block(int column, Kinds kind) {}

    Statements(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Whether a statement begins with a token; the blocks around it are known then. */
    boolean begins(int at) {
        if (tokens.enclosing(at) >= 0 || tokens.isA(at, Kind.COMMENT) || isClosing(at)) {
            return false;
        }
        int before = tokens.codeBefore(at);
        boolean isFirst = before < 0 || (isOnNewLine(before, at) && !isJoined(before, at));
        if (!isFirst && !tokens.is(before, ";") && !tokens.is(before, ":")) {
            return false;
        }
        if (isFirst) {
            int column = tokens.begin(at) - tokens.line(tokens.lineOf(tokens.begin(at)));
            while (!blocks.isEmpty() && blocks.peek().column >= column) {
                blocks.pop();
            }
        }
        return true;
    }

    private boolean isOnNewLine(int before, int at) {
        return tokens.lineOf(tokens.end(before)) < tokens.lineOf(tokens.begin(at));
    }

    /** Whether a backslash before a token puts it on the line before; an empty line or a comment ends that. */
    boolean isJoined(int before, int at) {
        return tokens.is(before, "\\") && tokens.lineOf(tokens.begin(at)) == tokens.lineOf(tokens.begin(before)) + 1;
    }

    private boolean isClosing(int at) {
        return tokens.partner(at) >= 0 && tokens.partner(at) < at;
    }

    /** Goes into the block that a statement opens, if it does. */
    void enter(int at) {
        int first = tokens.is(at, "async") ? tokens.code(at + 1) : at;
        Optional<Kinds> kind = kind(first);
        if (kind.isPresent() && blocks.size() < DEEPEST) {
            blocks.push(new Block(tokens.begin(at) - tokens.line(tokens.lineOf(tokens.begin(at))), kind.get()));
        }
    }

    private Optional<Kinds> kind(int first) {
        return switch (tokens.text(first)) {
            case "def" -> Optional.of(Kinds.FUNCTION);
            case "class" -> Optional.of(Kinds.CLASS);
            case "try" -> Optional.of(Kinds.TRY);
            case "if", "elif" -> Optional.of(condition(first));
            case "with" ->
                Optional.of(
                        has(first, "suppress") || has(first, "ImportError") || has(first, "ModuleNotFoundError")
                                ? Kinds.TRY
                                : Kinds.OTHER);
            case "for", "while", "else", "except", "finally", "match", "case" -> Optional.of(Kinds.OTHER);
            default -> Optional.empty();
        };
    }

    private Kinds condition(int at) {
        if (tokens.is(at + 1, "__name__")) {
            return Kinds.FUNCTION; // what only runs where nobody imports it
        }
        return isForTypes(at) ? Kinds.TYPES : Kinds.OTHER;
    }

    private boolean isForTypes(int at) {
        return has(at, "TYPE_CHECKING") && !has(at, "not");
    }

    /** Whether a word stands on the rest of a line. */
    private boolean has(int at, String word) {
        int line = tokens.lineOf(tokens.begin(at));
        int most = Math.min(tokens.size(), at + LONGEST);
        for (int i = at; i < most && tokens.lineOf(tokens.begin(i)) == line; i++) {
            if (tokens.is(i, word)) {
                return true;
            }
        }
        return false;
    }

    boolean isIn(Kinds kind) {
        return blocks.stream().anyMatch(block -> block.kind == kind);
    }

    /** Whether it runs when the module is loaded, and what it defines is the module's. */
    boolean isOfModule() {
        return !isIn(Kinds.FUNCTION) && !isIn(Kinds.CLASS);
    }
}
