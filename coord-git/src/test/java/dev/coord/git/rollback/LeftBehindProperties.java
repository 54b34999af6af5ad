package dev.coord.git.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LeftBehindProperties {

    private static String path(List<Integer> steps) {
        return String.join("/", steps.stream().map(step -> "d" + step).toList());
    }

    /** As a shell completes it in any directory of the repository. */
    @Property
    void aRelativeNameLeadsToItsPathFromEverywhere(
            @ForAll @Size(max = 4) List<@IntRange(max = 2) Integer> at,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 2) Integer> to) {
        String name = "./" + "../".repeat(at.size()) + path(to);

        assertThat(LeftBehind.inside(path(at), name)).isEqualTo(path(to));
        assertThat(LeftBehind.inside(path(at), path(to))).endsWith(path(to)).startsWith(path(at));
    }

    @Example
    void whatLiesElsewhereIsNoPathOfIt() {
        assertThat(LeftBehind.inside("a", "../../a/1.sql")).isEmpty();
        assertThat(LeftBehind.inside("", "..")).isEmpty();
    }
}
