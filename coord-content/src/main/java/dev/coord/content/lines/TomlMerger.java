package dev.coord.content.lines;

import dev.coord.RepoPath;
import dev.coord.content.lex.Language;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.list.LineRun.MergedRun;
import dev.coord.content.list.ListMerge;
import dev.coord.content.list.Placed;
import dev.coord.content.list.Placed.Note;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import dev.coord.content.verify.Verification;
import dev.coord.merge.MergeOutcome.LineRange;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerge.Merged;
import dev.coord.merge.StructuredMerge.Refused;
import dev.coord.merge.StructuredMerge.Side;
import dev.coord.merge.StructuredMerge.Taken;
import dev.coord.merge.StructuredMerge.Unknown;
import dev.coord.merge.StructuredMerger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Merges TOML table by table and entry by entry; lists of texts as sets. Files that a tool makes are refused. */
public final class TomlMerger implements StructuredMerger {
    private static final String KIND = "TOML";
    private static final Pattern ARRAY = Pattern.compile("(\\[\\[([^\\]]+)]]).*", Pattern.DOTALL);
    /** Arrays of tables that Cargo knows by their names. */
    private static final Set<String> NAMED = Set.of("bin", "test", "bench", "example");

    /** A merger for each TOML file. */
    public TomlMerger() {}

    @Override
    public StructuredMerge merge(RepoPath path, Optional<byte[]> base, byte[] ours, byte[] theirs) {
        if (!Language.of(path).equals(Optional.of(Language.TOML))) {
            return new Unknown();
        }
        try {
            return merge(Versions.of(path, base, ours, theirs));
        } catch (NotUnderstood e) {
            return new Refused(KIND + ": " + e.reason());
        }
    }

    private static StructuredMerge merge(Versions versions) {
        LineRun base = Tables.read(versions.base());
        LineRun ours = Tables.read(versions.ours());
        LineRun theirs = Tables.read(versions.theirs());
        List<Note> inner = new ArrayList<>();
        Placed<Lines> placed = ListMerge.merge(
                base.entries(),
                ours.entries(),
                theirs.entries(),
                (before, mine, other) -> table(before, mine, other, inner));
        insistOnNoOrder(placed.notes());
        MergedRun run = LineRun.written(placed, base, ours, theirs);
        TextFile merged = versions.merged(run.lines());
        Verification.insistOnLines(
                versions.base().lines(),
                versions.ours().lines(),
                versions.theirs().lines(),
                merged.lines());
        TomlKeys.insist(merged);
        Verification.insist(versions, merged);
        List<Taken> taken = new ArrayList<>();
        for (Note note : placed.notes()) {
            List<Note> finer = inner.stream()
                    .filter(one -> one.key().startsWith(note.key() + " "))
                    .toList();
            int[] place = run.places().getOrDefault(note.key(), new int[] {0, 0});
            for (Note told : finer.isEmpty() ? List.of(note) : finer) {
                taken.add(
                        new Taken(KIND, told.key(), told.change(), told.side(), new LineRange(place[0] + 1, place[1])));
            }
        }
        return new Merged(merged.bytes(), taken);
    }

    /** Tables of an array have an order unless each has a name, and a table below one belongs to the last of them. */
    private static void insistOnNoOrder(List<Note> notes) {
        for (Note mine : notes) {
            for (Note other : notes) {
                Matcher array = ARRAY.matcher(mine.key());
                boolean apart = mine.side() == other.side() && mine.side() != Side.BOTH;
                if (!array.matches() || apart) {
                    continue;
                }
                boolean same = other.key().startsWith(array.group(1)) && !NAMED.contains(array.group(2));
                boolean below = other.key().startsWith("[" + array.group(2) + ".");
                if (same || below) {
                    throw new NotUnderstood("both sides changed '" + array.group(2) + "', in which the order counts");
                }
            }
        }
    }

    private static Lines table(@Nullable Lines before, Lines mine, Lines other, List<Note> inner) {
        if (!lead(mine).equals(lead(other)) || !header(mine).equals(header(other))) {
            throw new NotUnderstood("both sides changed what stands before '" + mine.key() + "'");
        }
        LineRun base = before == null ? new LineRun(List.of(), List.of()) : Tables.entries(rows(before));
        LineRun ours = Tables.entries(rows(mine));
        LineRun theirs = Tables.entries(rows(other));
        Placed<Lines> placed = ListMerge.merge(
                base.entries(),
                ours.entries(),
                theirs.entries(),
                (old, here, there) -> TextArray.merge(mine.key(), old, here, there));
        placed.notes().forEach(note -> inner.add(new Note(mine.key() + " " + note.key(), note.change(), note.side())));
        List<String> body = new ArrayList<>(header(mine));
        body.addAll(LineRun.written(placed, base, ours, theirs).lines());
        return new Lines(mine.key(), mine.lead(), body);
    }

    private static List<String> lead(Lines table) {
        return table.lead().stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static List<String> header(Lines table) {
        return table.body().subList(0, table.key().startsWith("[") ? 1 : 0);
    }

    private static List<String> rows(Lines table) {
        return table.body().subList(header(table).size(), table.body().size());
    }
}
