package dev.coord.content.hunk;

import dev.coord.content.diff.Alignment;
import dev.coord.content.diff.Region;
import dev.coord.content.diff.Region.Span;
import dev.coord.content.lex.Tokens;
import dev.coord.content.text.NotUnderstood;
import dev.coord.content.text.TextFile;
import dev.coord.content.text.Versions;
import java.util.function.Function;

/**
 * One conflict, and the file around it.
 *
 * @param alignment the versions, laid beside each other
 * @param sources their tokens
 * @param region the lines in conflict
 */
public record Hunk(Alignment alignment, Sources sources, Region region) {
    private static final int MOST_AROUND = 3;

    /**
     * The same conflict with as much around it that no bracket is open at either end, in any version.
     *
     * @return a hunk of whole statements
     * @throws NotUnderstood if it lies within a text or a comment, or a bracket is open that is never closed
     */
    public Hunk outermost() {
        Region wanted = new Region(
                outermost(sources.base(), region.base()),
                outermost(sources.ours(), region.ours()),
                outermost(sources.theirs(), region.theirs()));
        Region wider = alignment.widened(region, wanted);
        return wider.equals(region) ? this : new Hunk(alignment, sources, wider).outermost();
    }

    private Hunk with(int lines) {
        Versions versions = alignment.versions();
        Region wanted = new Region(
                wider(region.base(), lines, versions.base()),
                wider(region.ours(), lines, versions.ours()),
                wider(region.theirs(), lines, versions.theirs()));
        return new Hunk(alignment, sources, alignment.widened(region, wanted));
    }

    /**
     * Merges the conflict with a few of the lines around it, which show whether a list is sorted; with fewer, down to none, where
     * they cannot be merged, since they may be of another kind.
     *
     * @param merge merges a hunk
     * @return the merged lines
     * @throws NotUnderstood if the conflict alone cannot be merged
     */
    public Resolution inSurroundings(Function<Hunk, Resolution> merge) {
        for (int lines = MOST_AROUND; lines > 0; lines--) {
            try {
                return merge.apply(with(lines));
            } catch (NotUnderstood e) {
                // fewer of them, then
            }
        }
        return merge.apply(this);
    }

    private static Span wider(Span span, int lines, TextFile file) {
        return new Span(Math.max(0, span.from() - lines), Math.min(file.lines().size(), span.to() + lines));
    }

    private static Span outermost(Tokens tokens, Span span) {
        return new Span(
                tokens.lineOf(beginning(tokens, tokens.line(span.from()))),
                ending(tokens, tokens.line(span.to()), span));
    }

    private static int beginning(Tokens tokens, int place) {
        if (tokens.isWithin(place)) {
            throw new NotUnderstood("it lies within a text or a comment");
        }
        int open = tokens.openAt(place);
        return open < 0 ? place : beginning(tokens, tokens.line(tokens.lineOf(tokens.begin(open))));
    }

    private static int ending(Tokens tokens, int place, Span span) {
        if (tokens.isWithin(place)) {
            throw new NotUnderstood("it lies within a text or a comment");
        }
        int open = tokens.openAt(place);
        if (open < 0) {
            return place == tokens.source().length() ? Math.max(span.to(), 0) : tokens.lineOf(place);
        }
        int close = tokens.partner(open);
        if (close < 0) {
            throw new NotUnderstood("a bracket is never closed");
        }
        int line = tokens.lineOf(tokens.begin(close)) + 1;
        int next = tokens.line(line);
        return next == tokens.source().length() ? line : ending(tokens, next, new Span(line, line));
    }
}
