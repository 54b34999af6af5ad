package dev.coord.content.verify;

import dev.coord.RepoPath;
import dev.coord.content.lex.Literals;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a line is known by among those beside it, whatever its language: the name that it declares, its key, its case. */
final class Label {
    private static final String QUOTED = "\"[^\"]+\"|'[^']+'";
    private static final String MODIFIERS =
            "(?:(?:export|default|declare|pub(?:\\([\\w:]+\\))?|public|private|protected"
                    + "|internal|static|final|readonly|abstract|override|async|unsafe|open|data|suspend|const|let|var|val|mut)\\s+)*";
    private static final Pattern DECLARED = Pattern.compile(MODIFIERS
            + "((?:fn|func|fun|function|def|class|struct|enum|trait|interface|module|mod|type)\\s+[\\w$][\\w$.?!]*).*");
    private static final Pattern CASE = Pattern.compile(
            "((?:case|when)\\s+(?:" + QUOTED + "|[\\w.$-]+(?:::\\w+)*))\\s*(?::(?!:)|->|=>|then\\b|$).*");
    private static final Pattern KEY = Pattern.compile(
            MODIFIERS + "(" + QUOTED
                    + "|[A-Za-z_$][\\w$-]*(?:(?:::|\\.)[\\w$-]+)*|--[\\w-]+)[?!]?\\s*(?::(?=[\\s\\d\"'{\\[]|$)|=>|:?=(?![=>])).*");
    private static final Pattern FIELD =
            Pattern.compile("(?:(?:private|public|protected|static|final|volatile)\\s+)+[^=;(]*\\s(\\w+)\\s*[=;].*");
    private static final Pattern CALL = Pattern.compile("([\\w$.]+\\(\\s*(?:" + QUOTED + "))\\s*,.*");
    private static final Pattern ITEM = Pattern.compile("-\\s+((?:name|id|key)\\s*:\\s*\\S.*)");
    private static final Pattern COMMAND =
            Pattern.compile("([a-z_][\\w.]*\\s+(?::\\w+|" + QUOTED + "|\\w+))(?:,|\\s+do\\b).*");
    private static final Pattern MEMBER =
            Pattern.compile("(" + QUOTED + "|[A-Za-z_$][\\w$.-]*(?:\\s+as\\s+[\\w$]+)?)(,?)");
    private static final Pattern ENUM = Pattern.compile("(?:.*\\W)?enum\\s.*");
    private static final Pattern CONSTANT = Pattern.compile("([A-Za-z_$][\\w$]*)\\s*(?:[(,={;].*)?");
    /** What may stand twice, and names that are used again. */
    private static final Set<String> NO_NAMES = Set.of(
            "else",
            "try",
            "finally",
            "except",
            "ensure",
            "rescue",
            "do",
            "public",
            "private",
            "protected",
            "err",
            "_",
            "null",
            "nil",
            "None",
            "true",
            "false",
            "True",
            "False",
            "return",
            "break",
            "continue");

    private Label() {}

    /** Whether lines of a file are commands, each with what it is about. */
    static boolean isOfCommands(RepoPath path) {
        String name = path.value().toLowerCase(Locale.ROOT);
        return name.matches("(?:.*/)?(?:gemfile|rakefile|.*\\.(?:rb|rake|gemspec|podspec|ex|exs|gradle))");
    }

    /** The name of a line, if it has one, below a line. */
    static Optional<String> of(String line, String above, boolean commands) {
        if (above.contains("enum") && ENUM.matcher(above).matches()) {
            Optional<String> constant = first(List.of(CONSTANT), line);
            if (constant.isPresent()) {
                return constant;
            }
        }
        List<Pattern> all = commands
                ? List.of(DECLARED, CASE, KEY, FIELD, CALL, ITEM, COMMAND)
                : List.of(DECLARED, CASE, KEY, FIELD, CALL, ITEM);
        return first(all, line).or(() -> member(line, above));
    }

    private static Optional<String> first(List<Pattern> patterns, String line) {
        for (Pattern pattern : patterns) {
            Matcher found = pattern.matcher(line);
            if (found.matches()) {
                return named(found.group(1));
            }
        }
        return Optional.empty();
    }

    /** An entry that is no more than a name; the last one may end without a comma. */
    private static Optional<String> member(String line, String above) {
        Matcher found = MEMBER.matcher(line);
        boolean listed = found.matches() && (!found.group(2).isEmpty() || above.endsWith("[") || above.endsWith("("));
        return listed ? named(found.group(1)) : Optional.empty();
    }

    private static Optional<String> named(String name) {
        return Optional.of(Literals.plain(name)).filter(plain -> !NO_NAMES.contains(plain));
    }
}
