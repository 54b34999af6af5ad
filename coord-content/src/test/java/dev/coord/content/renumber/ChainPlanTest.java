package dev.coord.content.renumber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ChainPlanTest {

    private final DraftedBranch draft = new DraftedBranch();

    @Test
    void goesOnFromTheEndOfDjangosChain() {
        draft.begun.put("shop/migrations/0001_initial.py", django());
        draft.landed.put("shop/migrations/0002_a.py", django("shop.0001_initial"));
        draft.landed.put("shop/migrations/0003_aa.py", django("shop.0002_a"));
        draft.added.put("shop/migrations/0002_b.py", django("shop.0001_initial", "auth.0002_b"));
        draft.added.put("shop/migrations/0003_c.py", django("shop.0002_b"));
        draft.added.put("other/migrations/0001_d.py", django("shop.0003_c"));

        assertThat(draft.branch().numbered().own())
                .containsEntry("shop/migrations/0004_b.py", django("shop.0003_aa", "auth.0002_b"))
                .containsEntry("shop/migrations/0005_c.py", django("shop.0004_b"))
                .containsEntry("other/migrations/0001_d.py", django("shop.0005_c"));
        assertThat(draft.places().get(0).after()).isEqualTo("shop/migrations/0002_a.py");
    }

    @Test
    void goesOnFromAModuleOfTheSameName() {
        draft.begun.put("shop/migrations/0001_initial.py", django());
        draft.landed.put("shop/migrations/0002_x.py", django("shop.0001_initial") + "# landed\n");
        draft.added.put("shop/migrations/0002_x.py", django("shop.0001_initial"));

        assertThat(draft.branch().numbered().own()).containsEntry("shop/migrations/0003_x.py", django("shop.0002_x"));
    }

    @Test
    void refusesAChainWithSeveralEnds() {
        draft.begun.put("shop/migrations/0001_initial.py", django());
        draft.landed.put("shop/migrations/0002_a.py", django("shop.0001_initial"));
        draft.landed.put("shop/migrations/0002_b.py", django("shop.0001_initial"));
        draft.added.put("shop/migrations/0002_c.py", django("shop.0001_initial"));

        assertThat(draft.branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Refused.class,
                        refused -> assertThat(refused.obstacles())
                                .singleElement()
                                .asString()
                                .contains("0002_a, 0002_b", "makemigrations --merge"));
    }

    @Test
    void goesOnFromTheHeadOfAlembic() {
        draft.begun.put("alembic/env.py", "");
        draft.begun.put("alembic/versions/aaa_x.py", alembic("aaa", "None"));
        draft.landed.put("alembic/versions/bbb_y.py", alembic("bbb", "'aaa'"));
        draft.added.put(
                "alembic/versions/ccc_z.py",
                "\"\"\"z\n\nRevision ID: ccc\nRevises: aaa\n\"\"\"\n" + alembic("ccc", "'aaa'"));

        assertThat(draft.branch().numbered().own())
                .containsEntry(
                        "alembic/versions/ccc_z.py",
                        "\"\"\"z\n\nRevision ID: ccc\nRevises: bbb\n\"\"\"\n" + alembic("ccc", "'bbb'"));
        assertThat(draft.places())
                .containsExactly(new Place(
                        "alembic/versions/ccc_z.py",
                        "alembic/versions/ccc_z.py",
                        Optional.empty(),
                        "alembic/versions/bbb_y.py"));
    }

    @Test
    void numbersRevisionsOfAlembicThatAreNumbers() {
        draft.begun.put("alembic/env.py", "");
        draft.begun.put("alembic/versions/0001_x.py", alembic("0001", "None"));
        draft.landed.put("alembic/versions/0002_y.py", alembic("0002", "'0001'"));
        draft.added.put("alembic/versions/0002_z.py", alembic("0002", "'0001'"));
        draft.added.put("alembic/versions/0003_zz.py", alembic("0003", "'0002'"));

        assertThat(draft.branch().numbered().own())
                .containsEntry("alembic/versions/0003_z.py", alembic("0003", "'0002'"))
                .containsEntry("alembic/versions/0004_zz.py", alembic("0004", "'0003'"));
    }

    @Test
    void firstRevisionsOfTwoBranchesFollowEachOther() {
        draft.begun.put("alembic/env.py", "");
        draft.landed.put("alembic/versions/bbb.py", alembic("bbb", "None"));
        draft.added.put("alembic/versions/ccc.py", alembic("ccc", "None"));

        assertThat(draft.branch().numbered().own()).containsEntry("alembic/versions/ccc.py", alembic("ccc", "'bbb'"));
    }

    @Test
    void goesOnFromWhatABranchLandedUnderAnotherNumberBefore() {
        draft.begun.put("shop/migrations/0001_initial.py", django());
        draft.begun.put("shop/migrations/0002_x.py", django("shop.0001_initial"));
        SortedMap<String, String> onto = new TreeMap<>(draft.begun);
        onto.remove("shop/migrations/0002_x.py");
        onto.put("shop/migrations/0002_y.py", django("shop.0001_initial"));
        onto.put("shop/migrations/0003_x.py", django("shop.0002_y"));
        TreeMap<String, String> own = new TreeMap<>(draft.begun);
        own.put("shop/migrations/0003_z.py", django("shop.0002_x"));

        assertThat(Branch.of(draft.begun, onto, own).numbered().own())
                .containsEntry("shop/migrations/0004_z.py", django("shop.0003_x"));
    }

    @Test
    void leavesAModuleThatABranchRenames() {
        draft.begun.put("shop/migrations/0001_initial.py", django());
        draft.begun.put("shop/migrations/0002_auto.py", django("shop.0001_initial"));
        draft.begun.put("shop/migrations/0003_c.py", django("shop.0002_auto"));
        draft.removed.add("shop/migrations/0002_auto.py");
        draft.added.put("shop/migrations/0002_named.py", django("shop.0001_initial"));
        draft.added.put("shop/migrations/0003_c.py", django("shop.0002_named"));

        assertThat(draft.branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void whatWasTakenBackComesBackUnderItsNameWhereNothingHasLandedBehindWhatItNames() {
        draft.begun.put("shop/migrations/0001_initial.py", django());
        draft.landed.put("shop/migrations/0002_a.py", django("shop.0001_initial"));
        draft.added.put("shop/migrations/0002_c.py", django("shop.0001_initial"));
        Map<String, String> left = Map.of("shop/migrations/0003_c.py", django("shop.0002_a"));

        assertThat(draft.branch().leaving(left).numbered().own()).containsAllEntriesOf(left);
    }

    private static String django(String... dependencies) {
        List<String> pairs = new ArrayList<>();
        for (String one : dependencies) {
            String[] parts = one.split("[.]", 2);
            pairs.add("        ('" + parts[0] + "', '" + parts[1] + "'),\n");
        }
        return "class Migration(migrations.Migration):\n    dependencies = [\n" + String.join("", pairs) + "    ]\n";
    }

    private static String alembic(String revision, String down) {
        return "revision = '" + revision + "'\ndown_revision = " + down + "\n";
    }
}
