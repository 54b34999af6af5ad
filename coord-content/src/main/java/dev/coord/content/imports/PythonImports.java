package dev.coord.content.imports;

import dev.coord.content.hunk.Hunk;
import dev.coord.content.lex.Language;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Imports of Python, at the top or indented alike. Names of one module are merged, in brackets or on a line of their own. */
public final class PythonImports extends LineImports {
    private static final Pattern WHOLE = Pattern.compile(
            "(\\s*)(import [\\w.]+(?: as \\w+)?(?:, [\\w.]+(?: as \\w+)?)*|from [\\w.]+ import \\*)\\s*(#.*)?");
    private static final Pattern NAMES = Pattern.compile("(\\s*)(from [\\w.]+ import) +([^()#\\\\]+?)(\\s*#.*)?");
    private static final Pattern OPENED = Pattern.compile("(\\s*)(from [\\w.]+ import) *\\([^()]*\\)\\s*(#.*)?");

    /** A merger for each Python file. */
    public PythonImports() {
        super(Language.PYTHON);
    }

    @Override
    Hunk statements(Hunk conflict) {
        return conflict.outermost();
    }

    @Override
    LineRun read(Hunk hunk, List<String> lines) {
        List<Lines> entries = new ArrayList<>();
        List<String> lead = new ArrayList<>();
        String indent = null;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank() || line.strip().startsWith("#")) {
                lead.add(line);
                continue;
            }
            int end = end(lines, i);
            Matcher found = statement(String.join("\n", lines.subList(i, end)));
            if (indent != null && !indent.equals(found.group(1))) {
                throw new NotUnderstood("its lines are not indented alike");
            }
            indent = found.group(1);
            entries.add(new Lines(found.group(2), lead, lines.subList(i, end)));
            lead.clear();
            i = end - 1;
        }
        return new LineRun(entries, lead);
    }

    /** What stands behind an import of all names is not hidden by them, what stands before it may be. */
    @Override
    void insistOnApart(LineRun base, LineRun ours, LineRun theirs) {
        Set<String> old = keys(base);
        Set<String> mine = keys(ours);
        Set<String> other = keys(theirs);
        mine.removeAll(old);
        other.removeAll(old);
        boolean all = Stream.concat(mine.stream(), other.stream()).anyMatch(key -> key.endsWith("import *"));
        if (all && !mine.isEmpty() && !other.isEmpty()) {
            throw new NotUnderstood("one side imports all names of a module, which may hide what the other imports");
        }
    }

    private static Set<String> keys(LineRun run) {
        return run.entries().stream().map(Lines::key).collect(Collectors.toCollection(HashSet::new));
    }

    private static int end(List<String> lines, int first) {
        int end = first + 1;
        if (lines.get(first).indexOf('(') >= 0) {
            while (end < lines.size() && lines.get(end - 1).indexOf(')') < 0) {
                end++;
            }
        }
        return end;
    }

    private static Matcher statement(String text) {
        for (Pattern pattern : List.of(WHOLE, NAMES, OPENED)) {
            Matcher found = pattern.matcher(text);
            if (found.matches()) {
                return found;
            }
        }
        throw new NotUnderstood("there is more than imports in it");
    }

    @Override
    Lines both(@Nullable Lines base, Lines ours, Lines theirs) {
        Lines merged = NamedList.merge(
                base == null ? null : bracketed(base), bracketed(ours), bracketed(theirs), Language.PYTHON);
        Matcher mine = NAMES.matcher(String.join("\n", ours.body()));
        if (!mine.matches()) {
            return merged;
        }
        String text = String.join("\n", merged.body()).replaceFirst("\\((.*)\\)", "$1");
        if (text.indexOf('\n') >= 0 || text.indexOf('(') >= 0) {
            throw new NotUnderstood("a list of names does not fit on its line");
        }
        return new Lines(merged.key(), merged.lead(), List.of(text));
    }

    /** The statement with its names in brackets. */
    private static Lines bracketed(Lines statement) {
        Matcher line = NAMES.matcher(String.join("\n", statement.body()));
        if (!line.matches()) {
            return statement;
        }
        String comment = line.group(4) == null ? "" : line.group(4);
        String text = line.group(1) + line.group(2) + " (" + line.group(3) + ")" + comment;
        return new Lines(statement.key(), statement.lead(), List.of(text));
    }
}
