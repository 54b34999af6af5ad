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
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sections of Markdown that both sides added at one place, each with its heading. Those of versions stand with the latest first. */
public final class MarkdownSections implements HunkMerger {
    private static final Pattern HEADING = Pattern.compile("(#{1,6}) +(\\S.*)");
    private static final Pattern UNDERLINE = Pattern.compile("(=+|-+)\\s*");
    private static final Pattern ENDS = Pattern.compile("(-{3,}|\\*{3,}|_{3,}|\\[[^]]+]: .*|<!--.*-->)\\s*");

    /** A merger for each Markdown file. */
    public MarkdownSections() {}

    @Override
    public String kind() {
        return "sections";
    }

    @Override
    public boolean knows(RepoPath path) {
        return MarkdownItems.isMarkdown(path);
    }

    @Override
    public Resolution merge(Hunk hunk) {
        List<String> all = hunk.alignment().versions().base().lines();
        int begin = hunk.region().base().from();
        List<Integer> levels = new ArrayList<>();
        return SideBySide.merge(
                hunk,
                (tokens, lines, from, to) -> read(lines, from, to, levels),
                merged -> Release.latestFirst(apart(merged), older(all, begin, levels.get(0))));
    }

    /** {@code levels} holds how deep the sections of the other side are. */
    private static LineRun read(List<String> lines, int from, int to, List<Integer> levels) {
        MarkdownItems.insistOnProse(lines, from);
        int first = from;
        while (first < to && lines.get(first).isBlank()) {
            first++;
        }
        int level = first < to ? level(lines, first) : 0;
        if (level == 0 || (!levels.isEmpty() && levels.get(0) != level)) {
            throw new NotUnderstood("there is more than sections of one depth in it");
        }
        levels.add(level);
        insistOnEnd(lines, to, level);
        MarkdownItems.insistOnProse(lines, to);
        List<Lines> sections = new ArrayList<>();
        int lead = from;
        int begin = first;
        for (int line = first + 1; line <= to; line++) {
            int next = line < to ? level(lines, line) : 1;
            if (line == to || (next > 0 && next <= level && isProse(lines, first, line))) {
                if (line < to && next < level) {
                    throw new NotUnderstood("there is more than sections of one depth in it");
                }
                int end = line;
                while (end > begin && lines.get(end - 1).isBlank()) {
                    end--;
                }
                sections.add(new Lines(title(lines.get(begin)), lines.subList(lead, begin), lines.subList(begin, end)));
                lead = end;
                begin = line;
            }
        }
        return new LineRun(sections, lines.subList(lead, to));
    }

    /** What follows must not become part of the last section. */
    private static void insistOnEnd(List<String> lines, int to, int level) {
        int next = to;
        while (next < lines.size() && lines.get(next).isBlank()) {
            next++;
        }
        int follows = next < lines.size() ? level(lines, next) : 1;
        boolean ends =
                follows > 0 ? follows <= level : ENDS.matcher(lines.get(next)).matches();
        if (!ends) {
            throw new NotUnderstood("what follows would become part of a section");
        }
    }

    private static boolean isProse(List<String> lines, int from, int to) {
        boolean code = false;
        for (String line : lines.subList(from, to)) {
            code ^= line.strip().startsWith("```") || line.strip().startsWith("~~~");
        }
        return !code;
    }

    /** How deep the section is that begins here; 0 where none does. */
    private static int level(List<String> lines, int line) {
        Matcher heading = HEADING.matcher(lines.get(line));
        if (heading.matches()) {
            return heading.group(1).length();
        }
        boolean text = !lines.get(line).isBlank()
                && Character.isLetterOrDigit(lines.get(line).charAt(0));
        boolean before = line == 0 || lines.get(line - 1).isBlank();
        if (text && before && line + 1 < lines.size()) {
            Matcher underline = UNDERLINE.matcher(lines.get(line + 1));
            return underline.matches() ? underline.group(1).startsWith("=") ? 1 : 2 : 0;
        }
        return 0;
    }

    private static String title(String line) {
        Matcher heading = HEADING.matcher(line);
        return (heading.matches() ? heading.group(2) : line).strip();
    }

    /** The titles of the sections of this depth that follow. */
    private static List<String> older(List<String> lines, int from, int level) {
        List<String> found = new ArrayList<>();
        for (int line = from; line < lines.size() && found.size() < 2; line++) {
            int next = level(lines, line);
            if (next > 0 && next < level) {
                break;
            }
            if (next == level) {
                found.add(title(lines.get(line)));
            }
        }
        return found;
    }

    /** Two sections that hold much the same are one that both sides wrote. */
    private static List<Lines> apart(List<Lines> sections) {
        for (int one = 0; one < sections.size(); one++) {
            for (Lines other : sections.subList(one + 1, sections.size())) {
                List<String> common = text(sections.get(one));
                int least = Math.min(common.size(), text(other).size());
                common.retainAll(text(other));
                if (common.size() > 1 && 2 * common.size() >= least) {
                    throw new NotUnderstood("'" + other.key() + "' holds much the same as another section");
                }
            }
        }
        return sections;
    }

    private static List<String> text(Lines section) {
        List<String> text =
                new ArrayList<>(section.body().subList(1, section.body().size()));
        text.removeIf(line -> line.isBlank()
                || HEADING.matcher(line).matches()
                || UNDERLINE.matcher(line).matches());
        return text;
    }

    /** No release has two sections. */
    @Override
    public void check(Versions versions, TextFile merged) {
        Map<String, Integer> ours = releases(versions.ours());
        Map<String, Integer> theirs = releases(versions.theirs());
        releases(merged).forEach((title, times) -> {
            if (times > 1 && times > Math.max(ours.getOrDefault(title, 0), theirs.getOrDefault(title, 0))) {
                throw new NotUnderstood("'" + title + "' would stand there twice");
            }
        });
    }

    private static Map<String, Integer> releases(TextFile file) {
        Map<String, Integer> times = new TreeMap<>();
        for (int line = 0; line < file.lines().size(); line++) {
            String title = title(file.lines().get(line));
            if (level(file.lines(), line) > 0 && Release.of(title).isPresent()) {
                times.merge(title, 1, Integer::sum);
            }
        }
        return times;
    }
}
