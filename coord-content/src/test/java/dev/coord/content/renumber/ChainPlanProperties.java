package dev.coord.content.renumber;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.SeedHook;
import dev.coord.content.migration.MigrationFiles;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationStep;
import dev.coord.schema.Numbering;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Branches that all go on from the end they knew. */
@AddLifecycleHook(SeedHook.class)
class ChainPlanProperties {

    enum Form {
        DJANGO,
        HASHES,
        NUMBERS
    }

    /**
     * A branch.
     *
     * @param begunAfter how many branches had landed when it was begun
     * @param titles of the migrations it adds, one behind the other
     */
    record Made(int begunAfter, List<String> titles) {}

    @Provide
    Arbitrary<List<Made>> waves() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.of("a", "b").list().ofMaxSize(3))
                .as(Made::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5);
    }

    @Property(tries = 300)
    void aWaveIsOneChainInItsOrder(@ForAll Form form, @ForAll("waves") List<Made> wave) {
        TreeMap<String, String> base = new TreeMap<>(Map.of("app/env.py", ""));
        base.putAll(module(form, 1, "first", "None", ""));
        List<SortedMap<String, String>> targets = new ArrayList<>(List.of(base));
        List<String> expected = new ArrayList<>(List.of("# first"));
        for (int i = 0; i < wave.size(); i++) {
            SortedMap<String, String> begun = targets.get(Math.min(wave.get(i).begunAfter(), i));
            TreeMap<String, String> own = new TreeMap<>(begun);
            int count = steps(begun).size();
            String last = steps(begun).get(count - 1).name();
            for (String title : wave.get(i).titles()) {
                count++;
                String mark = "# branch " + i + " " + count;
                own.putAll(module(form, count, form == Form.HASHES ? title + i : title, last, mark));
                last = name(form, count, form == Form.HASHES ? title + i : title);
                expected.add(mark);
            }
            Branch branch = Branch.of(begun, targets.get(i), own);

            Branch numbered = branch.numbered();

            assertThat(numbered.merged()).containsAllEntriesOf(targets.get(i));
            assertThat(numbered.number()).isInstanceOf(Numbering.Unchanged.class);
            targets.add(numbered.merged());
        }
        SortedMap<String, String> target = targets.get(wave.size());
        assertThat(steps(target)).extracting(step -> marks(target, step)).isEqualTo(expected);
        assertThat(steps(target)).extracting(MigrationStep::name).doesNotHaveDuplicates();
    }

    private static String marks(SortedMap<String, String> target, MigrationStep step) {
        String text = target.getOrDefault(step.files().get(0), "");
        return text.substring(text.indexOf('#')).strip();
    }

    private static List<MigrationStep> steps(SortedMap<String, String> files) {
        List<MigrationDirectory> found = new MigrationFiles(path -> false)
                .read(
                        files.keySet(),
                        path -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(UTF_8)));
        return found.isEmpty() ? List.of() : found.get(0).steps();
    }

    private static String name(Form form, int number, String title) {
        return switch (form) {
            case DJANGO -> String.format("%04d_%s", number, title);
            case HASHES -> "c" + number + title;
            case NUMBERS -> String.format("%04d", number);
        };
    }

    private static Map<String, String> module(Form form, int number, String title, String before, String mark) {
        String name = name(form, number, title);
        String end = mark.isEmpty() ? "# " + title : mark;
        if (form == Form.DJANGO) {
            String list = before.equals("None") ? "" : "('app', '" + before + "')";
            return Map.of(
                    "app/migrations/" + name + ".py",
                    "class Migration(x):\n    dependencies = [" + list + "]\n" + end + "\n");
        }
        String file = form == Form.HASHES ? name : name + "_" + title;
        String down = before.equals("None") ? "None" : "'" + before + "'";
        return Map.of(
                "app/versions/" + file + ".py",
                "revision = '" + name + "'\ndown_revision = " + down + "\n" + end + "\n");
    }
}
