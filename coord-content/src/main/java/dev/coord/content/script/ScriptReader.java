package dev.coord.content.script;

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
import dev.coord.content.use.Blocks;
import dev.coord.content.use.LoadedUses;
import dev.coord.content.use.ValueUses;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the imports and exports of one script. */
final class ScriptReader {
    private static final Set<String> DECLARING = Set.of("module", "namespace");
    private static final Set<String> ENDS = Set.of(";", "{", "}", ")", "export");

    private final Tokens tokens;
    private final ScriptKind kind;
    private final boolean isClose;
    private final DeclaredNames names;
    private final List<Reference> references = new ArrayList<>();
    private final List<Undecided> undecided = new ArrayList<>();
    private final Set<String> declared = new HashSet<>();
    private final Set<String> exported = new HashSet<>();
    private final Map<String, String> locals = new HashMap<>();
    private final Map<String, Origin> imported = new HashMap<>();
    private final Map<String, Origin> passedOn = new HashMap<>();
    private final List<String> all = new ArrayList<>();
    private final Set<String> virtual = new HashSet<>();
    private final Map<Integer, Set<String>> bound = new HashMap<>();
    private final BitSet clauses = new BitSet();
    private boolean isModule;
    private boolean isOpen;

    /** What is required in a bundle lies in the bundle. */
    private boolean isBundle;

    private ScriptReader(Tokens tokens, ScriptKind kind, boolean isClose) {
        this.tokens = tokens;
        this.isClose = isClose && kind.isTyped();
        this.kind = kind;
        this.names = new DeclaredNames(tokens);
    }

    /**
     * Reads a script.
     *
     * @param isClose whether it is told of which imports only types are used
     */
    static SourceFacts read(Tokens tokens, ScriptKind kind, boolean isClose) {
        ScriptReader reader = new ScriptReader(tokens, kind, isClose);
        for (int at = tokens.code(0); at < tokens.size(); at = tokens.code(at + 1)) {
            if (tokens.isA(at, Kind.WORD)) {
                reader.word(at);
            } else if (tokens.is(at, "\\")) {
                reader.isOpen = true; // a name with an escape
            }
        }
        return reader.facts();
    }

    private SourceFacts facts() {
        boolean declares = kind == ScriptKind.DECLARATION;
        Set<String> types = new HashSet<>();
        locals.forEach((name, local) -> {
            Origin origin = imported.get(local);
            if (origin != null) {
                passedOn.put(name, origin);
            } else if (names.isType(local)) {
                types.add(name);
            }
        });
        exported.addAll(locals.keySet());
        if (declares) {
            exported.addAll(names.all());
            names.all().stream().filter(names::isType).forEach(types::add);
        }
        exported.removeAll(passedOn.keySet());
        boolean open = isOpen || !isModule || !tokens.isWhole();
        if (!tokens.isWhole()) {
            undecided.add(Undecided.NOT_READ);
        }
        List<Reference> uses = marked().stream()
                .map(one -> declares ? one.used(Use.TYPE) : one)
                .map(one -> !tokens.isWhole() || virtual.contains(one.source()) ? one.guarded() : one)
                .toList();
        return new SourceFacts(uses, new Exports(exported, types, passedOn, all, open), declared, undecided);
    }

