package dev.coord.content.footprint;

import dev.coord.content.footprint.Footprint.Why;
import dev.coord.content.name.Touch;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What is read of one statement. For one thread.
 *
 * @param touches what it does, in its order
 * @param notSeen what is not known of it
 */
record Reading(Set<Touch> touches, Map<Why, String> notSeen) {

    Reading() {
        this(new LinkedHashSet<>(), new EnumMap<>(Why.class));
    }

    static Reading notSeen(Why why, String reason) {
        Reading reading = new Reading();
        reading.notSeen.put(why, reason);
        return reading;
    }

    static Reading of(Touch touch) {
        Reading reading = new Reading();
        reading.touches.add(touch);
        return reading;
    }

    void cascades() {
        notSeen.put(Why.CASCADE, "it drops what depends on that as well");
    }

    void implies(String what) {
        notSeen.put(Why.IMPLIED, what);
    }
}
