package dev.coord.content.python;

import dev.coord.content.lex.Literals;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.module.Exports;
import dev.coord.content.module.Exports.Origin;
import dev.coord.content.module.Reference;
import dev.coord.content.module.Reference.Name;
import dev.coord.content.module.Reference.Need;
import dev.coord.content.module.Reference.Use;
import dev.coord.content.module.SourceFacts;
import dev.coord.content.module.SourceFacts.Undecided;
import dev.coord.content.python.Statements.Kinds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the imports and definitions of one Python module. Names too many are no harm, one too few is. */
final class PythonReader {
    /** What lies behind so many tokens of a statement defines nothing. */
    private static final int LONGEST = 2000;

    /** Before so many tokens stand the names that a statement assigns to. */
    private static final int ASSIGNED = 300;

    private static final Set<String> OPENING =
            Set.of("__getattr__", "globals", "exec", "__path__", "locals", "vars", "global_enum", "_convert_");
    private static final Set<String> ALWAYS =
            Set.of("__name__", "__doc__", "__file__", "__path__", "__package__", "__spec__", "__loader__", "__dict__");

    private final Tokens tokens;
    private final boolean isStub;
    private final Statements statements;
    private final List<Reference> references = new ArrayList<>();
    private final List<Undecided> undecided = new ArrayList<>();
    private final Set<String> names = new HashSet<>(ALWAYS);
    private final Map<String, Origin> passedOn = new HashMap<>();
    private final List<String> all = new ArrayList<>();
    private final SoughtModules sought = new SoughtModules();
    private final LoadedNames loaded = new LoadedNames();
    private boolean isOpen;
    private int head = -1;
    private boolean isHeadLater;
    private int behindImport;

    private PythonReader(Tokens tokens, boolean isStub) {
        this.tokens = tokens;
        this.isStub = isStub;
        this.statements = new Statements(tokens);
    }

    static SourceFacts read(Tokens tokens, boolean isStub) {
        PythonReader reader = new PythonReader(tokens, isStub);
        for (int at = 0; at < tokens.size(); at++) {
            if (reader.statements.begins(at)) {
                reader.begin(at);
                reader.statement(at);
                reader.statements.enter(at);
            }
            if (tokens.isA(at, Kind.WORD)) {
                reader.word(at);
                reader.mention(at);
            }
        }
        reader.passedOn.keySet().removeAll(reader.names); // defined again, as after a failed import
        return new SourceFacts(
                reader.loaded.marked(reader.references).stream()
                        .flatMap(reader.sought::parts)
                        .toList(),
                new Exports(reader.names, Set.of(), reader.passedOn, reader.all, reader.isOpen || !tokens.isWhole()),
                Set.of(),
                reader.undecided);
    }

    /** What the head of a function names is evaluated when it is defined. */
    private void begin(int at) {
        boolean isImport = tokens.is(at, "import") || tokens.is(at, "from");
        head = -1;
        if (tokens.is(at, "def") || (tokens.is(at, "async") && tokens.is(at + 1, "def"))) {
            isHeadLater = statements.isIn(Kinds.FUNCTION);
            for (head = at; head < tokens.size() && !(tokens.is(head, ":") && tokens.enclosing(head) < 0); head++) {
                // up to where its body begins
            }
        }
        if (!isImport && !statements.isIn(Kinds.FUNCTION)) {
            loaded.defines(references.size());
        }
    }

    /** A name that is used before the file is loaded whole. */
    private void mention(int at) {
        boolean isLater = at < head ? isHeadLater : statements.isIn(Kinds.FUNCTION);
        boolean isPart = tokens.is(at - 1, ".");
        boolean isKey = tokens.is(at + 1, "=") && !tokens.is(at + 2, "=") && tokens.enclosing(at) >= 0;
        if (!isLater && !isPart && !isKey && at >= behindImport && !statements.isIn(Kinds.TYPES)) {
            loaded.uses(tokens.text(at));
        }
    }

