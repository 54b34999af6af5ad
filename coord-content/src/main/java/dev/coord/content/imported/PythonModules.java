package dev.coord.content.imported;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import java.util.ArrayList;
import java.util.List;

/** The modules that Python imports. */
final class PythonModules {
    private static final List<String> PACKAGE = List.of("/__init__.py");
    private static final List<String> FILES = List.of(".py", ".pyi");
    private static final List<String> MODULE = List.of("/__init__.py", ".py", ".pyi");

    private final Tokens tokens;
    private final ImportingFile file;
    private int at;

    private PythonModules(Tokens tokens, ImportingFile file) {
        this.tokens = tokens;
        this.file = file;
    }

    static void read(Tokens tokens, ImportingFile file) {
        PythonModules modules = new PythonModules(tokens, file);
        for (int i = 0; i < tokens.size(); i++) {
            if (!modules.beginsAStatement(i)) {
                continue;
            }
            modules.at = i + 1;
            if (tokens.is(i, "import")) {
                modules.whole();
            } else if (tokens.is(i, "from")) {
                modules.names();
            }
        }
    }

    private boolean beginsAStatement(int token) {
        int before = tokens.codeBefore(token);
        return before < 0
                || tokens.lineOf(tokens.begin(before)) < tokens.lineOf(tokens.begin(token))
                || tokens.is(before, ";")
                || tokens.is(before, ":");
    }

    /** {@code import a.b as c, d}. */
    private void whole() {
        do {
            List<String> module = dotted();
            if (!module.isEmpty()) {
                module(0, module);
            }
            if (tokens.is(at, "as")) {
                at += 2;
            }
        } while (tokens.is(at++, ","));
    }

    /** {@code from ..a import (b, c)}: what is imported may be a module, too. */
    private void names() {
        int dots = 0;
        while (tokens.is(at, ".")) {
            dots++;
            at++;
        }
        List<String> module = tokens.is(at, "import") ? List.of() : dotted();
        if (!tokens.is(at, "import") || (dots == 0 && module.isEmpty())) {
            return;
        }
        at++;
        module(dots, module);
        int open = tokens.is(at, "(") ? at++ : -1;
        int line = tokens.lineOf(tokens.begin(open < 0 ? at - 1 : open));
        for (; at < tokens.size() && (open < 0 ? isOn(line) : tokens.enclosing(at) == open); at++) {
            if (tokens.is(at, "\\")) {
                line++;
            } else if (tokens.is(at, "as")) {
                at++;
            } else if (tokens.isA(at, Kind.WORD)) {
                List<String> member = new ArrayList<>(module);
                member.add(tokens.text(at));
                module(dots, member);
            }
        }
    }

    private boolean isOn(int line) {
        return tokens.lineOf(tokens.begin(at)) == line;
    }

    private List<String> dotted() {
        List<String> names = new ArrayList<>();
        while (tokens.isA(at, Kind.WORD)) {
            names.add(tokens.text(at++));
            if (!tokens.is(at, ".")) {
                break;
            }
            at++;
        }
        return names;
    }

    /** A module, and the packages it lies in, which are run before it. */
    private void module(int dots, List<String> names) {
        for (int length = names.size(); length > 0; length--) {
            place(dots, String.join("/", names.subList(0, length)), length == names.size() ? MODULE : PACKAGE);
        }
        if (dots > 0) {
            file.beside("../".repeat(dots - 1), PACKAGE);
        }
    }

    /** A file of one name only counts where Python looks for it, beside or above: others have the names of its own modules. */
    private void place(int dots, String path, List<String> endings) {
        if (dots > 0) {
            file.beside("../".repeat(dots - 1) + path, endings);
        } else if (path.indexOf('/') >= 0) {
            file.anywhere(path, endings);
        } else {
            file.anywhere(path, PACKAGE);
            file.besideOrAbove(path, FILES);
            file.besideOrAbove("src/" + path, FILES);
        }
    }
}
