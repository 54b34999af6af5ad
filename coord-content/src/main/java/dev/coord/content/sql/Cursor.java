package dev.coord.content.sql;

import dev.coord.content.sql.Token.Kind;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;

/** The words of one statement, read from left to right; what is not as expected is not understood. For one thread. */
public final class Cursor {
    private final String text;
    private final List<Token> tokens;
    private final int end;
    private int at;

    private Cursor(String text, List<Token> tokens, int at, int end) {
        this.text = text;
        this.tokens = tokens;
        this.at = at;
        this.end = end;
    }

    public static Cursor of(String statement) {
        SqlLexer lexer = new SqlLexer(statement, 0);
        List<Token> tokens = new ArrayList<>();
        while (lexer.hasNext()) {
            Token token = lexer.next();
            if (!token.isBetween()) {
                tokens.add(token);
            }
        }
        return new Cursor(statement, tokens, 0, tokens.size());
    }

    public boolean isAtEnd() {
        return at == end;
    }

    public void end() {
        insist(isAtEnd());
    }

    public void insist(boolean isSo) {
        if (!isSo) {
            throw new NotUnderstood("it is written in a way that is not known");
        }
    }

    /** Whether these words come next, whatever their case. */
    public boolean is(String words) {
        return after(words) >= 0;
    }

    /** Whether this word comes next, and parentheses behind it. */
    public boolean isCall(String word) {
        return is(word) && at + 1 < end && tokens.get(at + 1).kind() == Kind.OPEN;
    }

    public boolean accept(String words) {
        int after = after(words);
        at = after < 0 ? at : after;
        return after >= 0;
    }

    public void expect(String words) {
        insist(accept(words));
    }

    private int after(String words) {
        int i = at;
        for (String word : words.split(" ", -1)) {
            if (i == end || tokens.get(i).kind() != Kind.WORD || !textAt(i).equalsIgnoreCase(word)) {
                return -1;
            }
            i++;
        }
        return i;
    }

    public boolean isSymbol(String symbol) {
        return !isAtEnd() && textAt(at).equals(symbol) && tokens.get(at).kind() != Kind.WORD;
    }

    public boolean acceptSymbol(String symbol) {
        boolean is = isSymbol(symbol);
        at += is ? 1 : 0;
        return is;
    }

    void expectSymbol(String symbol) {
        insist(acceptSymbol(symbol));
    }

    /** Whether a name could begin here. */
    public boolean isName() {
        return !isAtEnd()
                && (tokens.get(at).kind() == Kind.NAME
                        || (tokens.get(at).kind() == Kind.WORD && !SqlNames.isReserved(textAt(at))));
    }

    public String name() {
        insist(isName());
        return SqlNames.of(textAt(at++));
    }

    /** A name with what qualifies it. */
    public List<String> path() {
        List<String> path = new ArrayList<>(List.of(name()));
        while (acceptSymbol(".")) {
            insist(!isAtEnd()
                    && (tokens.get(at).kind() == Kind.NAME || tokens.get(at).kind() == Kind.WORD));
            path.add(SqlNames.of(textAt(at++)));
        }
        return path;
    }

    /** A text in plain quotes. */
    public String value() {
        insist(!isAtEnd() && tokens.get(at).kind() == Kind.TEXT && textAt(at).startsWith("'"));
        String written = textAt(at++);
        insist(written.indexOf('\n') < 0);
        return written.substring(1, written.length() - 1).replace("''", "'");
    }

    /** What is in parentheses that begin here, parted by commas; none where they are empty. */
    public List<Cursor> group() {
        expectSymbol("(");
        int begin = at;
        int close = begin;
        for (int depth = 1; depth > 0; close++) {
            insist(close < end);
            depth += tokens.get(close).kind() == Kind.OPEN
                    ? 1
                    : tokens.get(close).kind() == Kind.CLOSE ? -1 : 0;
        }
        at = close;
        return begin == close - 1 ? List.of() : parts(begin, close - 1);
    }

    /** What is left, parted by commas that are in no parentheses. */
    public List<Cursor> parts() {
        int begin = at;
        at = end;
        return parts(begin, end);
    }

    private List<Cursor> parts(int begin, int stop) {
        List<Cursor> parts = new ArrayList<>();
        int depth = 0;
        int from = begin;
        for (int i = begin; i < stop; i++) {
            String symbol = textAt(i);
            depth += symbol.equals("(") || symbol.equals("[") ? 1 : symbol.equals(")") || symbol.equals("]") ? -1 : 0;
            if (depth == 0 && symbol.equals(",")) {
                parts.add(new Cursor(text, tokens, from, i));
                from = i + 1;
            }
        }
        parts.add(new Cursor(text, tokens, from, stop));
        return parts;
    }

    /** Goes to the first of these words that is in no parentheses. */
    public void skipTo(String word) {
        int depth = 0;
        while (!(depth == 0 && is(word))) {
            insist(!isAtEnd());
            depth += tokens.get(at).kind() == Kind.OPEN ? 1 : tokens.get(at).kind() == Kind.CLOSE ? -1 : 0;
            at++;
        }
    }

    /** Whether a word is among what is left, in parentheses or not. */
    public boolean has(String word) {
        Cursor rest = new Cursor(text, tokens, at, end);
        while (!rest.isAtEnd()) {
            if (rest.is(word)) {
                return true;
            }
            rest.at++;
        }
        return false;
    }

    /** The next word as it is written; nothing where none is left. */
    public String take() {
        return isAtEnd() ? "" : textAt(at++);
    }

    private String textAt(int index) {
        return text.substring(tokens.get(index).begin(), tokens.get(index).end());
    }
}
