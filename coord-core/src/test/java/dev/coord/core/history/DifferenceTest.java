package dev.coord.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class DifferenceTest {

    private record Thing(String name, int value) {}

    /** Whatever stayed the same object, was copied, changed, went, came or took another place. */
    @Property(tries = 500)
    void findsByIdentityWhatNamesAndValuesTell(@ForAll long seed, @ForAll @IntRange(max = 120) int size) {
        Random random = new Random(seed);
        List<Thing> before = new ArrayList<>();
        List<Thing> after = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Thing thing = new Thing("n" + i, random.nextInt(3));
            before.add(thing);
            switch (random.nextInt(8)) {
                case 0 -> after.add(new Thing(thing.name(), thing.value()));
                case 1 -> after.add(new Thing(thing.name(), thing.value() + 1));
                case 2 -> after.add(new Thing("new" + i, 0));
                case 3 -> {}
                default -> after.add(thing);
            }
        }
        if (random.nextInt(3) == 0) {
            Collections.shuffle(after, random);
        }

        Difference<Thing> difference = Difference.between(before, after, Thing::name);

        Map<String, Thing> was = byName(before);
        Map<String, Thing> is = byName(after);
        List<Thing> changed = after.stream()
                .filter(thing -> was.containsKey(thing.name()) && !thing.equals(was.get(thing.name())))
                .toList();
        assertThat(difference.removed())
                .isEqualTo(before.stream()
                        .filter(thing -> !is.containsKey(thing.name()))
                        .toList());
        assertThat(difference.added())
                .isEqualTo(after.stream()
                        .filter(thing -> !was.containsKey(thing.name()))
                        .toList());
        assertThat(difference.changed()).isEqualTo(changed);
        assertThat(difference.was())
                .isEqualTo(changed.stream().map(thing -> was.get(thing.name())).toList());
    }

    private static Map<String, Thing> byName(List<Thing> things) {
        Map<String, Thing> byName = new HashMap<>();
        things.forEach(thing -> byName.put(thing.name(), thing));
        return byName;
    }
}
