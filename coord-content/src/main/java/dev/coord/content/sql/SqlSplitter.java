package dev.coord.content.sql;

import dev.coord.content.sql.SqlStatement.Form;
import dev.coord.content.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a file, as psql finds them: a semicolon ends one, unless it is in a text, a quoted name, dollar quotes, a
 * comment, parentheses or a body that {@code BEGIN ATOMIC} begins. The lines that {@code COPY ... FROM stdin} reads are no
 * statements. What {@code SET standard_conforming_strings} says is followed.
 *
 * <p>Nothing is left out: what is neither in a statement nor in copied lines is blank, a comment, a semicolon or <code>\.</code>.
 * It takes time that the length of the file bounds.
 */
public final class SqlSplitter {
    private final String text;
    private final SqlLexer lexer;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final List<String> words = new ArrayList<>();
    private @Nullable Token first;
    private @Nullable Token last;
    private int parentheses;
    private int blocks;
    private int counted;
    private int line = 1;

    private SqlSplitter(String text) {
        this.text = text;
        this.lexer = new SqlLexer(text, 0);
    }

    /**
     * Splits a file.
     *
     * @param text what it holds
     * @return its statements in order; none where it has only comments
     */
    public static List<SqlStatement> split(String text) {
        SqlSplitter splitter = new SqlSplitter(text);
        while (splitter.lexer.hasNext()) {
            splitter.take(splitter.lexer.next());
        }
        splitter.end(splitter.parentheses > 0 || splitter.blocks > 0 ? Form.UNENDED : Form.SQL, "");
        return List.copyOf(splitter.statements);
    }

    private void take(Token token) {
        if (token.isBetween() && token.ended()) {
            return;
        }
        if (token.kind() == Kind.SEMICOLON && parentheses == 0 && blocks == 0) {
            semicolon(token.end());
            return;
        }
        first = first == null ? token : first;
        last = token;
        if (!token.ended()) {
            end(Form.UNENDED, "");
        } else if (token.kind() == Kind.BACKSLASH) {
            command(token);
        } else if (token.kind() == Kind.OPEN) {
            parentheses++;
        } else if (token.kind() == Kind.CLOSE) {
            parentheses = Math.max(0, parentheses - 1);
        } else if (parentheses == 0) {
            word(token);
        }
    }

    private void word(Token token) {
        String word = token.kind() == Kind.WORD || token.kind() == Kind.OTHER
                ? text.substring(token.begin(), token.end()).toLowerCase(Locale.ROOT)
                : "";
        String before = words.isEmpty() ? "" : words.get(words.size() - 1);
        if (blocks > 0) {
            blocks += word.equals("case") ? 1 : word.equals("end") ? -1 : 0;
        } else if (word.equals("atomic") && before.equals("begin") && isRoutine()) {
            blocks++;
        }
        words.add(word);
    }

    private boolean isRoutine() {
        int kind = words.size() > 2 && words.get(1).equals("or") && words.get(2).equals("replace") ? 3 : 1;
        return words.get(0).equals("create")
                && words.size() > kind
                && (words.get(kind).equals("function") || words.get(kind).equals("procedure"));
    }

    /** In the middle of a statement it ends this as well. */
    private void command(Token backslash) {
        int end = lexer.endOfLine(backslash.end());
        last = new Token(Kind.BACKSLASH, backslash.begin(), end, true);
        lexer.goOnAt(end);
        end(Form.COMMAND, "");
    }

    private void semicolon(int after) {
        if (words.isEmpty() || !words.get(0).equals("copy") || !isFromStandardInput()) {
            followSettings();
            end(Form.SQL, "");
            return;
        }
        int feed = text.indexOf('\n', after);
        if (feed < 0 || !text.substring(after, feed).isBlank()) {
            end(Form.UNENDED, ""); // psql reads the lines below first, and only then what else is on this one
            return;
        }
        int begin = feed + 1;
        int marker = begin;
        int next = begin;
        while (next < text.length()) {
            marker = next;
            int ending = text.indexOf('\n', next);
            next = ending < 0 ? text.length() : ending + 1;
            if (text.substring(marker, next).stripTrailing().equals("\\.")) {
                break;
            }
            marker = next;
        }
        lexer.goOnAt(next);
        end(Form.COPY, text.substring(begin, marker));
    }

    private boolean isFromStandardInput() {
        for (int i = 1; i + 1 < words.size(); i++) {
            if (words.get(i).equals("from") && words.get(i + 1).equals("stdin")) {
                return true;
            }
        }
        return false;
    }

    private void followSettings() {
        int name = words.indexOf("standard_conforming_strings");
        if (name > 0 && words.get(0).equals("set") && last != null) {
            String value = text.substring(last.begin(), last.end()).replace("'", "");
            lexer.escapeInTexts(List.of("off", "false", "no", "0").contains(value.toLowerCase(Locale.ROOT)));
        }
    }

    private void end(Form form, String copied) {
        if (first != null && last != null) {
            int begin = first.begin();
            for (; counted < begin; counted++) {
                line += text.charAt(counted) == '\n' ? 1 : 0;
            }
            statements.add(new SqlStatement(form, begin, last.end(), line, text.substring(begin, last.end()), copied));
        }
        first = null;
        last = null;
        words.clear();
        parentheses = 0;
        blocks = 0;
    }
}
