package dev.coord.content.edit;

import dev.coord.RepoPath;
import dev.coord.content.diff.Region;
import dev.coord.content.diff.Region.Span;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Edits of different lines that touch each other. Git merges them where one line stands between; here too, if it is certain which
 * line became which, each edit leaves brackets as they were, and neither side writes a name that the other took away.
 */
public final class AdjacentEdits implements HunkMerger {
    /** What tools write, which only they can merge. */
    private static final Pattern MADE = Pattern.compile(
            "(.*/)?([^/]*[.-]lock(\\.[^/]*)?|[^/]*\\.(snap|svg|map|sum|min\\.(js|css))|npm-shrinkwrap\\.json|[^/]*\\.lock\\.[^/]*)");

    private static final Pattern STYLE = Pattern.compile("\\s*([a-z][\\w-]*\\s*:)[^{]*");

    private final List<HunkMerger> atOnePlace;

    /**
     * A merger for each file that people write.
     *
     * @param atOnePlace merge what both sides add at one place between their edits
     */
    public AdjacentEdits(List<HunkMerger> atOnePlace) {
        this.atOnePlace = List.copyOf(atOnePlace);
    }

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
        Conditions.insist(base, mine, other);
        Flow.insist(hunk.alignment().versions().path(), base, mine, other);
        EditRuns.insist(brackets, base, mine, other);
        EditRuns.insist(brackets, base, other, mine);
        insistOnStyles(hunk.alignment().versions().path(), base, mine, other);
        List<String> merged = new ArrayList<>();
        List<Part> parts = new ArrayList<>();
        int here = hunk.region().ours().from();
        int there = hunk.region().theirs().from();
        for (int i = 0; i <= base.size(); i++) {
            int line = hunk.region().base().from() + i;
            int hereNext = here + mine.added().get(i).size();
            int thereNext = there + other.added().get(i).size();
            Region place = new Region(new Span(line, line), new Span(here, hereNext), new Span(there, thereNext));
            add(new Hunk(hunk.alignment(), hunk.sources(), place), merged, parts);
            if (i < base.size()) {
                Optional<String> before = Optional.of(base.get(i));
                line(before, mine.lines().get(i), other.lines().get(i), merged, parts);
                here = hereNext + (mine.lines().get(i).isPresent() ? 1 : 0);
                there = thereNext + (other.lines().get(i).isPresent() ? 1 : 0);
            }
        }
        return Seams.insist(hunk.alignment().versions(), new Resolution(hunk.region(), merged, parts));
    }

    /** A property of a style may set what the ones before it do, so its place counts. */
    private static void insistOnStyles(RepoPath path, List<String> base, SideEdits mine, SideEdits other) {
        if (!path.value().matches(".*\\.(css|scss|sass|less)")) {
            return;
        }
        for (SideEdits side : List.of(mine, other)) {
            for (int i = 0; i <= base.size(); i++) {
                String before = i < base.size() ? base.get(i) : "";
                for (String line : side.fresh(base, i)) {
                    Matcher style = STYLE.matcher(line);
                    if (style.matches() && !before.strip().startsWith(style.group(1))) {
                        throw new NotUnderstood("a style may set what another does");
                    }
                }
            }
        }
    }

    private void add(Hunk place, List<String> merged, List<Part> parts) {
        List<String> mine = place.alignment().ours(place.region());
        List<String> other = place.alignment().theirs(place.region());
        boolean both = !mine.isEmpty() && !other.isEmpty();
        int first = merged.size();
        if (both && !mine.equals(other)) {
            Resolution resolution = atOnePlace(place);
            merged.addAll(resolution.lines());
            resolution
                    .parts()
                    .forEach(part -> parts.add(new Part(part.note(), first + part.from(), first + part.to())));
            return;
        }
        List<String> added = mine.isEmpty() ? other : mine;
        if (!added.isEmpty()) {
            merged.addAll(added);
            Side side = both ? Side.BOTH : mine.isEmpty() ? Side.THEIRS : Side.OURS;
            parts.add(new Part(new Note(told(added.get(0)), Change.ADDED, side), first, merged.size()));
        }
    }

    private Resolution atOnePlace(Hunk place) {
        for (HunkMerger kind : atOnePlace) {
            try {
                Resolution resolution = kind.knows(place.alignment().versions().path()) ? kind.merge(place) : null;
                if (resolution != null && resolution.region().equals(place.region())) {
                    return resolution;
                }
            } catch (NotUnderstood e) {
                // another kind may know it
            }
        }
        throw new NotUnderstood("both sides add lines at one place");
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
