package dev.coord.content.trial;

import dev.coord.content.footprint.Footprint;
import dev.coord.content.footprint.Footprints;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.SqlStatement;
import dev.coord.schema.Migration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What statements name of which it is not seen what they do. Pure. */
final class HiddenWords {

    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}_$]+");

    private HiddenWords() {}

    /**
     * The words of blocks and the like, and of functions beside them, which they may call.
     *
     * @param migrations those of one feature
     * @return in lower case; none where all is seen
     */
    static Set<String> of(List<Migration> migrations) {
        List<Footprint> footprints =
                migrations.stream().map(one -> Footprints.of(one.text())).toList();
        Set<String> words = new TreeSet<>();
        footprints.stream()
                .flatMap(one -> one.notSeen().stream())
                .filter(one -> one.why().isHiding())
                .forEach(one -> add(words, one.statement()));
        if (!words.isEmpty()) {
            footprints.stream().flatMap(HiddenWords::functions).forEach(one -> add(words, one));
        }
        return words;
    }

    private static Stream<SqlStatement> functions(Footprint footprint) {
        return footprint.seen().stream()
                .filter(one -> one.touches().stream().anyMatch(touch -> touch.kind() == Kind.FUNCTION))
                .map(Footprint.Seen::statement);
    }

    private static void add(Set<String> words, SqlStatement statement) {
        BETWEEN.splitAsStream(statement.head().toLowerCase(Locale.ROOT)).forEach(words::add);
    }
}