    private void word(int at) {
        String word = tokens.text(at);
        boolean isCalled = tokens.is(at + 1, "(");
        if (OPENING.contains(word) && statements.isOfModule()) {
            isOpen = true;
        } else if (word.equals("globals") && isCalled) {
            isOpen = true;
        } else if (word.equals("modules") && tokens.is(at - 1, ".") && tokens.is(at - 2, "sys")) {
            isOpen |= tokens.is(at + 1, "[");
        } else if ((word.equals("import_module") || word.equals("__import__")) && isCalled) {
            computed(at);
        } else if (SoughtModules.isCall(word) && isCalled && tokens.isA(at + 2, Kind.TEXT)) {
            sought.add(Literals.plain(tokens.text(at + 2)));
        }
    }

    private void computed(int at) {
        int name = at + 2;
        if (tokens.isA(name, Kind.TEXT) && tokens.is(name + 1, ")")) {
            add(Literals.plain(tokens.text(name)), Use.DEFERRED, List.of(), at);
        } else if (!tokens.is(tokens.codeBefore(at), "def")) {
            undecided.add(new Undecided(line(at), "an import whose name is computed"));
        }
    }

    private void statement(int at) {
        boolean isModules = statements.isOfModule();
        switch (tokens.text(at)) {
            case "import" -> whole(at + 1);
            case "from" -> named(at);
            case "global" -> words(at + 1, end(at));
            case "def", "class" -> define(isModules, at + 1);
            case "async" -> define(isModules && tokens.is(at + 1, "def"), at + 2);
            case "for" -> targets(isModules, at, "in");
            case "with", "except", "case" -> targets(isModules, at, ":");
            default -> {
                if (isModules) {
                    assigned(at);
                }
            }
        }
    }

    private void define(boolean isModules, int name) {
        if (isModules) {
            names.add(tokens.text(name));
            isOpen |= tokens.is(name, "__getattr__");
        }
    }

    private void targets(boolean isModules, int at, String until) {
        int end = at;
        int most = Math.min(tokens.size(), at + LONGEST);
        while (isModules && end < most && !(tokens.is(end, until) && tokens.enclosing(end) < 0)) {
            end++;
        }
        words(at + 1, end);
    }

    private void words(int from, int to) {
        for (int i = from; i < to; i++) {
            if (tokens.isA(i, Kind.WORD)) {
                names.add(tokens.text(i));
            }
        }
    }

    /** What stands before the last sign of an assignment, or is declared without one. */
    private void assigned(int at) {
        int last = tokens.is(at + 1, ":") || tokens.is(at, "type") ? at + 2 : at;
        int end = end(at, ASSIGNED);
        for (int i = at; i < end; i++) {
            boolean isSign = tokens.is(i, "=") && !tokens.is(i + 1, "=") && !isComparison(i);
            if (isSign && (tokens.enclosing(i) < 0 || tokens.is(i - 1, ":"))) {
                last = i;
            }
        }
        words(at, last);
    }

    private boolean isComparison(int sign) {
        boolean adjoins = tokens.end(sign - 1) == tokens.begin(sign);
        return adjoins
                && (tokens.is(sign - 1, "=")
                        || tokens.is(sign - 1, "!")
                        || tokens.is(sign - 1, "<")
                        || tokens.is(sign - 1, ">"));
    }

    /** Behind the last token of a statement that is no block. */
    private int end(int first) {
        return end(first, LONGEST);
    }

    private int end(int first, int longest) {
        int at = first;
        int most = Math.min(tokens.size(), first + longest);
        while (at < most) {
            int next = at + 1;
            boolean isInside = tokens.enclosing(next < tokens.size() ? next : at) >= 0 || tokens.partner(at) > at;
            if (tokens.is(at, ";") && tokens.enclosing(at) < 0) {
                return at;
            }
            if (next >= tokens.size()
                    || (!isInside
                            && !statements.isJoined(at, next)
                            && (tokens.partner(next) < 0 || tokens.partner(next) > next)
                            && tokens.lineOf(tokens.end(at) - 1) < tokens.lineOf(tokens.begin(next)))) {
                return next;
            }
            at = next;
        }
        return at;
    }

