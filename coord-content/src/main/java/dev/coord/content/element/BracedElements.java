package dev.coord.content.element;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads declarations of JavaScript, TypeScript, Java and Go, each on lines of its own. */
final class BracedElements {
    /** A line that ends in one of these, or one that begins with one, is not yet over. */
    private static final String GOES_ON = "=|&,.?:+-*/<(~^%";

    private static final String CONTINUES = ".?:|&+*/%=,)]};<{-";
    private static final Set<String> CONTINUING_WORDS = Set.of(
            "extends",
            "implements",
            "as",
            "satisfies",
            "instanceof",
            "in",
            "of",
            "throws",
            "from",
            "else",
            "catch",
            "finally");

    private final Language language;
    private final Tokens tokens;
    private final List<String> lines;

    BracedElements(Language language, Tokens tokens, List<String> lines) {
        this.language = language;
        this.tokens = tokens;
        this.lines = lines;
    }

    LineRun read(int from, int to) {
        int container = tokens.openAt(tokens.line(from));
        Declared declared = new Declared(language, tokens, container);
        insistOnStart(from, container);
        List<Lines> elements = new ArrayList<>();
        Map<String, Integer> times = new HashMap<>();
        int line = from;
        int at = tokens.code(tokens.from(tokens.line(from)));
        int end = tokens.from(tokens.line(to));
        while (at < end) {
            int first = tokens.lineOf(tokens.begin(at));
            int last = last(at, end, declared);
            int next = tokens.code(last + 1);
            int behind = tokens.lineOf(tokens.end(last) - 1) + 1;
            boolean alone = tokens.from(tokens.line(first)) == at
                    && (next >= tokens.size() || tokens.lineOf(tokens.begin(next)) >= behind)
                    && !tokens.isWithin(tokens.line(behind));
            if (first < line || behind > to || !alone) {
                throw new NotUnderstood("a declaration shares its line with something else");
            }
            String name = declared.name(at, last);
            int time = times.merge(name, 1, Integer::sum);
            elements.add(new Lines(
                    time == 1 ? name : name + " (" + time + ")",
                    lines.subList(line, first),
                    lines.subList(first, behind)));
            line = behind;
            at = next;
        }
        return new LineRun(elements, lines.subList(line, to));
    }

    /** Nothing before may still go on: no annotation, no list that a comma continues, no half statement. */
    private void insistOnStart(int from, int container) {
        int before = tokens.codeBefore(tokens.from(tokens.line(from)));
        boolean closed = before < 0
                || before == container
                || tokens.is(before, ";")
                || tokens.is(before, "}")
                || (language != Language.JAVA && tokens.isA(before, Kind.TEXT))
                || (language != Language.JAVA && tokens.isA(before, Kind.WORD))
                || (language != Language.JAVA && tokens.is(before, ")"));
        if (!closed) {
            throw new NotUnderstood("it lies within a statement");
        }
    }

    /** The last token of a declaration. */
    private int last(int first, int end, Declared declared) {
        int at = first;
        while (true) {
            int partner = tokens.partner(at);
            if (partner >= 0 && partner < at) {
                throw new NotUnderstood("a side adds part of a block");
            }
            at = Math.max(at, partner);
            int next = tokens.code(at + 1);
            if (at >= end) {
                throw new NotUnderstood("a side adds part of a declaration");
            }
            boolean newLine =
                    next >= tokens.size() || tokens.lineOf(tokens.begin(next)) > tokens.lineOf(tokens.end(at) - 1);
            boolean over = tokens.is(at, ";") || (tokens.is(at, "}") && !declared.isAnnotation(first, at));
            if (next >= end || (newLine && (over || mayEnd(at, next, declared.isAnnotation(first, at))))) {
                int last = tokens.is(next, ";") && next < end ? next : at;
                insistOnEnd(last);
                return last;
            }
            at = next;
        }
    }

    private void insistOnEnd(int last) {
        boolean closed = tokens.is(last, ";") || tokens.is(last, "}");
        boolean open =
                tokens.isA(last, Kind.SIGN) && GOES_ON.indexOf(tokens.text(last).charAt(0)) >= 0;
        if (!closed && (language == Language.JAVA || open)) {
            throw new NotUnderstood("a side adds part of a declaration");
        }
    }

    /** Whether a statement that no semicolon ends ends between these tokens, the later one on a later line. */
    private boolean mayEnd(int at, int next, boolean annotation) {
        if (language == Language.JAVA || annotation) {
            return false;
        }
        boolean arrow = tokens.is(at, ">") && tokens.is(at - 1, "=");
        boolean goesOn =
                tokens.isA(at, Kind.SIGN) && GOES_ON.indexOf(tokens.text(at).charAt(0)) >= 0;
        boolean continued = tokens.isA(next, Kind.SIGN)
                && CONTINUES.indexOf(tokens.text(next).charAt(0)) >= 0;
        return !arrow
                && !goesOn
                && !continued
                && !CONTINUING_WORDS.contains(tokens.text(next))
                && !CONTINUING_WORDS.contains(tokens.text(at));
    }
}
