package dev.coord.content.renumber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Place;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class FarNumbersTest {

    private final DraftedBranch draft = new DraftedBranch();

    /** What a number becomes beside the one that landed last. */
    private String beside(String last, String own) {
        draft.begun.clear();
        draft.added.clear();
        draft.begun.put("migrations/" + last + "_a.sql", "");
        draft.added.put("migrations/" + own + "_b.sql", "");
        return draft.branch().number() instanceof Numbering.Renumbered done
                ? done.places().get(0).to().replaceAll("migrations/|_b.sql", "")
                : own;
    }

    @Test
    void movesOneThatIsFarFromAllOthersToTheNextOne() {
        assertThat(beside("002", "9999999")).isEqualTo("003");
        assertThat(beside("0012", "9999")).isEqualTo("0013");
        assertThat(beside("20260101000000", "20991231235959")).isEqualTo("20260101000001");
        assertThat(beside("20260101000000", "99999999999999")).isEqualTo("20260101000001");
        assertThat(beside("1767139200000", "9999999999999")).isEqualTo("1767139200001");
        assertThat(beside("1767139200000", "4102444800000")).isEqualTo("1767139200001");
    }

    @Test
    void leavesStepsThatPeopleMean() {
        for (String[] both : new String[][] {
            {"002", "100"},
            {"0100", "0200"},
            {"012", "1000"},
            {"1000", "9000"},
            {"005", "20261129120000"},
            {"005", "1764417600000"},
            {"20200101000000", "20261130110000"},
            {"2026112901", "2026113001"},
            {"202611290001", "202611299901"},
            {"20261129", "20261130"},
            {"1764417600", "1764417700"}
        }) {
            assertThat(beside(both[0], both[1])).isEqualTo(both[1]);
        }
    }

    @Test
    void tellsWhyOneThatIsFarMoves() {
        draft.begun.put("migrations/002_a.sql", "");
        draft.added.put("migrations/9999999_b.sql", "");

        assertThat(draft.branch().number())
                .asInstanceOf(InstanceOfAssertFactories.type(Numbering.Renumbered.class))
                .satisfies(done -> assertThat(done.notes())
                        .singleElement()
                        .asString()
                        .startsWith("9999999_b had a number that is far from all others")
                        .contains("it is merged as 003, the next one after 002_a.sql"));
        assertThat(draft.branch().numbered().number()).isEqualTo(new Numbering.Unchanged(List.of()));
    }

    @Test
    void drawsNothingBehindOneThatLandedFarFromAllOthers() {
        draft.begun.put("migrations/002_a.sql", "");
        draft.begun.put("migrations/9999999_b.sql", "");
        draft.landed.put("migrations/003_c.sql", "");
        draft.added.put("migrations/003_d.sql", "");

        assertThat(draft.places()).extracting(Place::to).containsExactly("migrations/004_d.sql");
        assertThat(draft.branch().number())
                .asInstanceOf(InstanceOfAssertFactories.type(Numbering.Renumbered.class))
                .satisfies(done -> assertThat(done.notes())
                        .singleElement()
                        .asString()
                        .startsWith("in migrations 9999999_b.sql has landed, and its number is far from all others")
                        .contains("counts on from 003_c.sql"));
    }

    @Test
    void comesBehindOneThatLandedFarFromAllOthersSinceTheBranchWasBegun() {
        draft.begun.put("migrations/002_a.sql", "");
        draft.landed.put("migrations/9999999_b.sql", "");
        draft.added.put("migrations/003_d.sql", "");

        assertThat(draft.places()).extracting(Place::to).containsExactly("migrations/10000000_d.sql");
    }

    @Test
    void goesOnFromAStepThatOthersWentOnFrom() {
        draft.begun.put("migrations/020_a.sql", "");
        draft.begun.put("migrations/10001_b.sql", "");
        draft.begun.put("migrations/10002_c.sql", "");
        draft.landed.put("migrations/10003_d.sql", "");
        draft.added.put("migrations/10003_e.sql", "");

        assertThat(draft.places()).extracting(Place::to).containsExactly("migrations/10004_e.sql");
        draft.landed.clear();
        draft.begun.remove("migrations/10002_c.sql");
        assertThat(draft.branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }
}
