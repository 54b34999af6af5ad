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
     * @throws NotUnderstood if it lies within a text or a comment
     */
    public Hunk outermost() {
        Region last = region;
        while (true) {
            Region wanted = new Region(
                    outermost(sources.base(), last.base()),
                    outermost(sources.ours(), last.ours()),
                    outermost(sources.theirs(), last.theirs()));
            Region wider = alignment.widened(last, wanted);
            if (wider.equals(last)) {
                return new Hunk(alignment, sources, last);
            }
            last = wider;
        }
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

    private Hunk with(int lines) {
        Versions versions = alignment.versions();
        Region wanted = new Region(
                wider(region.base(), lines, versions.base()),
                wider(region.ours(), lines, versions.ours()),
                wider(region.theirs(), lines, versions.theirs()));
        return new Hunk(alignment, sources, alignment.widened(region, wanted));
    }

    private static Span wider(Span span, int lines, TextFile file) {
        return new Span(Math.max(0, span.from() - lines), Math.min(file.lines().size(), span.to() + lines));
    }

    private static Span outermost(Tokens tokens, Span span) {
        int from = span.from();
        for (int open = open(tokens, from); open >= 0; open = open(tokens, from)) {
            from = tokens.lineOf(tokens.begin(open));
        }
        int to = span.to();
        for (int open = open(tokens, to); open >= 0; open = open(tokens, to)) {
            to = tokens.lineOf(tokens.begin(tokens.partner(open))) + 1;
        }
        return new Span(from, to);
    }

    private static int open(Tokens tokens, int line) {
        int place = tokens.line(line);
        if (tokens.isWithin(place)) {
            throw new NotUnderstood("it lies within a text or a comment");
        }
        return place == tokens.source().length() ? -1 : tokens.openAt(place);
    }
}
