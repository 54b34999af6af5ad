package dev.coord.content.element;

import dev.coord.RepoPath;
import dev.coord.content.diff.Region;
import dev.coord.content.diff.Region.Span;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.Resolution;
import dev.coord.content.hunk.Resolution.Part;
import dev.coord.content.lex.Language;
import dev.coord.content.lex.Tokens;
import dev.coord.content.list.ListMerge;
import dev.coord.content.list.Listing;
import dev.coord.content.list.Listing.Item;
import dev.coord.content.list.Placed;
import dev.coord.content.text.NotUnderstood;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Entries of a list, a map or an enum in brackets, on lines of their own or on one, which both sides added to. */
public final class ListEntries implements HunkMerger {
    private static final Set<Language> KNOWN = EnumSet.of(Language.SCRIPT, Language.JAVA, Language.GO, Language.PYTHON);
    private static final int OUTERMOST = 3;

    /** A merger for each language whose lists are known. */
    public ListEntries() {}

    @Override
    public String kind() {
        return "entries";
    }

    @Override
    public boolean knows(RepoPath path) {
        return Language.of(path).filter(KNOWN::contains).isPresent();
    }

    @Override
    public Resolution merge(Hunk hunk) {
        Common common = Common.of(hunk);
        Brackets brackets = common.innermost(hunk);
        for (int i = 0; i < OUTERMOST && brackets.isOpen(); i++) {
            if (common.isWithin(hunk, brackets)) {
                return entries(hunk, brackets);
            }
            brackets = brackets.outer(hunk);
        }
        throw new NotUnderstood("it is not within one list");
    }

    /** The same bracket in each version. */
    record Brackets(int base, int ours, int theirs) {
        boolean isOpen() {
            return base >= 0 && ours >= 0 && theirs >= 0;
        }

        Brackets outer(Hunk hunk) {
            return new Brackets(
                    hunk.sources().base().enclosing(base),
                    hunk.sources().ours().enclosing(ours),
                    hunk.sources().theirs().enclosing(theirs));
        }
    }

    private static Resolution entries(Hunk hunk, Brackets at) {
        Tokens base = hunk.sources().base();
        Tokens ours = hunk.sources().ours();
        Tokens theirs = hunk.sources().theirs();
        Region wanted = new Region(span(base, at.base), span(ours, at.ours), span(theirs, at.theirs));
        Region region = hunk.alignment().widened(hunk.region(), wanted);
        if (!region.equals(wanted)) {
            throw new NotUnderstood("the list is not at the same place in all versions");
        }
        Language language = hunk.sources().language().orElseThrow();
        ListKind kind = ListKind.of(language, ours, at.ours);
        if (kind != ListKind.of(language, theirs, at.theirs) || kind != ListKind.of(language, base, at.base)) {
            throw new NotUnderstood("the list is of another kind in another version");
        }
        Listing old = Listing.read(base, at.base, kind);
        Listing mine = Listing.read(ours, at.ours, kind);
        Listing other = Listing.read(theirs, at.theirs, kind);
        Placed<Item> placed = kind.isNamed()
                ? ListMerge.mergeUnsorted(old.entries(), mine.entries(), other.entries(), (before, one, two) -> {
                    throw new NotUnderstood("both sides changed '" + one.key() + "'");
                })
                : ListMerge.mergeNameless(old.entries(), mine.entries(), other.entries());
        kind.check(old, mine, other);
        String before = either(before(base, at.base), before(ours, at.ours), before(theirs, at.theirs));
        String after = either(after(base, at.base), after(ours, at.ours), after(theirs, at.theirs));
        List<String> lines =
                (before + mine.written(placed.entries(), other) + after).lines().toList();
        List<Part> parts = placed.notes().stream()
                .map(note -> new Part(note, 0, lines.size()))
                .toList();
        return new Resolution(region, lines, parts);
    }

    private static Span span(Tokens tokens, int open) {
        int close = tokens.partner(open);
        return new Span(tokens.lineOf(tokens.begin(open)), tokens.lineOf(tokens.begin(close)) + 1);
    }

    private static String before(Tokens tokens, int open) {
        return tokens.source().substring(tokens.line(tokens.lineOf(tokens.begin(open))), tokens.end(open));
    }

    private static String after(Tokens tokens, int open) {
        int close = tokens.begin(tokens.partner(open));
        int end = tokens.line(tokens.lineOf(close) + 1);
        return tokens.source().substring(close, end).stripTrailing();
    }

    private static String either(String base, String ours, String theirs) {
        if (theirs.equals(base) || theirs.equals(ours)) {
            return ours;
        }
        if (ours.equals(base)) {
            return theirs;
        }
        throw new NotUnderstood("both sides changed what is around the list");
    }
}
