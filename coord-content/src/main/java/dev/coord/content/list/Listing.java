package dev.coord.content.list;

import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.text.NotUnderstood;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.stream.Collectors;

/**
 * A list between two brackets, as it is written: entries separated by commas, with the comments that belong to them.
 *
 * @param entries the entries
 * @param trailing whether a comma follows the last one
 * @param tail what stands between the last one and the closing bracket
 */
public record Listing(List<Listing.Item> entries, boolean trailing, String tail) {

    /** Copies the list. */
    public Listing {
        entries = List.copyOf(entries);
    }

    /** Names the entries of a list. */
    @FunctionalInterface
    public interface Naming {

        /**
         * The key of an entry.
         *
         * @param tokens the file
         * @param first its first token that is no comment
         * @param last its last one
         * @return what it is known by, not empty
         * @throws NotUnderstood if it is none that can be merged
         */
        String key(Tokens tokens, int first, int last);
    }

    /**
     * An entry.
     *
     * @param key what it is known by
     * @param lead what stands before it: white space and comments
     * @param body the entry
     * @param after the comment behind it, with the white space before that
     * @param first the first token of the body
     */
    public record Item(String key, String lead, String body, String after, int first) implements Entry {

        @Override
        public String content() {
            return comments() + '\n' + body + '\n' + after.strip();
        }

        /**
         * The same entry with another body.
         *
         * @param other the body
         * @return the entry
         */
        public Item with(String other) {
            return new Item(key, lead, other, after, first);
        }

        private String comments() {
            return lead.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .collect(Collectors.joining("\n"));
        }

        private boolean isOnItsOwnLine() {
            return lead.indexOf('\n') >= 0;
        }

        private String indent() {
            return lead.substring(lead.lastIndexOf('\n') + 1);
        }
    }

    /**
     * Reads a list.
     *
     * @param tokens the file
     * @param open the opening bracket
     * @param naming names its entries
     * @return the list
     * @throws NotUnderstood if an entry has no name, or is missing between two commas
     */
    public static Listing read(Tokens tokens, int open, Naming naming) {
        int close = tokens.partner(open);
        String source = tokens.source();
        List<Item> items = new ArrayList<>();
        int place = tokens.end(open);
        int at = open + 1;
        boolean trailing = false;
        while (tokens.code(at) < close) {
            int first = tokens.code(at);
            int comma = first;
            while (comma < close && !tokens.is(comma, ",")) {
                comma = Math.max(tokens.partner(comma), comma) + 1;
            }
            trailing = comma < close;
            int last = trailing ? comma - 1 : tokens.codeBefore(close);
            if (last < first) {
                throw new NotUnderstood("an entry is missing between two commas");
            }
            int end = trailing ? tokens.end(comma) : tokens.end(last);
            int next = trailing ? comma + 1 : last + 1;
            int behind = commentBehind(tokens, next, end, close);
            String after = behind < 0 ? "" : source.substring(end, tokens.end(behind));
            String body = source.substring(tokens.begin(first), tokens.end(last));
            items.add(new Item(
                    naming.key(tokens, first, tokens.codeBefore(last + 1)),
                    source.substring(place, tokens.begin(first)),
                    body,
                    after,
                    first));
            place = end + after.length();
            at = behind < 0 ? next : behind + 1;
        }
        return new Listing(items, trailing, source.substring(place, tokens.begin(close)));
    }

    /** A comment on the line of an entry belongs to it unless more follows on that line. */
    private static int commentBehind(Tokens tokens, int next, int end, int close) {
        if (next >= close || !tokens.isA(next, Kind.COMMENT)) {
            return -1;
        }
        IntBinaryOperator lineFeed =
                (from, to) -> tokens.source().substring(from, to).indexOf('\n');
        boolean sameLine = lineFeed.applyAsInt(end, tokens.end(next)) < 0;
        boolean alone = lineFeed.applyAsInt(tokens.end(next), tokens.begin(next + 1)) >= 0;
        return sameLine && alone ? next : -1;
    }

    /**
     * Writes merged entries in the layout of this list.
     *
     * @param merged the entries, of this list or of others
     * @param other the other list, whose layout is taken where this one has no entry
     * @return what stands between the brackets
     * @throws NotUnderstood if a comment does not fit the layout, or would swallow what follows
     */
    public String written(List<Item> merged, Listing other) {
        Listing layout = entries.isEmpty() ? other : this;
        boolean eachOnItsLine = layout.entries.stream().allMatch(Item::isOnItsOwnLine);
        Map<String, Item> mine = entries.stream().collect(Collectors.toMap(Item::key, item -> item));
        StringBuilder text = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < merged.size(); i++) {
            Item item = merged.get(i);
            Item here = mine.getOrDefault(item.key, item);
            boolean stays = mine.containsKey(item.key)
                    && here.comments().equals(item.comments())
                    && (i == 0) == here.key.equals(entries.get(0).key);
            String lead = stays ? here.lead : layout.lead(item, i, eachOnItsLine);
            insistOnLine(open, lead);
            text.append(lead).append(item.body);
            text.append(i + 1 < merged.size() || layout.trailing ? "," : "").append(item.after);
            open = item.after.strip().startsWith("//") || item.after.strip().startsWith("#");
        }
        String end = merged.isEmpty() ? tail : layout.tail;
        insistOnLine(open, end);
        return text.append(end).toString();
    }

    private static void insistOnLine(boolean open, String next) {
        if (open && next.indexOf('\n') < 0) {
            throw new NotUnderstood("a comment would swallow what follows");
        }
    }

    /** What goes before an entry of another list, or of another place, at a place of this one. */
    private String lead(Item item, int at, boolean eachOnItsLine) {
        Item first = entries.get(0);
        boolean fits = eachOnItsLine && item.isOnItsOwnLine() && item.indent().equals(first.indent());
        if (fits) {
            return item.lead;
        }
        if (!item.comments().isEmpty()) {
            throw new NotUnderstood("a comment does not fit the layout");
        }
        if (eachOnItsLine) {
            return "\n" + first.indent();
        }
        boolean second = entries.size() > 1 && !entries.get(1).isOnItsOwnLine();
        return at == 0 ? first.lead : second ? entries.get(1).lead : " ";
    }
}
