package dev.coord.content.verify;

import dev.coord.content.lex.Headers;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.verify.Names.NameFinder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the methods of types. Two of one name, of one side each, are a question even where a language lets them be. */
final class MemberNames {
    private static final String NO_NAME_BEHIND = "=.,(@!&|?:+-*/<";
    private static final Pattern PYTHON = Pattern.compile("(\\s*)(?:async +)?(def|class) +(\\w+).*");

    private MemberNames() {}

    static void inBraces(Tokens tokens, NameFinder finder) {
        Map<Integer, String> types = new HashMap<>();
        for (int at = 1; at + 1 < tokens.size(); at++) {
            int open = tokens.enclosing(at);
            if (open < 0 || !tokens.isA(at, Kind.WORD) || !tokens.is(at + 1, "(")) {
                continue;
            }
            String type = types.computeIfAbsent(open, block -> Headers.typeName(tokens, block));
            String before = tokens.text(tokens.codeBefore(at));
            boolean declares =
                    !before.equals("new") && (before.length() != 1 || NO_NAME_BEHIND.indexOf(before.charAt(0)) < 0);
            if (!type.isEmpty() && declares) {
                String accessor = before.equals("get") || before.equals("set") ? before + " " : "";
                finder.found("method", accessor + type + "." + tokens.text(at));
            }
        }
    }

    static void indented(List<String> lines, NameFinder finder) {
        Deque<String> names = new ArrayDeque<>();
        Deque<Integer> indents = new ArrayDeque<>();
        for (String line : lines) {
            Matcher found = PYTHON.matcher(line);
            if (!found.matches()) {
                continue;
            }
            int indent = found.group(1).length();
            while (!indents.isEmpty() && indents.getLast() >= indent) {
                indents.removeLast();
                names.removeLast();
            }
            if (!names.isEmpty()) {
                finder.found("method", String.join(".", names) + "." + found.group(3));
            }
            names.add(found.group(3));
            indents.add(indent);
        }
    }
}
