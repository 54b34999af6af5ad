package dev.coord.content.imported;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that C includes and that shells read in. */
final class IncludedFiles {
    private static final Pattern INCLUDE = Pattern.compile("(?m)^[ \\t]*+#[ \\t]*+include[ \\t]*+\"([^\"\\n]++)\"");

    /** A directory that only a running script knows is most often its own. */
    private static final Pattern SOURCE =
            Pattern.compile("(?m)(?:^|[;&|({]|\\b(?:then|do|else)\\b)[ \\t]*+(?:\\.|source)[ \\t]++[\"']?"
                    + "((?:\\$\\([^\\n]{0,200}?\\)|\\$\\{[^}\\n]{0,200}+\\}|\\$\\w++)/)?([\\w./+@-]++)");

    private static final List<String> AS_IT_IS = List.of("");
    private static final List<String> BODIES = List.of(".c", ".cc", ".cpp", ".cxx", ".m", ".mm");

    private IncludedFiles() {}

    /** A header also stands for what it declares. */
    static void ofC(String path, String text, ImportingFile file) {
        Matcher found = INCLUDE.matcher(text);
        while (found.find()) {
            file.beside(found.group(1), AS_IT_IS);
            file.anywhere(found.group(1), AS_IT_IS);
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        if (name.matches(".*\\.(h|hh|hpp|hxx)")) {
            String stem = name.substring(0, name.lastIndexOf('.'));
            file.beside(stem, BODIES);
        }
    }

    static void ofShell(String text, ImportingFile file) {
        Matcher found = SOURCE.matcher(text);
        while (found.find()) {
            file.beside(found.group(2), AS_IT_IS);
            if (found.group(1) == null) {
                file.atTop(found.group(2), AS_IT_IS);
            }
        }
    }
}
