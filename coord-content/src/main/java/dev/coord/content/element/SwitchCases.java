package dev.coord.content.element;

import dev.coord.RepoPath;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.lex.Headers;
import dev.coord.content.lex.Language;
import dev.coord.content.lex.Literals;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.text.NotUnderstood;
import dev.coord.merge.StructuredMerge.Side;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Cases of a switch of JavaScript, TypeScript, Java or Go that both sides added, none of which falls through to the next. */
public final class SwitchCases implements HunkMerger {
    private static final Set<Language> KNOWN = EnumSet.of(Language.SCRIPT, Language.JAVA, Language.GO);
    private static final Set<String> ENDS = Set.of("break", "return", "throw", "continue", "yield");

    private static final Set<String> DECLARES = Set.of("const", "let", "class", "function");

    private static final String CONSTANT =
            "(?:[\\w$]+(?:\\.[\\w$]+)*|-?[\\d.][\\w.]*|\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`$]*`)";
    private static final Pattern CONSTANTS = Pattern.compile("case " + CONSTANT + "(?:, ?" + CONSTANT + ")*");
    private static final Set<String> CONDITIONS = Set.of("if", "while", "for", "with", "catch", "switch", "await");

    /** A merger for each language that has such a switch. */
    public SwitchCases() {}

    @Override
    public String kind() {
        return "cases";
    }

    @Override
    public boolean knows(RepoPath path) {
        return Language.of(path).filter(KNOWN::contains).isPresent();
    }

    @Override
    public Resolution merge(Hunk hunk) {
        Language language = hunk.sources().language().orElseThrow();
        Resolution resolution =
                SideBySide.merge(hunk, (tokens, lines, from, to) -> read(language, tokens, lines, from, to));
        insistOnOnce(
                labels(language, hunk.sources().ours(), hunk.region().ours().from()),
                labels(language, hunk.sources().theirs(), hunk.region().theirs().from()),
                labels(language, hunk.sources().base(), hunk.region().base().from()),
                resolution.parts().stream()
                        .filter(part -> part.note().side() == Side.BOTH)
                        .flatMap(part -> each(language, part.note().key()))
                        .toList());
        Set<String> mine =
                declared(language, hunk.sources().ours(), hunk.region().ours().from());
        mine.retainAll(declared(
                language, hunk.sources().theirs(), hunk.region().theirs().from()));
        mine.removeAll(
                declared(language, hunk.sources().base(), hunk.region().base().from()));
        if (!mine.isEmpty()) {
            throw new NotUnderstood(
                    "cases of both sides declare '" + mine.iterator().next() + "'");
        }
        return resolution;
    }

    /** The names that cases without a block of their own declare, which are those of the whole switch; in Go they are not. */
    private static Set<String> declared(Language language, Tokens tokens, int line) {
        Set<String> names = new TreeSet<>();
        int container = tokens.openAt(tokens.line(line));
        for (int at = container + 1;
                container >= 0 && language != Language.GO && at < tokens.partner(container);
                at++) {
            int before = tokens.codeBefore(at);
            boolean typed = tokens.isA(before, Kind.WORD) || tokens.is(before, ">") || tokens.is(before, "]");
            boolean assigned =
                    typed && (tokens.is(at + 1, "=") || tokens.is(at + 1, ";")) && !ENDS.contains(tokens.text(before));
            boolean script = DECLARES.contains(tokens.text(before));
            if (tokens.enclosing(at) == container && tokens.isA(at, Kind.WORD) && (script || assigned)) {
                names.add(tokens.text(at));
            }
            if (tokens.enclosing(at) == container && script && tokens.partner(at) > at) {
                for (int inner = at + 1; inner < tokens.partner(at); inner++) {
                    names.add(tokens.text(inner));
                }
                names.remove(",");
            }
        }
        return names;
    }

    /** A label that both sides have though the base has not is there for cases that they both added alike, and no others. */
    private static void insistOnOnce(Set<String> ours, Set<String> theirs, Set<String> base, List<String> merged) {
        for (String label : ours) {
            if (theirs.contains(label) && !base.contains(label) && !merged.contains(label)) {
                throw new NotUnderstood("both sides added '" + label + "'");
            }
        }
    }

    private static LineRun read(Language language, Tokens tokens, List<String> lines, int from, int to) {
        int container = tokens.openAt(tokens.line(from));
        if (!isSwitch(tokens, container) || tokens.openAt(tokens.line(to)) != container) {
            throw new NotUnderstood("it is not within a switch");
        }
        int before = tokens.codeBefore(tokens.from(tokens.line(from)));
        if (before != container) {
            int label = before;
            while (label > container && !(tokens.enclosing(label) == container && isLabel(tokens, label))) {
                label--;
            }
            insistOnEnd(language, tokens, container, label, before);
        }
        List<Lines> cases = new ArrayList<>();
        int line = from;
        int at = tokens.code(tokens.from(tokens.line(from)));
        int end = tokens.from(tokens.line(to));
        while (at < end) {
            if (!isLabel(tokens, at) || tokens.from(tokens.line(tokens.lineOf(tokens.begin(at)))) != at) {
                throw new NotUnderstood("there is more than cases in it");
            }
            int next = next(tokens, container, at, end);
            int last = tokens.codeBefore(next);
            insistOnEnd(language, tokens, container, at, last);
            int first = tokens.lineOf(tokens.begin(at));
            int behind = tokens.lineOf(tokens.end(last) - 1) + 1;
            cases.add(new Lines(
                    constant(language, tokens, container, at),
                    lines.subList(line, first),
                    lines.subList(first, behind)));
            line = behind;
            at = next;
        }
        return new LineRun(cases, lines.subList(line, to));
    }

