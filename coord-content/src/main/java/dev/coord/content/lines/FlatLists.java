package dev.coord.content.lines;

import dev.coord.RepoPath;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.list.ListMerge;
import dev.coord.content.list.Placed;
import dev.coord.content.list.Placed.Note;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Side;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists of one entry a line: {@code .gitignore}, {@code requirements.txt}, CODEOWNERS, {@code .env.example}. */
public final class FlatLists implements HunkMerger {
    private static final String COMMENT = "#";

    @Override
    public String kind() {
        return "lines";
    }

    @Override
    public boolean knows(RepoPath path) {
        return FlatList.of(path).isPresent();
    }

    @Override
    public Resolution merge(Hunk conflict) {
        return conflict.inSurroundings(FlatLists::entries);
    }

    private static Resolution entries(Hunk hunk) {
        FlatList list = FlatList.of(hunk.alignment().versions().path()).orElseThrow();
        LineRun base = LineRun.read(hunk.alignment().base(hunk.region()), COMMENT, list::key);
        LineRun ours = LineRun.read(hunk.alignment().ours(hunk.region()), COMMENT, list::key);
        LineRun theirs = LineRun.read(hunk.alignment().theirs(hunk.region()), COMMENT, list::key);
        Placed<Lines> placed = list.isNameless()
                ? ListMerge.mergeNameless(base.entries(), ours.entries(), theirs.entries())
                : ListMerge.merge(base.entries(), ours.entries(), theirs.entries(), (before, mine, other) -> {
                    throw new NotUnderstood("both sides changed '" + mine.key() + "'");
                });
        if (list.isOrdered()) {
            insistOnApart(placed.notes());
        }
        return Resolution.of(hunk.region(), LineRun.written(placed, base, ours, theirs));
    }

    /** The last pattern that fits counts, so no file may be meant by additions of both sides. */
    private static void insistOnApart(List<Note> notes) {
        for (Note mine : notes) {
            for (Note other : notes) {
                boolean both = mine.side() == Side.OURS && other.side() == Side.THEIRS;
                boolean adds = mine.change() != Change.DELETED && other.change() != Change.DELETED;
                String one = beginning(mine.key());
                String two = beginning(other.key());
                if (both && adds && (one.startsWith(two) || two.startsWith(one))) {
                    throw new NotUnderstood("'" + mine.key() + "' and '" + other.key() + "' may mean the same files");
                }
            }
        }
    }

    private static String beginning(String pattern) {
        boolean anchored =
                pattern.substring(0, Math.max(0, pattern.length() - 1)).indexOf('/') >= 0;
        String plain = pattern.startsWith("/") ? pattern.substring(1) : pattern;
        int glob = 0;
        while (glob < plain.length() && "*?[".indexOf(plain.charAt(glob)) < 0) {
            glob++;
        }
        return anchored ? plain.substring(0, glob) : "";
    }

    /** No entry stands twice, however far apart. */
    @Override
    public void check(Versions versions, TextFile merged) {
        FlatList list = FlatList.of(versions.path()).orElseThrow();
        Map<String, Integer> ours = count(list, versions.ours());
        Map<String, Integer> theirs = count(list, versions.theirs());
        count(list, merged).forEach((key, times) -> {
            if (times > 1 && times > Math.max(ours.getOrDefault(key, 0), theirs.getOrDefault(key, 0))) {
                throw new NotUnderstood("'" + key + "' would stand there twice");
            }
        });
    }

    private static Map<String, Integer> count(FlatList list, TextFile file) {
        Map<String, Integer> times = new TreeMap<>();
        for (String line : file.lines()) {
            if (!line.isBlank() && !line.strip().startsWith(COMMENT)) {
                times.merge(key(list, line), 1, Integer::sum);
            }
        }
        return times;
    }

    private static String key(FlatList list, String line) {
        try {
            return list.key(line);
        } catch (NotUnderstood e) {
            return line; // outside of the conflicts, where nothing needs to be known of it
        }
    }
}
