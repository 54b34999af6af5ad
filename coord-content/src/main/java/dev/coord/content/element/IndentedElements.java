package dev.coord.content.element;

import dev.coord.content.lex.Tokens;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads functions and classes of Python, with their decorators. */
final class IndentedElements {
    private static final Pattern DECLARES = Pattern.compile("(?:async +)?(?:def|class) +(\\w+).*");

    private IndentedElements() {}

    /** {@code indents} has how the other side's are indented: what is indented further would belong to what stands before. */
    static LineRun read(Tokens tokens, List<String> lines, int from, int to, Set<Integer> indents) {
        if (tokens.openAt(tokens.line(from)) >= 0) {
            throw new NotUnderstood("it lies within brackets");
        }
        List<Lines> elements = new ArrayList<>();
        int begin = from;
        int indent = -1;
        int line = from;
        while (line < to) {
            if (isAside(lines.get(line))) {
                line++;
                continue;
            }
            int mine = indent(lines.get(line));
            if (indent >= 0 && mine != indent) {
                throw new NotUnderstood("the declarations are not indented alike");
            }
            indent = mine;
            int first = line;
            while (lines.get(line).strip().startsWith("@")) {
                line = logicalEnd(tokens, line);
                if (line >= to) {
                    throw new NotUnderstood("a side adds part of a declaration");
                }
            }
            Matcher declares = DECLARES.matcher(lines.get(line).strip());
            if (!declares.matches() || indent(lines.get(line)) != indent) {
                throw new NotUnderstood("there is more than declarations in it");
            }
            int end = end(tokens, lines, logicalEnd(tokens, line), to, indent);
            elements.add(new Lines(declares.group(1), lines.subList(begin, first), lines.subList(first, end)));
            begin = end;
            line = end;
        }
        insistOnPlace(lines, from, to, indent);
        indents.add(indent);
        if (indents.size() > 1) {
            throw new NotUnderstood("the declarations are not indented alike");
        }
        return new LineRun(elements, lines.subList(begin, to));
    }

    /** What follows must not be part of the last one, nor what comes before go on after the first. */
    private static void insistOnPlace(List<String> lines, int from, int to, int indent) {
        int next = to;
        while (next < lines.size() && isAside(lines.get(next))) {
            next++;
        }
        if (next < lines.size() && indent(lines.get(next)) > indent) {
            throw new NotUnderstood("a side adds part of a declaration");
        }
        int before = from - 1;
        while (before >= 0 && isAside(lines.get(before))) {
            before--;
        }
        String last = before < 0 ? "" : lines.get(before).strip();
        boolean opens = last.endsWith(":") && indent(lines.get(before)) >= indent;
        if (last.startsWith("@") || last.endsWith("\\") || opens) {
            throw new NotUnderstood("a side adds part of a declaration");
        }
    }

    private static int end(Tokens tokens, List<String> lines, int from, int to, int indent) {
        int end = from;
        int line = from;
        while (line < to) {
            boolean within = tokens.isWithin(tokens.line(line)) || tokens.openAt(tokens.line(line)) >= 0;
            if (!within && !lines.get(line).isBlank() && indent(lines.get(line)) <= indent) {
                break;
            }
            line++;
            end = lines.get(line - 1).isBlank() ? end : line;
        }
        return end;
    }

    private static int logicalEnd(Tokens tokens, int line) {
        int end = line + 1;
        int last = tokens.lineOf(tokens.source().length());
        while (end < last && (tokens.openAt(tokens.line(end)) >= 0 || tokens.isWithin(tokens.line(end)))) {
            end++;
        }
        return end;
    }

    private static boolean isAside(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