    /** With what is known of the names that they bring: whether the script uses one while it is loaded, or at all when it runs. */
    private List<Reference> marked() {
        Set<String> all = new HashSet<>();
        bound.values().forEach(all::addAll);
        Set<String> used = all.isEmpty() ? Set.of() : LoadedUses.of(tokens, all);
        Set<String> values =
                all.isEmpty() || !isClose ? all : ValueUses.of(tokens, all, clauses, kind == ScriptKind.TYPED_MARKUP);
        List<Reference> marked = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            Set<String> own = bound.getOrDefault(i, Set.of());
            boolean isLater = bound.containsKey(i) && own.stream().noneMatch(used::contains);
            boolean isForTypes = !own.isEmpty() && own.stream().noneMatch(values::contains);
            Reference one = references.get(i);
            marked.add(isForTypes ? one.needed(Need.NEVER) : isLater ? one.needed(Need.LATER) : one);
        }
        return marked;
    }

    private void word(int at) {
        if (isMember(at)) {
            return;
        }
        switch (tokens.text(at)) {
            case "import" -> importing(at);
            case "export" -> exporting(at);
            case "require" -> requiring(at);
            case "declare" -> declaring(at);
            case "jest" -> mocking(at);
            case "exports" -> commonExport(at);
            case "module" -> {
                if (tokens.is(at + 1, ".") && tokens.is(at + 2, "exports")) {
                    isOpen = true;
                }
            }
            case "interface", "type", "class", "enum", "function", "namespace", "const", "let", "var", "abstract" -> {
                if (tokens.enclosing(at) < 0) {
                    names.declaration(at);
                }
            }
            default -> {}
        }
    }

    /** Whether a word is the name of a part of something. */
    private boolean isMember(int at) {
        int before = tokens.codeBefore(at);
        boolean isPart = tokens.is(before, ".") && !tokens.is(tokens.codeBefore(before), ".");
        return isPart || tokens.is(before, "#") || tokens.is(tokens.code(at + 1), ":");
    }

    private void commonExport(int at) {
        int next = tokens.code(at + 1);
        isOpen |= tokens.is(next, ".") || tokens.is(next, "[") || tokens.is(next, ",") || tokens.is(next, ")");
    }

    private void declaring(int at) {
        int next = tokens.code(at + 1);
        int name = tokens.code(next + 1);
        if (tokens.is(next, "module") && tokens.isA(name, Kind.TEXT)) {
            declared.add(DeclaredNames.text(tokens, name));
        }
    }

    /** {@code jest.mock('./a', make, { virtual: true })}: there is no such file. */
    private void mocking(int at) {
        int open = at + 3;
        int name = tokens.code(open + 1);
        boolean isMock = tokens.is(at + 1, ".") && (tokens.is(at + 2, "mock") || tokens.is(at + 2, "doMock"));
        for (int i = name; isMock && tokens.isA(name, Kind.TEXT) && i < tokens.partner(open); i++) {
            if (tokens.is(i, "virtual")) {
                virtual.add(DeclaredNames.text(tokens, name));
            }
        }
    }

    private void importing(int at) {
        int next = tokens.code(at + 1);
        if (tokens.is(next, "(")) {
            called(at, next, Use.DEFERRED);
        } else if (!isStatement(at)) {
            return; // such as the text of an example in JSX
        } else if (tokens.isA(next, Kind.TEXT)) {
            isModule |= tokens.enclosing(at) < 0;
            bound.put(references.size(), Set.of());
            add(next, Use.LOAD, List.of(), false);
        } else if (tokens.isA(next, Kind.WORD) || tokens.is(next, "{") || tokens.is(next, "*")) {
            clause(at, next);
        }
    }

    /** Whether an import may stand there: outside of everything but what declares a module, behind what ends a statement. */
    private boolean isStatement(int at) {
        int open = tokens.enclosing(at);
        int name = tokens.codeBefore(open);
        int before = tokens.codeBefore(at);
        boolean isOutside =
                open < 0 || tokens.is(name, "global") || DECLARING.contains(tokens.text(tokens.codeBefore(name)));
        return isOutside
                && (before < 0
                        || ENDS.contains(tokens.text(before))
                        || tokens.lineOf(tokens.end(before) - 1) < tokens.lineOf(tokens.begin(at)));
    }

    private void clause(int at, int first) {
        int i = afterType(first);
        boolean isType = i != first;
        List<Name> wanted = new ArrayList<>();
        Map<String, String> own = new HashMap<>();
        if (tokens.isA(i, Kind.WORD)) {
            int next = tokens.code(i + 1);
            if (tokens.is(next, "=")) {
                assigned(at, next);
                return;
            }
            own.put(tokens.text(i), "default");
            wanted.add(new Name("default", line(i), isType));
            i = tokens.is(next, ",") ? tokens.code(next + 1) : next;
        }
        if (tokens.is(i, "*")) {
            int name = tokens.code(tokens.code(i + 1) + 1);
            own.put(tokens.text(name), "*");
            i = tokens.code(name + 1);
        } else if (tokens.is(i, "{") && tokens.partner(i) > i) {
            for (DeclaredNames.Listed one : names.listed(i)) {
                wanted.add(new Name(one.name(), one.line(), isType || one.isType()));
                own.put(one.as(), one.name());
            }
            i = tokens.code(tokens.partner(i) + 1);
        }
        int source = tokens.code(i + 1);
        if (tokens.is(i, "from") && tokens.isA(source, Kind.TEXT)) {
            isModule |= tokens.enclosing(at) < 0;
            boolean typesOnly = isType || (!wanted.isEmpty() && wanted.stream().allMatch(Name::isType));
            bound.put(references.size(), Set.copyOf(own.keySet()));
            clauses.set(at, source + 1);
            add(source, typesOnly ? Use.TYPE : Use.LOAD, wanted, false);
            String text = DeclaredNames.text(tokens, source);
            own.forEach((name, origin) -> imported.put(name, new Origin(text, origin)));
        }
    }

    /** The token behind {@code type}, where that does not mean a name. */
    private int afterType(int first) {
        int next = tokens.code(first + 1);
        boolean isName = tokens.is(next, ",") || tokens.is(next, "=") || isFrom(next);
        boolean marks = tokens.is(first, "type") || tokens.is(first, "typeof") || tokens.is(first, "defer");
        return marks && !isName ? next : first;
    }

    private boolean isFrom(int at) {
        return tokens.is(at, "from") && tokens.isA(tokens.code(at + 1), Kind.TEXT);
    }

    /** {@code import a = require('b')}. */
    private void assigned(int at, int sign) {
        isModule |= tokens.enclosing(at) < 0 && tokens.is(tokens.code(sign + 1), "require");
    }

    private void requiring(int at) {
        int next = tokens.code(at + 1);
        if (tokens.is(tokens.codeBefore(at), "(") && (tokens.is(next, ",") || tokens.is(next, ")"))) {
            isBundle = true;
        } else if (tokens.is(next, "(") && !isBundle) {
            called(at, next, Blocks.isInFunction(tokens, at) ? Use.DEFERRED : Use.LOAD);
        }
    }

    private void called(int at, int open, Use use) {
        int source = tokens.code(open + 1);
        int next = tokens.code(source + 1);
        boolean isLiteral = tokens.isA(source, Kind.TEXT) && (tokens.is(next, ")") || tokens.is(next, ","));
        if (isLiteral && !tokens.text(source).contains("${")) {
            add(source, use, List.of(), Blocks.mayFail(tokens, at, open));
        } else if (!tokens.is(source, ")") && tokens.partner(open) > open && !isDefinition(open)) {
            undecided.add(new Undecided(line(at), "an import whose name is computed"));
        }
    }

    /** A method may be called {@code import} or {@code require}. */
    private boolean isDefinition(int open) {
        int behind = tokens.code(tokens.partner(open) + 1);
        return tokens.is(behind, "{") || tokens.is(behind, ":");
    }

    private void exporting(int at) {
        if (tokens.enclosing(at) >= 0) {
            return;
        }
        isModule = true;
        int next = tokens.code(at + 1);
        int behind = tokens.code(next + 1);
        boolean isType = tokens.is(next, "type") && (tokens.is(behind, "{") || tokens.is(behind, "*"));
        int i = isType ? behind : next;
        if (tokens.is(i, "*")) {
            whole(i, isType);
        } else if (tokens.is(i, "{") && tokens.partner(i) > i) {
            list(i, isType);
        } else if (tokens.is(i, "=")) {
            isOpen = true;
        } else if (tokens.is(i, "default")) {
            locals.put("default", names.declarationOrName(behind));
        } else if (tokens.is(i, "import")) {
            exported.add(tokens.text(afterType(behind)));
        } else if (!tokens.is(i, "as")) {
            names.declaration(i).forEach(name -> locals.put(name, name));
        }
    }

    /** {@code * from 'a'} or {@code * as b from 'a'}. */
    private void whole(int star, boolean isType) {
        int next = tokens.code(star + 1);
        boolean isNamed = tokens.is(next, "as");
        int name = tokens.code(next + 1);
        int from = isNamed ? tokens.code(name + 1) : next;
        int source = tokens.code(from + 1);
        if (tokens.is(from, "from") && tokens.isA(source, Kind.TEXT)) {
            bound.put(references.size(), Set.of());
            add(source, isType ? Use.TYPE : Use.LOAD, List.of(), false);
            String text = DeclaredNames.text(tokens, source);
            if (isNamed) {
                passedOn.put(DeclaredNames.text(tokens, name), new Origin(text, "*"));
            } else {
                all.add(text);
            }
        }
    }

    private void list(int open, boolean isType) {
        int from = tokens.code(tokens.partner(open) + 1);
        List<DeclaredNames.Listed> listed = names.listed(open);
        if (!isFrom(from)) {
            listed.forEach(one -> locals.put(one.as(), one.name()));
            return;
        }
        int source = tokens.code(from + 1);
        List<Name> wanted = new ArrayList<>();
        for (DeclaredNames.Listed one : listed) {
            wanted.add(new Name(one.name(), one.line(), isType || one.isType()));
            passedOn.put(one.as(), new Origin(DeclaredNames.text(tokens, source), one.name()));
        }
        boolean typesOnly = isType || (!wanted.isEmpty() && wanted.stream().allMatch(Name::isType));
        bound.put(references.size(), Set.of());
        add(source, typesOnly ? Use.TYPE : Use.LOAD, wanted, false);
    }

    private void add(int source, Use use, List<Name> wanted, boolean isGuarded) {
        String text = DeclaredNames.text(tokens, source);
        boolean isQuery = text.indexOf('?') > 0; // then a bundler makes something else of the file
        references.add(new Reference(
                text,
                isQuery && use == Use.LOAD ? Use.DEFERRED : use,
                isQuery ? List.of() : wanted,
                line(source),
                isGuarded,
                Need.NOW));
    }

    private int line(int token) {
        return tokens.lineOf(tokens.begin(token)) + 1;
    }
}
