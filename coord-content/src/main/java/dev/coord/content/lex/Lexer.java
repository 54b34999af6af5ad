package dev.coord.content.lex;

import dev.coord.content.lex.Tokens.Kind;
import java.util.Arrays;
import java.util.Set;

/** Finds the tokens of a text. A quote that nothing closes on its line is a sign, as apostrophes in JSX are. */
public final class Lexer {
    private static final int LONGEST_PATTERN = 1000;
    private static final Set<String> BEFORE_A_PATTERN = Set.of(
            "return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else", "do", "yield", "await");
    private static final Set<String> BEFORE_A_CONDITION = Set.of("if", "while", "for", "with");
    private static final Set<String> BEFORE_AN_OBJECT = Set.of("=", "(", ",", "?", "[", "&", "|", "as", "satisfies");

    private final String source;
    private final Language language;
    private Kind[] kinds = new Kind[64];
    private int[] begins = new int[64];
    private int[] ends = new int[64];
    private int count;
    private int[] open = new int[16];
    private int depth;
    private int closed = -1;
    private boolean whole = true;

    private Lexer(String source, Language language) {
        this.source = source;
        this.language = language;
    }

    /**
     * Finds the tokens.
     *
     * @param source any text
     * @param language the language it is meant to be in
     * @return its tokens
     */
    public static Tokens read(String source, Language language) {
        Lexer lexer = new Lexer(source, language);
        int at = 0;
        while (at < source.length()) {
            at = lexer.next(at);
        }
        return new Tokens(source, lexer.count, lexer.kinds, lexer.begins, lexer.ends, lexer.whole);
    }

    private int next(int at) {
        char c = source.charAt(at);
        if (c <= ' ' || c == '\u00a0') {
            return at + 1;
        }
        if (isWord(c)) {
            int end = at;
            while (end < source.length() && isWord(source.charAt(end))) {
                end++;
            }
            return add(Kind.WORD, at, end);
        }
        boolean hashes = language == Language.PYTHON || language == Language.TOML;
        if (hashes ? c == '#' : source.startsWith("//", at)) {
            return add(Kind.COMMENT, at, endOfLine(at));
        }
        if (!hashes && source.startsWith("/*", at)) {
            int end = source.indexOf("*/", at + 2);
            whole &= end >= 0;
            return add(Kind.COMMENT, at, end < 0 ? source.length() : end + 2);
        }
        int end = switch (c) {
            case '"', '\'' -> quoted(at, c);
            case '`' -> ticked(at);
            case '/' -> pattern(at);
            default -> -1;
        };
        if (end > 0) {
            return add(Kind.TEXT, at, end);
        }
        bracket(c);
        return add(Kind.SIGN, at, at + 1);
    }

    /** Which bracket the next token closes, as far as they are paired. */
    private void bracket(char c) {
        if (c == '(' || c == '[' || c == '{') {
            open = depth == open.length ? Arrays.copyOf(open, 2 * depth) : open;
            open[depth++] = count;
        } else if (c == ')' || c == ']' || c == '}') {
            closed = depth == 0 ? -1 : open[--depth];
        }
    }

    private int quoted(int at, char quote) {
        String three = String.valueOf(quote).repeat(3);
        boolean long3 = switch (language) {
            case PYTHON, TOML -> true;
            case JAVA -> quote == '"';
            default -> false;
        };
        boolean escapes = language != Language.TOML || quote == '"';
        if (long3 && source.startsWith(three, at)) {
            int end = closed(at + 3, three, escapes, true);
            whole &= end >= 0;
            return end < 0 ? source.length() : end;
        }
        return closed(at + 1, String.valueOf(quote), escapes, false);
    }

    private int ticked(int at) {
        int end = switch (language) {
            case GO -> closed(at + 1, "`", false, true);
            case SCRIPT -> template(at, 0);
            default -> -1;
        };
        boolean quotes = language == Language.GO || language == Language.SCRIPT;
        whole &= end >= 0 || !quotes;
        return end < 0 && quotes ? source.length() : end;
    }

