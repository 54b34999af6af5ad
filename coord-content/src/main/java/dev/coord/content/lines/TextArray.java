package dev.coord.content.lines;

import dev.coord.content.lex.Language;
import dev.coord.content.lex.Lexer;
import dev.coord.content.lex.Tokens;
import dev.coord.content.lex.Tokens.Kind;
import dev.coord.content.list.KnownSets;
import dev.coord.content.list.LineRun.Lines;
import dev.coord.content.list.ListMerge;
import dev.coord.content.list.Listing;
import dev.coord.content.list.Listing.Item;
import dev.coord.content.list.Placed;
import dev.coord.content.text.NotUnderstood;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a table whose value is a list of texts. One that begins like a package with its version is known by the package.
 *
 * @param before what stands before the list, its bracket included
 * @param texts the list
 * @param after what stands behind it, its bracket included
 */
record TextArray(String before, Listing texts, String after) {
    private static final Set<String> SETS = Set.of("dependencies", "requires", "members", "features");
    /** Tables of lists of packages or features. */
    private static final Pattern PACKAGES =
            Pattern.compile("\\[(project\\.optional-dependencies|dependency-groups|features)]");

    private static final Pattern PACKAGE = Pattern.compile("([A-Za-z0-9][\\w.-]*)(\\[[^]]*])?\\s*[=<>~!].*");

    /** Merges an entry that both sides changed, or both added. */
    static Lines merge(String table, @Nullable Lines base, Lines ours, Lines theirs) {
        TextArray mine = read(ours);
        TextArray other = read(theirs);
        TextArray old =
                base == null ? new TextArray(mine.before, new Listing(List.of(), false, ""), mine.after) : read(base);
        boolean around = mine.before.equals(other.before) && mine.after.equals(other.after);
        if (!around || !ours.lead().equals(theirs.lead())) {
            throw new NotUnderstood("both sides changed what is around the list '" + ours.key() + "'");
        }
        boolean packages = PACKAGES.matcher(table).matches();
        KnownSets.insist(ours.key(), packages ? Set.of(ours.key()) : SETS, keys(old), keys(mine), keys(other));
        Placed<Item> placed = ListMerge.mergeNameless(old.texts.entries(), mine.texts.entries(), other.texts.entries());
        if (placed.entries().stream().map(item -> name(item.body())).distinct().count()
                < placed.entries().size()) {
            throw new NotUnderstood("a package would stand twice in '" + ours.key() + "'");
        }
        String text = mine.before + mine.texts.written(placed.entries(), other.texts) + mine.after;
        return new Lines(ours.key(), ours.lead(), text.lines().toList());
    }

    private static List<String> keys(TextArray array) {
        return array.texts.entries().stream().map(Item::key).toList();
    }

    private static String name(String text) {
        String plain = text.substring(1, text.length() - 1);
        Matcher found = PACKAGE.matcher(plain);
        return found.matches() ? found.group(1).toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-") : plain;
    }

    private static TextArray read(Lines entry) {
        String text = String.join("\n", entry.body());
        Tokens tokens = Lexer.read(text, Language.TOML);
        int open = 0;
        while (open < tokens.size() && !tokens.is(open, "=")) {
            open++;
        }
        open++;
        if (!tokens.is(open, "[") || tokens.partner(open) < open) {
            throw new NotUnderstood("both sides changed '" + entry.key() + "'");
        }
        Listing texts = Listing.read(tokens, open, (all, first, last) -> {
            if (first != last || !all.isA(first, Kind.TEXT)) {
                throw new NotUnderstood("both sides changed '" + entry.key() + "', which is no list of texts");
            }
            return all.text(first);
        });
        return new TextArray(
                text.substring(0, tokens.end(open)), texts, text.substring(tokens.begin(tokens.partner(open))));
    }
}
