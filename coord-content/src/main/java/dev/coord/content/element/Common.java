package dev.coord.content.element;

import dev.coord.content.diff.Region.Span;
import dev.coord.content.element.ListEntries.Brackets;
import dev.coord.content.hunk.Hunk;
import dev.coord.content.lex.Tokens;
import dev.coord.content.text.NotUnderstood;

/**
 * How many tokens of a conflict are the same in all versions.
 *
 * @param first how many at its beginning
 * @param last how many of the others at its end
 */
record Common(int first, int last) {

    static Common of(Hunk hunk) {
        Tokens base = hunk.sources().base();
        Tokens ours = hunk.sources().ours();
        Tokens theirs = hunk.sources().theirs();
        Span inBase = tokens(base, hunk.region().base());
        Span inOurs = tokens(ours, hunk.region().ours());
        Span inTheirs = tokens(theirs, hunk.region().theirs());
        int most = Math.min(inBase.size(), Math.min(inOurs.size(), inTheirs.size()));
        int first = 0;
        while (first < most
                && ours.text(inOurs.from() + first).equals(base.text(inBase.from() + first))
                && ours.text(inOurs.from() + first).equals(theirs.text(inTheirs.from() + first))) {
            first++;
        }
        int last = 0;
        while (last < most - first
                && ours.text(inOurs.to() - 1 - last).equals(base.text(inBase.to() - 1 - last))
                && ours.text(inOurs.to() - 1 - last).equals(theirs.text(inTheirs.to() - 1 - last))) {
            last++;
        }
        return new Common(first, last);
    }

    private static Span tokens(Tokens tokens, Span lines) {
        if (tokens.isWithin(tokens.line(lines.from())) || tokens.isWithin(tokens.line(lines.to()))) {
            throw new NotUnderstood("it lies within a text or a comment");
        }
        return new Span(tokens.from(tokens.line(lines.from())), tokens.from(tokens.line(lines.to())));
    }

    /** The innermost bracket that is open where the versions begin to differ. */
    Brackets innermost(Hunk hunk) {
        return new Brackets(
                open(hunk.sources().base(), hunk.region().base()),
                open(hunk.sources().ours(), hunk.region().ours()),
                open(hunk.sources().theirs(), hunk.region().theirs()));
    }

    private int open(Tokens tokens, Span lines) {
        int token = tokens(tokens, lines).from() + first;
        if (token == 0) {
            return -1;
        }
        return tokens.partner(token - 1) >= token ? token - 1 : tokens.enclosing(token - 1);
    }

    /** Whether the brackets are closed at the end of the conflict or behind it, where the versions are the same again. */
    boolean isWithin(Hunk hunk, Brackets brackets) {
        return closes(hunk.sources().base(), hunk.region().base(), brackets.base())
                && closes(hunk.sources().ours(), hunk.region().ours(), brackets.ours())
                && closes(hunk.sources().theirs(), hunk.region().theirs(), brackets.theirs());
    }

    private boolean closes(Tokens tokens, Span lines, int open) {
        return tokens.partner(open) >= tokens(tokens, lines).to() - last;
    }
}