    private static boolean isSwitch(Tokens tokens, int container) {
        if (!tokens.is(container, "{")) {
            return false;
        }
        int before = tokens.codeBefore(container);
        if (tokens.is(before, ")")) {
            return tokens.is(tokens.codeBefore(tokens.partner(before)), "switch");
        }
        int at = tokens.from(tokens.line(tokens.lineOf(tokens.begin(container))));
        return tokens.is(at, "switch") || tokens.is(at, "select");
    }

    private static boolean isLabel(Tokens tokens, int at) {
        return tokens.is(at, "case") || tokens.is(at, "default");
    }

    /** The next label of the switch, or {@code end}; one label alone is none of its own. */
    private static int next(Tokens tokens, int container, int label, int end) {
        int at = label + 1;
        while (at < end
                && !(tokens.enclosing(at) == container
                        && isLabel(tokens, at)
                        && !tokens.is(tokens.codeBefore(at), ":"))) {
            at++;
        }
        return tokens.code(at);
    }

    private static String label(Tokens tokens, int at) {
        int end = at;
        while (!tokens.is(end, ":") && !(tokens.is(end, "-") && tokens.is(end + 1, ">")) && end < tokens.size()) {
            end = Math.max(end, tokens.partner(end)) + 1;
        }
        int last = Math.max(at, end - 1);
        return tokens.source().substring(tokens.begin(at), tokens.end(last)).replaceAll("\\s+", " ");
    }

    /** Of a condition, a type or a pattern the first that fits counts; so only constants are put side by side. */
    private static String constant(Language language, Tokens tokens, int container, int at) {
        String label = label(tokens, at);
        boolean any = tokens.is(at, "default") || Headers.isSelect(tokens, container);
        if (!any
                && !(Headers.hasValue(tokens, container)
                        && CONSTANTS.matcher(label).matches())) {
            throw new NotUnderstood("the first case that fits counts, so the order does");
        }
        return any ? label : "case " + each(language, label).collect(Collectors.joining(", "));
    }

    private static Set<String> labels(Language language, Tokens tokens, int line) {
        Set<String> labels = new TreeSet<>();
        int container = tokens.openAt(tokens.line(line));
        for (int at = Math.max(0, container);
                at < tokens.size() && (at == container || tokens.begin(at) < end(tokens, container));
                at++) {
            if (tokens.enclosing(at) == container && isLabel(tokens, at)) {
                each(language, label(tokens, at)).forEach(labels::add);
            }
        }
        return labels;
    }

    /** Each of the values of {@code case 1, 2}. */
    private static Stream<String> each(Language language, String label) {
        return Stream.of(label.replaceFirst("^case ", "").split(", ?", -1)).map(one -> {
            String plain = Literals.plain(one);
            boolean character = language != Language.SCRIPT && one.startsWith("'") && !plain.isEmpty();
            return character ? String.valueOf(plain.codePointAt(0)) : plain;
        });
    }

    private static int end(Tokens tokens, int container) {
        return container < 0 ? 0 : tokens.begin(tokens.partner(container));
    }

    /** A case must not fall through, or the order of cases would count. */
    private static void insistOnEnd(Language language, Tokens tokens, int container, int label, int last) {
        boolean go = language == Language.GO;
        boolean arrow = false;
        int block = container;
        int end = -1;
        for (int at = label; at <= last; at++) {
            boolean mine = tokens.enclosing(at) == block;
            arrow |= mine && tokens.is(at, "-") && tokens.is(at + 1, ">") && language == Language.JAVA;
            if (go && tokens.is(at, "fallthrough")) {
                throw new NotUnderstood("a case falls through");
            }
            boolean whole =
                    mine && tokens.is(at, "{") && tokens.partner(at) == last && tokens.is(tokens.codeBefore(at), ":");
            if (whole) {
                block = at;
            }
            end = tokens.enclosing(at) == block && ENDS.contains(tokens.text(at)) && begins(tokens, at) ? at : end;
        }
        boolean falls = end < 0;
        for (int at = Math.max(end, 0); !falls && at < last; at++) {
            boolean mine = tokens.enclosing(at) == block && tokens.enclosing(at + 1) == block;
            boolean over = mine && tokens.is(at, ";") && !(block != container && at == last - 1);
            falls = over || (mine && tokens.lineOf(tokens.begin(at + 1)) > tokens.lineOf(tokens.end(at) - 1));
        }
        if (falls && !go && !arrow) {
            throw new NotUnderstood("a case falls through");
        }
    }

    /** Whether a statement begins here, which no condition stands before. */
    private static boolean begins(Tokens tokens, int at) {
        int before = tokens.codeBefore(at);
        boolean newLine = tokens.lineOf(tokens.end(before) - 1) < tokens.lineOf(tokens.begin(at));
        boolean closed =
                tokens.is(before, ";") || tokens.is(before, "}") || tokens.is(before, "{") || tokens.is(before, ":");
        boolean condition =
                tokens.is(before, ")") && CONDITIONS.contains(tokens.text(tokens.codeBefore(tokens.partner(before))));
        return closed || (newLine && !condition && !tokens.is(before, "else"));
    }
}