    /** The place behind what closes a text, or -1. */
    private int closed(int from, String close, boolean escapes, boolean lines) {
        for (int i = from; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '\\' && escapes) {
                i++;
            } else if (c == '\n' && !lines) {
                return -1;
            } else if (c == close.charAt(0) && source.startsWith(close, i)) {
                return i + close.length();
            }
        }
        return -1;
    }

    /** A template with what it embeds, which may hold templates. */
    private int template(int at, int depth) {
        int braces = 0;
        int i = at + 1;
        while (i < source.length() && depth < 20) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (braces == 0 && c == '`') {
                return i + 1;
            } else if (braces == 0 && c == '$' && source.startsWith("${", i)) {
                braces = 1;
                i++;
            } else if (braces > 0) {
                braces += c == '{' ? 1 : c == '}' ? -1 : 0;
                if (c == '`') {
                    int end = template(i, depth + 1);
                    if (end < 0) {
                        return -1;
                    }
                    i = end - 1;
                } else if (c == '"' || c == '\'') {
                    i = Math.max(i, closed(i + 1, String.valueOf(c), true, false) - 1);
                }
            }
            i++;
        }
        return -1;
    }

    /** A regular expression, where a slash cannot divide. */
    private int pattern(int at) {
        if (language != Language.SCRIPT || source.startsWith("/>", at) || !mayBeginPattern()) {
            return -1;
        }
        boolean set = false;
        for (int i = at + 1; i < Math.min(source.length(), at + LONGEST_PATTERN) && source.charAt(i) != '\n'; i++) {
            char c = source.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '[') {
                set = true;
            } else if (c == ']') {
                set = false;
            } else if (c == '/' && !set) {
                int end = i + 1;
                while (end < source.length() && Character.isLetter(source.charAt(end))) {
                    end++;
                }
                return end;
            }
        }
        return -1;
    }

    private boolean mayBeginPattern() {
        int previous = codeBefore(count);
        if (previous < 0) {
            return true;
        }
        if (kinds[previous] == Kind.WORD) {
            return BEFORE_A_PATTERN.contains(text(previous))
                    && !text(codeBefore(previous)).equals(".");
        }
        if (kinds[previous] != Kind.SIGN) {
            return false;
        }
        boolean adjoins = previous > 0 && ends[previous - 1] == begins[previous];
        String before = previous > 0 ? text(previous - 1) : "";
        char sign = source.charAt(begins[previous]);
        return switch (sign) {
            case ')' -> BEFORE_A_CONDITION.contains(text(codeBefore(closed)));
            case '}' -> !BEFORE_AN_OBJECT.contains(text(codeBefore(closed)));
            case '>' -> adjoins && before.equals("=");
            case '.' -> adjoins && before.equals(".");
            case '+', '-' -> !adjoins || before.charAt(0) != sign;
            case '!' -> !adjoins || !isOperand(previous - 1);
            default -> "(,=:[&|?{;*%~^".indexOf(sign) >= 0;
        };
    }

    private boolean isOperand(int token) {
        return kinds[token] == Kind.WORD
                ? !BEFORE_A_PATTERN.contains(text(token))
                : text(token).equals(")") || text(token).equals("]");
    }

    private int codeBefore(int token) {
        int previous = token - 1;
        while (previous >= 0 && kinds[previous] == Kind.COMMENT) {
            previous--;
        }
        return previous;
    }

    private String text(int token) {
        return token < 0 ? "" : source.substring(begins[token], ends[token]);
    }

    private int endOfLine(int at) {
        int end = source.indexOf('\n', at);
        return end < 0 ? source.length() : end;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$' || Character.isSurrogate(c);
    }

    private int add(Kind kind, int begin, int end) {
        if (count == begins.length) {
            kinds = Arrays.copyOf(kinds, 2 * count);
            begins = Arrays.copyOf(begins, 2 * count);
            ends = Arrays.copyOf(ends, 2 * count);
        }
        kinds[count] = kind;
        begins[count] = begin;
        ends[count] = end;
        count++;
        return end;
    }
}
