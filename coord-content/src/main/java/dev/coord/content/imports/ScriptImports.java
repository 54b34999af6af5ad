package dev.coord.content.imports;

import dev.coord.RepoPath;
import dev.coord.content.diff.Region;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.lex.Language;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.list.ListMerge;
import dev.coord.content.list.Placed;
import dev.coord.content.list.Placed.Note;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.Versions;
import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Side;
import java.util.List;
import java.util.Optional;

/** Imports, lists of exports and barrels of JavaScript and TypeScript. Statements of one module are merged name by name. */
public final class ScriptImports implements HunkMerger {
    @Override
    public String kind() {
        return "imports and exports";
    }

    @Override
    public boolean knows(RepoPath path) {
        return Language.of(path).equals(Optional.of(Language.SCRIPT));
    }

    @Override
    public Resolution merge(Hunk conflict) {
        return conflict.inSurroundings(hunk -> statements(hunk.outermost()));
    }

    /** Whether a side adds an import that makes no name known. */
    private static boolean does(List<Note> notes, Side side) {
        return notes.stream()
                .anyMatch(note -> note.side() == side
                        && note.change() == Change.ADDED
                        && note.key().startsWith("import '"));
    }

    private static Resolution statements(Hunk hunk) {
        Region region = hunk.region();
        Versions versions = hunk.alignment().versions();
        LineRun base = ScriptStatements.read(
                hunk.sources().base(),
                versions.base().lines(),
                region.base().from(),
                region.base().to());
        LineRun ours = ScriptStatements.read(
                hunk.sources().ours(),
                versions.ours().lines(),
                region.ours().from(),
                region.ours().to());
        LineRun theirs = ScriptStatements.read(
                hunk.sources().theirs(),
                versions.theirs().lines(),
                region.theirs().from(),
                region.theirs().to());
        if (ours.entries().isEmpty() && theirs.entries().isEmpty()) {
            throw new NotUnderstood("there is no statement in it");
        }
        Placed<Lines> placed = ListMerge.merge(
                base.entries(),
                ours.entries(),
                theirs.entries(),
                (before, mine, other) -> NamedList.merge(before, mine, other, Language.SCRIPT));
        if (does(placed.notes(), Side.OURS) && does(placed.notes(), Side.THEIRS)) {
            throw new NotUnderstood("what is imported for what it does may have an order");
        }
        return Resolution.of(region, LineRun.written(placed, base, ours, theirs));
    }
}
