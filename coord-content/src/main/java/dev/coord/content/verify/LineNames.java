package dev.coord.content.verify;

import dev.coord.content.verify.Names.NameFinder;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds names in languages that tell them at the beginning of a line. */
final class LineNames {
    private static final Pattern JAVA_IMPORT = Pattern.compile("import (static )?[\\w.$]*\\.([\\w$]+|\\*);.*");
    private static final Pattern PYTHON_NAMES =
            Pattern.compile("(?m)^from +[\\w.]+ +import +(?:\\(([^)]*)\\)|([^(\\n]*))");
    private static final Pattern PYTHON_MODULE = Pattern.compile("(?m)^import +([\\w.]+)(?: as (\\w+))?[ \\t]*$");
    private static final Pattern PYTHON_DECLARED = Pattern.compile("(?m)^(?:async +)?(?:def|class) +(\\w+)");
    private static final Pattern GO_DECLARED =
            Pattern.compile("(?:func(?: \\(\\w* ?\\*?(\\w+)[^)]*\\))?|type|const|var) (\\w+).*");
    private static final Pattern GO_IMPORT = Pattern.compile("(?:\\t|import )(?:([\\w.]+) )?\"([^\"]*)\"(?: *//.*)?");

    private LineNames() {}

    static void java(List<String> lines, NameFinder finder) {
        for (String line : lines) {
            Matcher found = JAVA_IMPORT.matcher(line);
            if (found.matches()) {
                boolean all = found.group(2).equals("*");
                String what = found.group(1) == null ? "import" : "static import";
                finder.found(what, all ? line.substring(0, line.indexOf(';')) : found.group(2));
                if (all) {
                    finder.found(what, "all of a package"); // a name that two of them hold means neither
                }
            }
        }
    }

    static void python(String text, NameFinder finder) {
        imported(text, finder);
        Matcher declared = PYTHON_DECLARED.matcher(text);
        while (declared.find()) {
            finder.found("name", declared.group(1));
        }
    }

    /** What is imported by name, and modules. */
    static void imported(String text, NameFinder finder) {
        Matcher names = PYTHON_NAMES.matcher(text);
        while (names.find()) {
            String list = names.group(1) == null ? names.group(2) : names.group(1);
            for (String entry : list.replaceAll("#[^\\n]*", "").split(",", -1)) {
                String name = entry.strip().replaceFirst("^.*\\sas\\s+", "");
                if (!name.isEmpty()) {
                    finder.found("name", name);
                }
            }
        }
        Matcher modules = PYTHON_MODULE.matcher(text);
        while (modules.find()) {
            finder.found("name", modules.group(2) == null ? modules.group(1) : modules.group(2));
        }
    }

    /** The last name of a path that is no version. */
    private static String packageName(Matcher imported) {
        String path = imported.group(2);
        return imported.group(1) != null
                ? path
                : path.replaceFirst("[./]v[0-9]+$", "").replaceFirst(".*/", "");
    }

    static void go(List<String> lines, NameFinder finder) {
        for (String line : lines) {
            Matcher declared = GO_DECLARED.matcher(line);
            if (declared.matches()
                    && !declared.group(2).equals("init")
                    && !declared.group(2).equals("_")) {
                finder.found("name", (declared.group(1) == null ? "" : declared.group(1) + ".") + declared.group(2));
            }
            Matcher imported = GO_IMPORT.matcher(line);
            if (imported.matches()) {
                boolean blank = imported.group(1) == null || imported.group(1).matches("[_.]");
                finder.found("import", blank ? packageName(imported) : imported.group(1));
            }
        }
    }
}
