package dev.coord.content.element;

import dev.coord.RepoPath;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.lex.Literals;
import dev.coord.content.list.KnownSets;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import dev.coord.merge.StructuredMerge.Side;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Entries of a map or a list of YAML that both sides added at one place, with what is indented below them. */
public final class YamlEntries implements HunkMerger {
    static final Pattern KEY = Pattern.compile("( *)([\\w./@$*<-][^:#\"'{\\[&!|>]*?|\"[^\"]+\"|'[^']+')\\s*:(\\s.*)?");
    static final Pattern ITEM = Pattern.compile("( *)- +(\\S.*)");
    private static final Pattern SCALAR = Pattern.compile(".*[:-]\\s+[|>][-+0-9]*\\s*(#.*)?");

    /** A merger for each YAML file. */
    public YamlEntries() {}

    @Override
    public String kind() {
        return "YAML";
    }

    @Override
    public boolean knows(RepoPath path) {
        String name = path.value().toLowerCase(Locale.ROOT);
        boolean made = name.endsWith("-lock.yaml") || name.endsWith(".lock.yaml");
        return !made && (name.endsWith(".yml") || name.endsWith(".yaml"));
    }

    @Override
    public Resolution merge(Hunk hunk) {
        List<String> shapes = new ArrayList<>();
        Set<String> old = siblings(hunk);
        Resolution resolution = SideBySide.merge(hunk, (tokens, lines, from, to) -> read(lines, from, to, shapes, old));
        String shape = shapes.isEmpty() ? "" : shapes.get(0);
        if (shape.endsWith("-")) {
            YamlLists.insistOnSet(hunk, Integer.parseInt(shape.substring(0, shape.length() - 1)));
        } else {
            KnownSets.insistOnApart(added(resolution, Side.OURS), added(resolution, Side.THEIRS));
        }
        return resolution;
    }

    private static List<String> added(Resolution resolution, Side side) {
        return resolution.parts().stream()
                .filter(part -> part.note().side() == side)
                .map(part -> '"' + part.note().key() + '"')
                .toList();
    }

    /** {@code shapes} holds how the entries of the other side begin, {@code old} the keys that neither may add again. */
    private static LineRun read(List<String> lines, int from, int to, List<String> shapes, Set<String> old) {
        List<Lines> entries = new ArrayList<>();
        int lead = from;
        int line = from;
        int indent = -1;
        while (line < to) {
            if (isAside(lines.get(line))) {
                line++;
                continue;
            }
            Matcher item = ITEM.matcher(lines.get(line));
            Matcher key = KEY.matcher(lines.get(line));
            boolean isItem = item.matches();
            if (!isItem && !key.matches()) {
                throw new NotUnderstood("there is more than entries in it");
            }
            Matcher found = isItem ? item : key;
            indent = found.group(1).length();
            insistOnShape(indent + (isItem ? "-" : ":"), shapes);
            int end = end(lines, line + 1, to, indent);
            String name = isItem ? String.join("\n", lines.subList(line, end)).strip() : Literals.plain(found.group(2));
            if (!isItem && old.contains(indent + name)) {
                throw new NotUnderstood("'" + name + "' would stand there twice");
            }
            entries.add(new Lines(name, lines.subList(lead, line), lines.subList(line, end)));
            lead = end;
            line = end;
        }
        if (indent >= 0) {
            insistOnPlace(lines, from, to, indent);
        }
        return new LineRun(entries, lines.subList(lead, to));
    }

    private static void insistOnShape(String shape, List<String> shapes) {
        if (shapes.isEmpty()) {
            shapes.add(shape);
        }
        if (!shapes.get(0).equals(shape)) {
            throw new NotUnderstood("the entries are of different lists");
        }
    }

    /** An entry goes on in lines that are indented further, and in the items right below a key. */
    private static int end(List<String> lines, int from, int to, int indent) {
        boolean key = KEY.matcher(lines.get(from - 1)).matches()
                && lines.get(from - 1).strip().endsWith(":");
        int end = from;
        for (int line = from; line < to; line++) {
            String text = lines.get(line);
            boolean below = indent(text) > indent
                    || (key && indent(text) == indent && text.strip().startsWith("- "));
            if (!text.isBlank() && !below) {
                break;
            }
            end = text.isBlank() ? end : line + 1;
        }
        return end;
    }

    /** What stands before must not go on behind the entries, nor they in what follows; and none of it is a text. */
    private static void insistOnPlace(List<String> lines, int from, int to, int indent) {
        int next = to;
        while (next < lines.size() && isAside(lines.get(next))) {
            next++;
        }
        if (next < lines.size() && indent(lines.get(next)) > indent) {
            throw new NotUnderstood("a side adds part of an entry");
        }
        int depth = indent + 1;
        for (int line = from - 1; line >= 0 && depth > 0; line--) {
            String text = lines.get(line);
            boolean outer = !isAside(text) && indent(text) < depth;
            boolean mine = outer && depth == indent + 1 && indent(text) == indent;
            depth = outer ? indent(text) : depth;
            boolean parent = outer && !mine;
            if (parent && SCALAR.matcher(text).matches()) {
                throw new NotUnderstood("it lies within a text");
            }
            if (outer && mine) {
                depth = indent;
            }
        }
    }

    /** The keys of the base that stand beside the conflict, each behind its indentation. */
    private static Set<String> siblings(Hunk hunk) {
        List<String> lines = hunk.alignment().versions().base().lines();
        int place = hunk.region().base().from();
        Set<String> keys = new HashSet<>();
        int depth = Integer.MAX_VALUE;
        for (int line = place - 1; line >= 0 && depth > 0; line--) {
            depth = collect(lines.get(line), depth, keys);
        }
        depth = Integer.MAX_VALUE;
        for (int line = place; line < lines.size() && depth > 0; line++) {
            depth = collect(lines.get(line), depth, keys);
        }
        return keys;
    }

    private static int collect(String text, int depth, Set<String> keys) {
        Matcher key = KEY.matcher(text);
        boolean visible = !isAside(text) && indent(text) <= depth;
        if (visible && key.matches()) {
            keys.add(indent(text) + Literals.plain(key.group(2)));
        }
        return visible && indent(text) > 0 ? indent(text) : depth;
    }

    static boolean isAside(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    /** No key stands twice in its map and no item in its list, however far apart. */
    @Override
    public void check(Versions versions, TextFile merged) {
        YamlLists.insistOnNoAnchor(versions);
        Map<String, Integer> ours = YamlPaths.count(versions.ours());
        Map<String, Integer> theirs = YamlPaths.count(versions.theirs());
        YamlPaths.count(merged).forEach((path, times) -> {
            if (times > 1 && times > Math.max(ours.getOrDefault(path, 0), theirs.getOrDefault(path, 0))) {
                String last = path.substring(path.lastIndexOf('\n') + 1);
                throw new NotUnderstood("'" + last + "' would stand there twice");
            }
        });
    }
}
