package dev.coord.content.edit;

import dev.coord.RepoPath;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.hunk.Resolution.Part;
import dev.coord.content.lex.Language;
import dev.coord.content.list.Placed.Note;
import dev.coord.content.text.NotUnderstood;
import dev.coord.merge.StructuredMerge.Change;
import dev.coord.merge.StructuredMerge.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Edits of different lines that touch each other. Git merges them where one line stands between; here too, if it is certain which
 * line became which, each edit leaves brackets as they were, and neither side writes a name that the other took away.
 */
public final class AdjacentEdits implements HunkMerger {
    /** What tools write, which only they can merge. */
    private static final Pattern MADE = Pattern.compile(
            "(.*/)?([^/]*[.-]lock(\\.[^/]*)?|[^/]*\\.(snap|svg|map|sum|min\\.(js|css))|npm-shrinkwrap\\.json|[^/]*\\.lock\\.[^/]*)");

    /** A merger for each file that people write. */
    public AdjacentEdits() {}

    @Override
    public String kind() {
        return "adjacent lines";
    }

    @Override
    public boolean knows(RepoPath path) {
        Optional<Language> language = Language.of(path);
        return !MADE.matcher(path.value()).matches()
                && !language.equals(Optional.of(Language.JSON))
                && !language.equals(Optional.of(Language.TOML));
    }

    @Override
    public Resolution merge(Hunk hunk) {
        List<String> base = hunk.alignment().base(hunk.region());
        if (base.isEmpty()) {
            throw new NotUnderstood("both sides add lines");
        }
        List<String> ours = hunk.alignment().ours(hunk.region());
        List<String> theirs = hunk.alignment().theirs(hunk.region());
        Brackets brackets = Brackets.of(hunk.alignment().versions().path());
        SideEdits mine = SideEdits.of(base, ours);
        SideEdits other = SideEdits.of(base, theirs);
        Claims.insist(hunk.alignment().versions(), base, mine, other);
        EditRuns.insist(brackets, base, mine, other);
        EditRuns.insist(brackets, base, other, mine);
        List<String> merged = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i <= base.size(); i++) {
            add(mine.added().get(i), other.added().get(i), merged, parts);
            if (i < base.size()) {
                Optional<String> before = Optional.of(base.get(i));
                line(before, mine.lines().get(i), other.lines().get(i), merged, parts);
            }
        }
        return new Resolution(hunk.region(), merged, parts);
    }

    private static void add(List<String> mine, List<String> other, List<String> merged, List<Part> parts) {
        boolean both = !mine.isEmpty() && !other.isEmpty();
        if (both && !mine.equals(other)) {
            throw new NotUnderstood("both sides add lines at one place");
        }
        List<String> added = mine.isEmpty() ? other : mine;
        if (!added.isEmpty()) {
            int first = merged.size();
            merged.addAll(added);
            Side side = both ? Side.BOTH : mine.isEmpty() ? Side.THEIRS : Side.OURS;
            parts.add(new Part(new Note(told(added.get(0)), Change.ADDED, side), first, merged.size()));
        }
    }

    private static void line(
            Optional<String> before,
            Optional<String> mine,
            Optional<String> other,
            List<String> merged,
            List<Part> parts) {
        boolean byOurs = !mine.equals(before);
        boolean byTheirs = !other.equals(before);
        if (byOurs && byTheirs && !mine.equals(other)) {
            throw new NotUnderstood("both sides changed '" + told(before.orElseThrow()) + "'");
        }
        Optional<String> now = byOurs ? mine : other;
        int first = merged.size();
        now.ifPresent(merged::add);
        if (byOurs || byTheirs) {
            Side side = byOurs && byTheirs ? Side.BOTH : byOurs ? Side.OURS : Side.THEIRS;
            Change change = now.isPresent() ? Change.EDITED : Change.DELETED;
            String told = told(now.orElse(before.orElseThrow()));
            parts.add(new Part(new Note(told, change, side), first, merged.size()));
        }
    }

    private static String told(String line) {
        return line.strip();
    }
}
