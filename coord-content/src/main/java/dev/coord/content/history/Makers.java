package dev.coord.content.history;

import dev.coord.content.name.Touch;
import dev.coord.content.name.Touch.Action;
import dev.coord.content.name.Touch.Kind;
import dev.coord.content.sql.Guard;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which migration makes what, and what is there by migrations alone: nothing needed it before one made it. For one thread.
 */
final class Makers {

    private final Map<String, String> paths = new HashMap<>();
    private final Set<String> met = new HashSet<>();
    private final Set<String> known = new HashSet<>();
    private boolean isEnded;

    /** A statement does something to an object. */
    void met(Touch touch, boolean isNew, Guard guard, String path, boolean isDoubtful) {
        if (isEnded) {
            return;
        }
        String key = Standing.key(touch);
        boolean isMade = touch.action() == Action.CREATE || isNew;
        if (isMade) {
            paths.put(key, path);
        }
        boolean needsNothing = touch.action() == Action.DROP
                && (guard.letsPassMissing() || Standing.isIn(guard.missingParts(), touch));
        if (needsNothing || !met.add(key)) {
            return;
        }
        boolean mayBeThere =
                Standing.isIn(guard.thereParts(), touch) || (guard.letsPassThere() && isMadeUnnamed(touch));
        if (isMade && !mayBeThere && !(isNew && isDoubtful)) {
            known.add(key);
        }
    }

    /** What PostgreSQL makes as well by itself, for a {@code serial} column or a key. */
    private static boolean isMadeUnnamed(Touch touch) {
        return touch.kind() == Kind.SEQUENCE || touch.kind() == Kind.INDEX;
    }

    /** A statement needs an object. */
    void used(String key) {
        if (!isEnded) {
            met.add(key);
        }
    }

    /** An object has another key since what it is a part of has another name. */
    void moved(String now, String old) {
        if (!isEnded && met.add(now) && known.contains(old)) {
            known.add(now);
            paths.put(now, paths.getOrDefault(old, ""));
        }
    }

    /** All migrations were looked at. */
    void end() {
        isEnded = true;
    }

    /** Whether it is missing where nothing has made it. */
    boolean areKnown(String key) {
        return known.contains(key);
    }

    /** The last migration that makes it; empty where none does. */
    String of(String key) {
        return paths.getOrDefault(key, "");
    }
}
