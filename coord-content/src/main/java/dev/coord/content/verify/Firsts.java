package dev.coord.content.verify;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What has to stand first in a file still does: the line of an interpreter, directives, packages, imports from the future. */
final class Firsts {
    private static final Pattern FIRST =
            Pattern.compile("(#!|<\\?|<!DOCTYPE|@charset|# syntax=|//go:build|// \\+build|---).*");
    private static final Pattern DIRECTIVE = Pattern.compile("[\"']use [\\w -]+[\"']");

    private Firsts() {}

    static void insist(Versions versions, TextFile merged) {
        for (TextFile side : List.of(versions.ours(), versions.theirs())) {
            String first = first(side);
            if (FIRST.matcher(first).matches()
                    && !first.equals(first(merged))
                    && merged.lines().contains(first)) {
                throw new NotUnderstood("'" + first + "' would no longer be the first line");
            }
        }
        Language.of(versions.path()).ifPresent(language -> insist(language, versions, merged));
    }

    private static String first(TextFile file) {
        return file.lines().isEmpty() ? "" : file.lines().get(0);
    }

    private static void insist(Language language, Versions versions, TextFile merged) {
        List<String> now = leading(language, merged);
        for (TextFile side : List.of(versions.ours(), versions.theirs())) {
            List<String> before = leading(language, side);
            before.removeAll(now);
            before.removeIf(text -> !merged.text().contains(text));
            if (!before.isEmpty()) {
                throw new NotUnderstood("'" + before.get(0) + "' would no longer stand first");
            }
        }
    }

    /** What stands at the beginning and has to. */
    private static List<String> leading(Language language, TextFile file) {
        Tokens tokens = Lexer.read(file.text(), language);
        List<String> leading = new ArrayList<>();
        for (int at = tokens.code(0); at < tokens.size(); at = tokens.code(at + 1)) {
            boolean future = language == Language.PYTHON && tokens.is(at, "from") && tokens.is(at + 1, "__future__");
            if (future) {
                leading.add("from __future__");
                int line = tokens.lineOf(tokens.begin(at));
                while (at + 1 < tokens.size()
                        && (tokens.lineOf(tokens.begin(at + 1)) == line
                                || tokens.enclosing(at + 1) >= 0
                                || tokens.is(at + 1, ")"))) {
                    at++;
                }
                leading.add(tokens.text(at));
            } else if (language == Language.SCRIPT
                    && DIRECTIVE.matcher(tokens.text(at)).matches()) {
                leading.add(tokens.text(at));
            } else if (tokens.is(at, "package") && (language == Language.JAVA || language == Language.GO)) {
                leading.add("package");
                return leading;
            } else if (!tokens.isA(at, Kind.TEXT) && !tokens.is(at, ";")) {
                return leading;
            }
        }
        return leading;
    }
}
