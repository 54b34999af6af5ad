package dev.coord.content.renumber;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.migration.MigrationFiles;
import dev.coord.schema.MigrationStep;
import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A squashed migration of Django and what it replaces are one history. */
class SquashedMigrationsTest {

    private static final String APP = "shop/migrations/";
    private static final String SQUASHED = APP + "0001_squashed_0002_b.py";

    private final TreeMap<String, String> begun = new TreeMap<>(Map.of(
            APP + "0001_a.py", module(List.of(), List.of()),
            APP + "0002_b.py", module(List.of("0001_a"), List.of())));
    private final TreeMap<String, String> onto = new TreeMap<>(begun);
    private final TreeMap<String, String> own = new TreeMap<>(begun);

    @Test
    void staysWhereWhatItReplacesIs() {
        onto.put(APP + "0003_c.py", module(List.of("0002_b"), List.of()));
        own.put(SQUASHED, squash());

        assertThat(branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void dependsOnWhatItDidWhereMoreHasLandedBehindWhatItReplaces() {
        onto.put(APP + "0003_c.py", module(List.of("0002_b"), List.of()));
        own.put(APP + "0002_squashed.py", module(List.of("0001_a"), List.of("0002_b")));

        assertThat(branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void isNoOtherEndThanWhatItReplaces() {
        onto.put(SQUASHED, squash());
        own.put(APP + "0003_d.py", module(List.of("0002_b"), List.of()));

        assertThat(branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Unchanged.class,
                        unchanged -> assertThat(unchanged.notes()).isEmpty());
    }

    @Test
    void whatFollowsItFollowsWhatItReplaces() {
        onto.put(SQUASHED, squash());
        onto.put(APP + "0003_c.py", module(List.of("0001_squashed_0002_b"), List.of()));
        own.put(APP + "0003_d.py", module(List.of("0002_b"), List.of()));

        assertThat(branch().numbered().own()).containsEntry(APP + "0004_d.py", module(List.of("0003_c"), List.of()));
    }

    @Test
    void hasTheNumbersOfWhatIsGone() {
        onto.clear();
        onto.put(SQUASHED, squash());
        own.put(APP + "0002_d.py", module(List.of("0001_a"), List.of()));
        own.put(APP + "0003_e.py", module(List.of("0002_d"), List.of()));

        assertThat(branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Renumbered.class,
                        done -> assertThat(done.places())
                                .containsExactly(
                                        new Place(APP + "0002_d.py", APP + "0003_d.py", Optional.of("0002"), SQUASHED),
                                        new Place(
                                                APP + "0003_e.py",
                                                APP + "0004_e.py",
                                                Optional.of("0003"),
                                                APP + "0002_d.py")));
    }

    @Test
    void followsWhatMovesThatItReplaces() {
        onto.put(APP + "0003_c.py", module(List.of("0002_b"), List.of()));
        own.put(APP + "0003_d.py", module(List.of("0002_b"), List.of()));
        own.put(APP + "0004_e.py", module(List.of("0003_d"), List.of()));
        own.put(APP + "0003_squashed.py", module(List.of("0002_b"), List.of("0003_d", "0004_e")));

        assertThat(branch().numbered().own())
                .containsEntry(APP + "0004_d.py", module(List.of("0003_c"), List.of()))
                .containsEntry(APP + "0005_e.py", module(List.of("0004_d"), List.of()))
                .containsEntry(APP + "0003_squashed.py", module(List.of("0003_c"), List.of("0004_d", "0005_e")));
        assertThat(branch().numbered().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void goesBackWhereSomethingHasLandedBetweenWhatItReplaces() {
        onto.put(APP + "0003_c.py", module(List.of("0002_b"), List.of()));
        own.put(APP + "0003_d.py", module(List.of("0002_b"), List.of()));
        own.put(APP + "0001_squashed.py", module(List.of(), List.of("0001_a", "0002_b", "0003_d")));

        assertThat(refusal()).contains("0003_d.py", "0001_squashed", "0003_c");
    }

    @Test
    void goesBackWhereAnotherOneReplacesTheSame() {
        onto.put(SQUASHED, squash());
        own.put(APP + "0001_all.py", squash());

        assertThat(refusal()).contains("0001_all.py", "0001_squashed_0002_b", "0001_a");
    }

    @Test
    void isAStepOnceWhatItReplacesIsGone() {
        onto.put(SQUASHED, squash());

        assertThat(steps()).extracting(MigrationStep::name).containsExactly("0001_a", "0002_b");

        onto.keySet().removeAll(begun.keySet());

        assertThat(steps()).singleElement().satisfies(step -> {
            assertThat(step.name()).isEqualTo("0001_squashed_0002_b");
            assertThat(step.number()).isEmpty();
        });
    }

    @Test
    void endsWhereCirclesOfSquashesReplaceEachOther() {
        onto.put(APP + "0001_x.py", module(List.of(), List.of("0001_y")));
        onto.put(APP + "0001_y.py", module(List.of("0001_x"), List.of("0001_x")));
        own.put(APP + "0003_d.py", module(List.of("0001_y"), List.of()));

        assertThat(branch().number()).isNotNull();
        assertThat(steps()).isNotNull();
    }

    private List<MigrationStep> steps() {
        return new MigrationFiles(path -> false)
                .read(onto.keySet(), path -> Optional.ofNullable(onto.get(path)).map(text -> text.getBytes(ISO_8859_1)))
                .get(0)
                .steps();
    }

    private Branch branch() {
        return Branch.of(begun, onto, own);
    }

    private String refusal() {
        return branch().number() instanceof Numbering.Refused refused ? refused.toString() : "";
    }

    private static String squash() {
        return module(List.of(), List.of("0001_a", "0002_b"));
    }

    private static String module(List<String> dependencies, List<String> replaced) {
        return "class Migration(migrations.Migration):\n"
                + (replaced.isEmpty() ? "" : "    replaces = " + pairs(replaced) + "\n")
                + "    dependencies = " + pairs(dependencies) + "\n";
    }

    private static String pairs(List<String> names) {
        return "["
                + String.join(
                        ", ",
                        names.stream().map(name -> "('shop', '" + name + "')").toList()) + "]";
    }
}
