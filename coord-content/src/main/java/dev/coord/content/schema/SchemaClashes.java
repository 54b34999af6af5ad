package dev.coord.content.schema;

import dev.coord.content.footprint.Footprint.Seen;
import dev.coord.content.history.ReadMigration;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.schema.Clash.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where two lists of migrations change one thing, by what their texts say. An index, a trigger, a policy, a constraint and a column
 * are part of their table. Whether the order counts is not asked here: a database may show that it does not. Pure. Specification 6.1.
 */
final class SchemaClashes {
    private static final int MOST = 20;
    private static final Pattern REPLACING = Pattern.compile("(?i)create\\s+or\\s+replace\\s");

    private SchemaClashes() {}

    /**
     * Finds them.
     *
     * @param earlier what comes first
     * @param later what comes after it
     * @return for each object that both change, and each earlier migration that does, the first statement of each, in the order of the
     *     later ones; the first {@value #MOST}
     */
    static List<Clash> of(List<ReadMigration> earlier, List<ReadMigration> later) {
        List<Clash> clashes = new ArrayList<>();
        Set<List<String>> known = new HashSet<>();
        for (ReadMigration second : later) {
            for (Seen statement : second.footprint().seen()) {
                Place place = new Place(second.path(), statement.statement());
                for (Touch touch : statement.touches()) {
                    for (ReadMigration first : earlier) {
                        first(first, place, touch)
                                .filter(clash ->
                                        clashes.size() < MOST && known.add(List.of(clash.object(), first.path())))
                                .ifPresent(clashes::add);
                    }
                }
            }
        }
        return clashes;
    }

    private static Optional<Clash> first(ReadMigration first, Place place, Touch touch) {
        for (Seen statement : first.footprint().seen()) {
            for (Touch other : statement.touches()) {
                if (other.meets(touch) && !bothOnlyMakeSure(other, statement, touch, place)) {
                    // or it is an index with a name that is taken, or in a schema that is gone
                    String object = other.name().equals(touch.name()) ? touch.name() : touch.owner();
                    return Optional.of(new Clash(
                            new Place(first.path(), statement.statement()),
                            place,
                            other.owner().equals(touch.owner()) ? touch.owner() : object));
                }
            }
        }
        return Optional.empty();
    }

    /** That a schema is there, which has nothing that could differ, or that something is as the same words say. */
    private static boolean bothOnlyMakeSure(Touch first, Seen statement, Touch second, Place place) {
        String text = statement.statement().text().strip();
        String other = place.statement().text().strip();
        return (makesSure(first, text) && makesSure(second, other))
                || (REPLACING.matcher(text).lookingAt() && text.equals(other));
    }

    private static boolean makesSure(Touch touch, String text) {
        return touch.kind() == Kind.SCHEMA
                && touch.action() == Action.CREATE
                && text.toLowerCase(Locale.ROOT).contains("if not exists");
    }
}
