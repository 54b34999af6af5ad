package dev.coord.content.verify;

import dev.coord.content.lex.Literals;
import dev.coord.content.verify.Names.NameFinder;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds annotations that make a function known by a name: to a router, a command line, a container. */
final class Registered {
    private static final Pattern ANNOTATION = Pattern.compile(
            "\\s*@([\\w.]*?((?i:route|get|post|put|delete|head|\\w*mapping|path|command|event|on|listener|handler|register"
                    + "|receiver|subscribe|query|mutation|task|given|when|then|named|bean)))"
                    + "(?:\\(\\s*((?:value|path|name)\\s*=\\s*)?(\"[^\"]*\"|'[^']*')?.*)?");

    private Registered() {}

    static void find(List<String> lines, NameFinder finder) {
        for (String line : lines) {
            Matcher found = ANNOTATION.matcher(line);
            boolean open = line.strip().endsWith("(");
            if (found.matches() && !open) {
                String name = found.group(4) == null ? "" : Literals.plain(found.group(4));
                boolean named = !name.isEmpty()
                        || found.group(2).toLowerCase(Locale.ROOT).matches(".*mapping|get|post|put|delete");
                if (named) {
                    finder.found("annotation", "@" + found.group(1) + " " + name);
                }
            }
        }
    }
}
