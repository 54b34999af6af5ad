package dev.coord.content.imports;

import dev.coord.RepoPath;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.lex.Language;
import dev.coord.content.list.LineRun;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.list.ListMerge;
import dev.coord.content.list.Placed;
import dev.coord.content.text.NotUnderstood;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Imports that are merged as lines, of which each is known by what it imports. */
abstract class LineImports implements HunkMerger {
    private final Language language;

    LineImports(Language language) {
        this.language = language;
    }

    @Override
    public final String kind() {
        return "imports";
    }

    @Override
    public final boolean knows(RepoPath path) {
        return Language.of(path).equals(Optional.of(language));
    }

    @Override
    public final Resolution merge(Hunk conflict) {
        return conflict.inSurroundings(hunk -> imports(statements(hunk)));
    }

    /** The conflict as whole statements. */
    abstract Hunk statements(Hunk conflict);

    /** The imports in lines that hold nothing else. */
    abstract LineRun read(Hunk hunk, List<String> lines);

    /** An import that both sides changed, or both added in different ways. */
    Lines both(@Nullable Lines base, Lines ours, Lines theirs) {
        throw new NotUnderstood("both sides changed '" + ours.key() + "'");
    }

    /** Insists that what one side imports means the same beside what the other does. */
    void insistOnApart(LineRun base, LineRun ours, LineRun theirs) {}

    private Resolution imports(Hunk hunk) {
        LineRun base = read(hunk, hunk.alignment().base(hunk.region()));
        LineRun ours = read(hunk, hunk.alignment().ours(hunk.region()));
        LineRun theirs = read(hunk, hunk.alignment().theirs(hunk.region()));
        if (ours.entries().isEmpty() && theirs.entries().isEmpty()) {
            throw new NotUnderstood("there is no import in it");
        }
        insistOnApart(base, ours, theirs);
        Placed<Lines> placed = ListMerge.merge(base.entries(), ours.entries(), theirs.entries(), this::both);
        return Resolution.of(hunk.region(), LineRun.written(placed, base, ours, theirs));
    }
}
