package dev.coord.content.element;

import dev.coord.RepoPath;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Items of a list in Markdown, such as those of a section of a CHANGELOG, and rows of a table. */
public final class MarkdownItems implements HunkMerger {
    private static final Pattern ITEM = Pattern.compile("( *)([-*+]) +(\\S.*)");
    private static final Pattern ROW = Pattern.compile("( *)(\\|)([^|]*)\\|.*\\|\\s*");

    /** A merger for each Markdown file. */
    public MarkdownItems() {}

    @Override
    public String kind() {
        return "items";
    }

    @Override
    public boolean knows(RepoPath path) {
        return isMarkdown(path);
    }

    static boolean isMarkdown(RepoPath path) {
        String name = path.value().toLowerCase(Locale.ROOT);
        return name.endsWith(".md") || name.endsWith(".markdown") || name.endsWith(".mdx");
    }

    @Override
    public Resolution merge(Hunk hunk) {
        List<String> signs = new ArrayList<>();
        return SideBySide.merge(hunk, (tokens, lines, from, to) -> read(lines, from, to, signs));
    }

    /** {@code signs} holds how the items of the other side begin. */
    private static LineRun read(List<String> lines, int from, int to, List<String> signs) {
        insistOnProse(lines, from);
        List<Lines> items = new ArrayList<>();
        int line = from;
        while (line < to) {
            int first = line;
            while (first < to && lines.get(first).isBlank()) {
                first++;
            }
            if (first == to) {
                return new LineRun(items, lines.subList(line, to));
            }
            Matcher item = ITEM.matcher(lines.get(first));
            Matcher row = ROW.matcher(lines.get(first));
            Matcher found = item.matches() ? item : row;
            if (!item.matches() && !row.matches()) {
                throw new NotUnderstood("there is more than items of a list in it");
            }
            insistOnSign(found.group(1) + found.group(2), signs);
            int end = row.matches()
                    ? first + 1
                    : end(lines, first + 1, to, found.group(1).length());
            String key = item.matches()
                    ? String.join(" ", lines.subList(first, end)).strip()
                    : found.group(3).strip();
            items.add(new Lines(key.isEmpty() ? "row" : key, lines.subList(line, first), lines.subList(first, end)));
            line = end;
        }
        return new LineRun(items, List.of());
    }

    private static void insistOnSign(String sign, List<String> signs) {
        if (signs.isEmpty()) {
            signs.add(sign);
        }
        if (!signs.get(0).equals(sign)) {
            throw new NotUnderstood("the items are of different lists");
        }
    }

    /** An item goes on in lines that are indented further. */
    private static int end(List<String> lines, int from, int to, int indent) {
        int end = from;
        for (int line = from; line < to; line++) {
            String text = lines.get(line);
            if (!text.isBlank() && text.length() - text.stripLeading().length() <= indent) {
                break;
            }
            end = text.isBlank() ? end : line + 1;
        }
        return end;
    }

    /** A list within a block of code is no list. */
    static void insistOnProse(List<String> lines, int to) {
        String fence = "";
        for (String line : lines.subList(0, to)) {
            String text = line.strip();
            boolean mark = text.startsWith("```") || text.startsWith("~~~");
            if (mark && fence.isEmpty()) {
                fence = text.substring(0, 3);
            } else if (mark && text.startsWith(fence)) {
                fence = "";
            }
        }
        if (!fence.isEmpty()) {
            throw new NotUnderstood("it lies within a block of code");
        }
    }

    /** No item that a side added stands there twice. */
    @Override
    public void check(Versions versions, TextFile merged) {
        Map<String, Integer> ours = count(versions.ours());
        Map<String, Integer> theirs = count(versions.theirs());
        count(merged).forEach((item, times) -> {
            if (times > 1 && times > Math.max(ours.getOrDefault(item, 0), theirs.getOrDefault(item, 0))) {
                throw new NotUnderstood("'" + item + "' would stand there twice");
            }
        });
    }

    private static Map<String, Integer> count(TextFile file) {
        Map<String, Integer> times = new TreeMap<>();
        for (String line : file.lines()) {
            Matcher row = ROW.matcher(line);
            if (row.matches() || ITEM.matcher(line).matches()) {
                times.merge(row.matches() ? row.group(3).strip() : line.strip(), 1, Integer::sum);
            }
        }
        return times;
    }
}
