package dev.coord.content.lines;

import dev.coord.RepoPath;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.lex.Literals;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.list.ListMerge;
import dev.coord.content.list.Placed;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Properties of Java: a key and a value, which may go on in the next line. */
public final class PropertyLines implements HunkMerger {
    /** A merger for each file of properties. */
    public PropertyLines() {}

    @Override
    public String kind() {
        return "properties";
    }

    @Override
    public boolean knows(RepoPath path) {
        return path.value().endsWith(".properties");
    }

    @Override
    public Resolution merge(Hunk conflict) {
        return conflict.inSurroundings(PropertyLines::entries);
    }

    private static Resolution entries(Hunk hunk) {
        Versions versions = hunk.alignment().versions();
        insistOnWhole(versions.base(), hunk.region().base().from());
        insistOnWhole(versions.ours(), hunk.region().ours().from());
        insistOnWhole(versions.theirs(), hunk.region().theirs().from());
        LineRun base = read(hunk.alignment().base(hunk.region()));
        LineRun ours = read(hunk.alignment().ours(hunk.region()));
        LineRun theirs = read(hunk.alignment().theirs(hunk.region()));
        Placed<Lines> placed =
                ListMerge.merge(base.entries(), ours.entries(), theirs.entries(), (before, mine, other) -> {
                    throw new NotUnderstood("both sides changed '" + mine.key() + "'");
                });
        return Resolution.of(hunk.region(), LineRun.written(placed, base, ours, theirs));
    }

    private static void insistOnWhole(TextFile file, int line) {
        if (line > 0 && goesOn(file.lines().get(line - 1))) {
            throw new NotUnderstood("it begins within an entry");
        }
    }

    private static LineRun read(List<String> lines) {
        List<Lines> entries = new ArrayList<>();
        int lead = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
                continue;
            }
            String key = key(line);
            int end = i + 1;
            while (end < lines.size() && goesOn(lines.get(end - 1))) {
                end++;
            }
            if (key.isEmpty() || goesOn(lines.get(end - 1))) {
                throw new NotUnderstood("'" + line + "' is no whole entry");
            }
            entries.add(new Lines(key, lines.subList(lead, i), lines.subList(i, end)));
            lead = end;
            i = end - 1;
        }
        return new LineRun(entries, lines.subList(lead, lines.size()));
    }

    private static String key(String line) {
        int end = 0;
        while (end < line.length() && "=: \t".indexOf(line.charAt(end)) < 0) {
            end += line.charAt(end) == '\\' ? 2 : 1;
        }
        return Literals.plain(line.substring(0, Math.min(end, line.length())));
    }

    private static boolean goesOn(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == '\\') {
            end--;
        }
        return (line.length() - end) % 2 == 1;
    }

    /** No key stands twice, however far apart, unless it does in the target's version. */
    @Override
    public void check(Versions versions, TextFile merged) {
        Set<String> twice = twice(versions.ours());
        twice(merged).stream().filter(key -> !twice.contains(key)).findFirst().ifPresent(key -> {
            throw new NotUnderstood("'" + key + "' would stand there twice");
        });
    }

    private static Set<String> twice(TextFile file) {
        Set<String> once = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (Lines entry : read(file.lines()).entries()) {
            if (!once.add(entry.key())) {
                twice.add(entry.key());
            }
        }
        return twice;
    }
}
