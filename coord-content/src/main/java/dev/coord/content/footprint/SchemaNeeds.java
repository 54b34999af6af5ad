package dev.coord.content.footprint;

import dev.coord.content.footprint.Footprint.Mention;
import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Guard;
import dev.coord.content.sql.SqlStatement;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What migrations make, and what they name or change that they do not make themselves, by their texts. Immutable.
 *
 * @param needed the names of objects, qualified
 * @param made the names of objects
 * @param madeAnew those of them that cannot have been there
 */
public record SchemaNeeds(Set<String> needed, Set<String> made, Set<String> madeAnew) {

    private static final String PUBLIC = "public";

    /** Of what is no SQL. */
    public static final SchemaNeeds NONE = new SchemaNeeds(Set.of(), Set.of(), Set.of());

    /** Copies the sets. */
    public SchemaNeeds {
        needed = Set.copyOf(needed);
        made = Set.copyOf(made);
        madeAnew = Set.copyOf(madeAnew);
    }

    /** Of one migration. */
    public static SchemaNeeds of(Footprint footprint) {
        Statements reading = new Statements();
        reading.add(footprint);
        return new SchemaNeeds(reading.needed, reading.made, reading.madeAnew);
    }

    /** What one migration after the other needs and makes. */
    public SchemaNeeds then(SchemaNeeds later) {
        Set<String> all = new HashSet<>(later.needed);
        all.removeAll(made);
        all.addAll(needed);
        return new SchemaNeeds(all, union(made, later.made), union(madeAnew, later.madeAnew));
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    /** Whether these need what others make, and what is before both does not. */
    public boolean needs(SchemaNeeds other, SchemaNeeds before) {
        return needed.stream().anyMatch(name -> other.made.contains(name) && !before.made.contains(name));
    }

    /** The first name of what these need, what is not there before others make it, and what is before both does not make. */
    public Optional<String> missing(SchemaNeeds other, SchemaNeeds before) {
        return new TreeSet<>(needed)
                .stream()
                        .filter(name -> other.madeAnew.contains(name) && !before.made.contains(name))
                        .findFirst();
    }

    private static final class Statements {
        private final Set<String> needed = new HashSet<>();
        private final Set<String> made = new HashSet<>();
        private final Set<String> madeAnew = new HashSet<>();
        private final Set<String> gone = new HashSet<>();

        void add(Footprint footprint) {
            Map<SqlStatement, List<Touch>> touches = new HashMap<>();
            footprint.seen().forEach(seen -> touches.put(seen.statement(), seen.touches()));
            Map<SqlStatement, Mention> mentions = new HashMap<>();
            footprint.mentions().forEach(mention -> mentions.put(mention.statement(), mention));
            Set<SqlStatement> statements = new HashSet<>(touches.keySet());
            statements.addAll(mentions.keySet());
            statements.stream()
                    .sorted(Comparator.comparingInt(SqlStatement::begin))
                    .forEach(one -> add(
                            one,
                            touches.getOrDefault(one, List.of()),
                            mentions.getOrDefault(one, new Mention(one, Set.of(), Set.of()))));
        }

        private void add(SqlStatement statement, List<Touch> touches, Mention mention) {
            Guard guard = Guard.of(statement.text());
            Set<String> own = new HashSet<>();
            Set<String> named = new HashSet<>(mention.names());
            named.addAll(mention.columns());
            boolean isOldName = true;
            for (Touch touch : touches) {
                named.add(touch.owner());
                if (touch.action() == Action.CREATE || (touch.action() == Action.RENAME && !isOldName)) {
                    own.add(touch.name());
                    schema(touch).ifPresent(named::add);
                    if (touch.kind() == Kind.FUNCTION) {
                        own.add(touch.owner());
                    } else if (isAnew(guard) && !gone.contains(touch.name())) {
                        madeAnew.add(touch.name());
                    }
                } else {
                    named.add(touch.name());
                }
                if (touch.action() == Action.DROP || (touch.action() == Action.RENAME && isOldName)) {
                    gone.add(touch.name());
                }
                isOldName = touch.action() != Action.RENAME || !isOldName;
            }
            if (!guard.letsPassMissing()) {
                named.stream()
                        .filter(name -> !own.contains(name) && !made.contains(name))
                        .forEach(needed::add);
            }
            own.stream().filter(name -> !gone.contains(name)).forEach(made::add);
        }

        /** Where it is made, if that is to be made first; a part of something is where that is. */
        private static Optional<String> schema(Touch touch) {
            boolean isPart = touch.kind() != Kind.FUNCTION && !touch.owner().equals(touch.name());
            String schema = touch.name().substring(0, Math.max(0, touch.name().indexOf('.')));
            return isPart || schema.isEmpty() || schema.equals(PUBLIC) ? Optional.empty() : Optional.of(schema);
        }

        private static boolean isAnew(Guard guard) {
            return !guard.letsPassThere()
                    && !guard.replaces()
                    && guard.thereParts().isEmpty();
        }
    }
}
