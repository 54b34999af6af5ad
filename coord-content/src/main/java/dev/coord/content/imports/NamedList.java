package dev.coord.content.imports;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.list.ListMerge;
import dev.coord.content.list.Listing;
import dev.coord.content.list.Listing.Item;
import dev.coord.content.text.NotUnderstood;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement around a list of names.
 *
 * @param before the statement up to the list
 * @param names the list
 * @param after what follows it
 */
record NamedList(String before, Listing names, String after) {

    /** Merges a statement that all of them have, or that both sides added; none has two lists of names. */
    static Lines merge(@Nullable Lines base, Lines ours, Lines theirs, Language language) {
        NamedList mine = read(ours, language);
        NamedList other = read(theirs, language);
        NamedList old = base == null
                ? new NamedList(mine.before, new Listing(List.of(), false, ""), mine.after)
                : read(base, language);
        List<Item> merged = ListMerge.merge(
                        old.names.entries(), mine.names.entries(), other.names.entries(), (before, here, there) -> {
                            throw new NotUnderstood("both sides import '" + here.key() + "', from different names");
                        })
                .entries();
        if (merged.isEmpty()) {
            throw new NotUnderstood("no name is left in '" + ours.key() + "'");
        }
        String text = either(old.before, mine.before, other.before)
                + mine.names.written(merged, other.names)
                + either(old.after, mine.after, other.after);
        return new Lines(ours.key(), lead(base, ours, theirs), text.lines().toList());
    }

    private static NamedList read(Lines statement, Language language) {
        String text = String.join("\n", statement.body());
        Tokens tokens = Lexer.read(text, language);
        String bracket = language == Language.PYTHON ? "(" : "{";
        int open = 0;
        while (open < tokens.size() && !tokens.is(open, bracket)) {
            open++;
        }
        if (open == tokens.size()) {
            throw new NotUnderstood("both sides changed '" + statement.key() + "'");
        }
        return new NamedList(
                text.substring(0, tokens.end(open)),
                Listing.read(tokens, open, NamedList::name),
                text.substring(tokens.begin(tokens.partner(open))));
    }

    /** The name that an entry makes known: {@code b} of {@code type a as b}, and of {@code a: b}. */
    private static String name(Tokens tokens, int first, int last) {
        int words = 0;
        for (int at = first; at <= last; at++) {
            if (!tokens.isA(at, Kind.WORD) && !tokens.is(at, ":")) {
                throw new NotUnderstood("there is more than names in a list of names");
            }
            words++;
        }
        if (words > 4
                || (words > 1
                        && !tokens.is(first, "type")
                        && !tokens.is(last - 1, "as")
                        && !tokens.is(last - 1, ":"))) {
            throw new NotUnderstood("there is more than names in a list of names");
        }
        return tokens.text(last);
    }

    private static List<String> lead(@Nullable Lines base, Lines ours, Lines theirs) {
        boolean byOurs = base == null || !ours.lead().equals(base.lead());
        boolean byTheirs = base == null || !theirs.lead().equals(base.lead());
        if (byOurs && byTheirs && !ours.lead().equals(theirs.lead())) {
            throw new NotUnderstood("both sides changed the comment of '" + ours.key() + "'");
        }
        return byOurs ? ours.lead() : theirs.lead();
    }

    private static String either(String base, String ours, String theirs) {
        if (theirs.equals(base) || theirs.equals(ours)) {
            return ours;
        }
        if (ours.equals(base)) {
            return theirs;
        }
        throw new NotUnderstood("both sides changed the statement around a list of names");
    }
}
