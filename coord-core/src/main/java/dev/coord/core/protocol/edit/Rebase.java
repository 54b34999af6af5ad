package dev.coord.core.protocol.edit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.coord.core.protocol.FactKey;
import dev.coord.core.protocol.Facts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An edit of whatever version as an edit of the latest one: of each fact that the editor changed, the file says what he wrote,
 * unless it has changed since in another way; of all others it says what it said. Pure.
 */
final class Rebase {

    private final EditBase base;
    private final NavigableMap<FactKey, String> was;
    private final Facts written;
    private final Facts current;
    private final NavigableMap<FactKey, String> is;

    private Rebase(EditBase base, Facts written, Facts current) {
        this.base = base;
        this.current = current;
        this.is = current.comparable();
        this.was = base instanceof EditBase.Known known ? known.past().facts() : is;
        this.written = written.matching(was);
    }

    /**
     * An edit, taken to the latest version.
     *
     * @param written what the editor wrote, each row under the key of the row that it was made from
     * @param target what the file is to say
     * @param changed what the editor changed
     */
    record Result(Facts written, Facts target, NavigableSet<FactKey> changed) {}

    /**
     * Takes an edit to the latest version.
     *
     * @param base what is known of the version that the editor saw
     * @param written what he wrote
     * @param current what the file says now
     */
    static Result of(EditBase base, Facts written, Facts current) {
        Rebase rebase = new Rebase(base, written, current);
        NavigableSet<FactKey> changed = rebase.changed();
        return new Result(rebase.written, rebase.target(changed), changed);
    }

    private NavigableSet<FactKey> changed() {
        NavigableMap<FactKey, String> mine = written.comparable();
        Stream<FactKey> keys = base instanceof EditBase.Known
                ? Stream.concat(mine.keySet().stream(), was.keySet().stream())
                : mine.keySet().stream();
        return keys.filter(key -> !Objects.equals(mine.get(key), was.get(key)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Facts target(Set<FactKey> changed) {
        NavigableMap<FactKey, JsonNode> values = new TreeMap<>(current.values());
        for (FactKey key : changed) {
            if (!mayChange(key)) {
                continue;
            }
            JsonNode value = written.value(key);
            if (value.isMissingNode()) {
                if (!isWithoutParent(key, written.values())) {
                    values.remove(key); // otherwise it goes, or stays, with its row
                }
            } else {
                values.put(key, value);
            }
        }
        values.keySet().removeIf(key -> isWithoutParent(key, values));
        Map<FactKey, JsonNode> rows = new LinkedHashMap<>(current.rows());
        written.rows().forEach(rows::putIfAbsent);
        return new Facts(current.view(), values, rows);
    }

    private static boolean isWithoutParent(FactKey key, Map<FactKey, JsonNode> values) {
        return key.parent().filter(parent -> !values.containsKey(parent)).isPresent();
    }

    private boolean mayChange(FactKey key) {
        if (key.field().filter(Facts.identity(key.list())::contains).isPresent()) {
            return false; // what tells rows of leases apart is coord's
        }
        if (base instanceof EditBase.Known) {
            return matter(key, was).equals(matter(key, is));
        }
        return matter(key, is).isEmpty()
                || (base instanceof EditBase.None && key.list().isEmpty());
    }

    /** What has to be as the editor saw it, lest his change undoes another. */
    private static Map<FactKey, String> matter(FactKey key, Map<FactKey, String> facts) {
        Map<FactKey, String> matter = new TreeMap<>();
        if (Facts.PLACES.contains(key.list())) {
            Facts.PLACES.forEach(place -> copy(new FactKey(place, key.row(), key.field()), facts, matter));
        } else {
            copy(key, facts, matter);
            if (key.list().equals(Facts.LOCKS) && key.field().isEmpty()) {
                copy(key.of(Facts.LEASE), facts, matter);
            }
        }
        return matter;
    }

    private static void copy(FactKey key, Map<FactKey, String> from, Map<FactKey, String> to) {
        @Nullable String value = from.get(key);
        if (value != null) {
            to.put(key, value);
        }
    }
}