    /** {@code import a.b as c, d}. */
    private void whole(int first) {
        int at = code(first);
        do {
            at = code(at);
            int begin = at;
            String module = dotted(at);
            at = code(behindDotted(at));
            if (module.isEmpty()) {
                return;
            }
            add(module, use(), List.of(), begin);
            boolean renames = tokens.is(at, "as");
            int name = renames ? code(at + 1) : begin;
            define(statements.isOfModule(), name);
            loaded.binds(references.size() - 1, tokens.text(name));
            at = renames ? code(name + 1) : at;
            behindImport = at;
        } while (tokens.is(at++, ","));
    }

    /** {@code from ..a import (b as c, d)}. */
    private void named(int from) {
        int at = code(from + 1);
        StringBuilder source = new StringBuilder();
        for (; tokens.is(at, "."); at++) {
            source.append('.');
        }
        at = code(at);
        if (!tokens.is(at, "import")) {
            source.append(dotted(at));
            at = code(behindDotted(at));
        }
        if (!tokens.is(at, "import") || source.length() == 0) {
            return;
        }
        int first = code(at + 1);
        if (tokens.is(first, "*")) {
            add(source.toString(), use(), List.of(), from);
            loaded.isUsed(references.size() - 1);
            if (statements.isOfModule()) {
                all.add(source.toString());
            }
            return;
        }
        boolean isEnclosed = tokens.is(first, "(");
        int end = isEnclosed ? tokens.partner(first) : end(at);
        add(source.toString(), use(), listed(isEnclosed ? first + 1 : first, end, source.toString()), from);
        behindImport = end;
    }

    private List<Name> listed(int first, int end, String source) {
        List<Name> wanted = new ArrayList<>();
        for (int i = first; i < end; i++) {
            if (!tokens.isA(i, Kind.WORD)) {
                continue;
            }
            int as = code(i + 1);
            boolean renames = tokens.is(as, "as");
            String name = tokens.text(i);
            wanted.add(new Name(name, line(i), statements.isIn(Kinds.TYPES)));
            int known = renames ? code(as + 1) : i;
            loaded.binds(references.size(), tokens.text(known));
            if (statements.isOfModule()) {
                passedOn.put(tokens.text(known), new Origin(source, name));
            }
            i = known;
        }
        return wanted;
    }

    /** Behind what joins two lines. */
    private int code(int at) {
        int next = at;
        while (tokens.is(next, "\\") || tokens.isA(next, Kind.COMMENT)) {
            next++;
        }
        return next;
    }

    private String dotted(int first) {
        StringBuilder name = new StringBuilder();
        int end = behindDotted(first);
        for (int i = first; i < end; i++) {
            name.append(tokens.text(i));
        }
        return name.toString();
    }

    private int behindDotted(int first) {
        int at = first;
        while (tokens.isA(at, Kind.WORD)) {
            at++;
            if (!tokens.is(at, ".") || !tokens.isA(at + 1, Kind.WORD)) {
                break;
            }
            at++;
        }
        return at;
    }

    private Use use() {
        if (isStub || statements.isIn(Kinds.TYPES)) {
            return Use.TYPE;
        }
        return statements.isIn(Kinds.FUNCTION) ? Use.DEFERRED : Use.LOAD;
    }

    private void add(String source, Use use, List<Name> wanted, int at) {
        references.add(new Reference(source, use, wanted, line(at), statements.isIn(Kinds.TRY), Need.NOW));
    }

    private int line(int token) {
        return tokens.lineOf(tokens.begin(token)) + 1;
    }
}
