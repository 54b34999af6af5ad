package dev.coord.core.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.rollback.UndoOrder.Placed;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationDirectory.Scheme;
import dev.coord.schema.MigrationStep;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class UndoOrderProperties {

    private static MigrationStep step(String path, List<String> after) {
        return new MigrationStep(path, Optional.empty(), List.of(path), Optional.of(path), Optional.empty(), after);
    }

    /** Each step comes after some of those with a smaller number; which directory a step is in has nothing to do with that. */
    private static List<MigrationDirectory> directories(int steps, Random random) {
        List<List<MigrationStep>> all = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int number = 0; number < steps; number++) {
            List<String> after = new ArrayList<>();
            for (int other = 0; other < number; other++) {
                if (random.nextInt(3) == 0) {
                    after.add("m" + other);
                }
            }
            after.add("nowhere");
            all.get(random.nextInt(all.size())).add(step("m" + number, after));
        }
        List<MigrationDirectory> directories = new ArrayList<>();
        for (List<MigrationStep> one : all) {
            Collections.shuffle(one, random);
            directories.add(new MigrationDirectory("d" + directories.size(), Scheme.DJANGO, one));
        }
        return directories;
    }

    @Property
    void noneIsUndoneBeforeWhatComesAfterIt(@ForAll @IntRange(max = 12) int steps, @ForAll Random random) {
        List<MigrationDirectory> directories = directories(steps, random);

        List<Placed> order = UndoOrder.lastFirst(directories);

        List<String> paths = order.stream().map(Placed::path).toList();
        assertThat(paths).hasSize(steps).doesNotHaveDuplicates();
        for (Placed one : order) {
            assertThat(paths.subList(0, paths.indexOf(one.path())))
                    .doesNotContainAnyElementsOf(one.step().after());
        }
    }

    @Property
    void withoutLinksDirectoriesAreUndoneFromTheirEnds(
            @ForAll @IntRange(max = 5) int first, @ForAll @IntRange(max = 5) int second) {
        List<String> expected = new ArrayList<>();
        List<MigrationDirectory> directories = new ArrayList<>();
        for (int size : List.of(first, second)) {
            List<MigrationStep> steps = new ArrayList<>();
            for (int number = 0; number < size; number++) {
                String path = directories.size() + "/" + number;
                steps.add(step(path, List.of()));
                expected.add(0, path);
            }
            directories.add(new MigrationDirectory("d" + directories.size(), Scheme.NUMBERED, steps));
        }

        assertThat(UndoOrder.lastFirst(directories).stream().map(Placed::path)).isEqualTo(expected);
    }

    @Example
    void aCircleIsUndoneAllTheSame() {
        MigrationDirectory directory = new MigrationDirectory(
                "d",
                Scheme.DJANGO,
                List.of(step("a", List.of("b")), step("b", List.of("a", "b")), step("c", List.of())));

        assertThat(UndoOrder.lastFirst(List.of(directory)).stream().map(Placed::path))
                .containsExactly("b", "a", "c");
    }
}
