package dev.coord.content.renumber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Place;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RenumberingTest {

    private final DraftedBranch draft = new DraftedBranch();

    @Test
    void movesWhatHasATakenNumber() {
        draft.begun.put("db/migrations/001_users.sql", "");
        draft.landed.put("db/migrations/002_posts.sql", "");
        draft.added.put("db/migrations/002_tags.sql", "create table tags();");

        assertThat(draft.places())
                .containsExactly(new Place(
                        "db/migrations/002_tags.sql",
                        "db/migrations/003_tags.sql",
                        Optional.of("002"),
                        "db/migrations/002_posts.sql"));
    }

    @Test
    void movesAFileThatHasTheNameOfAnother() {
        draft.landed.put("migrations/002_x.sql", "theirs");
        draft.added.put("migrations/002_x.sql", "own");

        assertThat(draft.branch().numbered().merged())
                .isEqualTo(Map.of("migrations/002_x.sql", "theirs", "migrations/003_x.sql", "own"));
    }

    @Test
    void leavesWhatLandedAlreadyAsItIs() {
        draft.landed.put("migrations/002_x.sql", "same");
        draft.added.put("migrations/002_x.sql", "same");

        assertThat(draft.branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void leavesWhatLandedAlreadyAsItIsThoughItIsUndoneByAFileOfTheBranch() {
        draft.landed.put("migrations/002_x.sql", "same");
        draft.added.put("migrations/002_x.sql", "same");
        draft.added.put("migrations/002_x.down.sql", "own");

        assertThat(draft.branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void leavesWhatComesAfterAll() {
        draft.landed.put("migrations/002_x.sql", "");
        draft.added.put("migrations/004_y.sql", "");

        assertThat(draft.branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void movesATimeThatIsBeforeOneThatLandedMeanwhile() {
        draft.begun.put("supabase/migrations/20260101000000_a.sql", "");
        draft.landed.put("supabase/migrations/20260228235959_b.sql", "");
        draft.added.put("supabase/migrations/20260201000000_c.sql", "");

        assertThat(draft.places())
                .containsExactly(new Place(
                        "supabase/migrations/20260201000000_c.sql",
                        "supabase/migrations/20260301000000_c.sql",
                        Optional.empty(),
                        "supabase/migrations/20260228235959_b.sql"));
    }

    /** A branch has that of the target that somebody merged into it, and databases run nothing before what they have run. */
    @Test
    void movesWhatIsBeforeOneThatTheBranchKnew() {
        draft.begun.put("supabase/migrations/20260228235959_b.sql", "");
        draft.added.put("supabase/migrations/20260201000000_c.sql", "");

        assertThat(draft.moved()).containsExactly("supabase/migrations/20260301000000_c.sql");
    }

    @Test
    void leavesWhatABranchRenamesToAnotherNumberWhereItPutsIt() {
        draft.begun.put("migrations/001_a.sql", "a");
        draft.begun.put("migrations/002_b.sql", "b");
        draft.begun.put("migrations/005_c.sql", "c");
        draft.removed.add("migrations/002_b.sql");
        draft.added.put("migrations/003_b.sql", "b");

        assertThat(draft.branch().number()).isInstanceOf(Numbering.Unchanged.class);
        draft.landed.put("migrations/003_d.sql", "d");
        assertThat(draft.moved()).containsExactly("migrations/006_b.sql");
    }

    @Test
    void keepsTheOrderOfABranch() {
        draft.landed.put("migrations/02_x.sql", "");
        draft.added.put("migrations/02_a.sql", "");
        draft.added.put("migrations/03_b.sql", "");
        draft.added.put("migrations/09_c.sql", "");

        assertThat(draft.moved()).containsExactly("migrations/03_a.sql", "migrations/04_b.sql");
    }

    @Test
    void movesAFileToWhereOneOfTheSameBranchWas() {
        draft.landed.put("migrations/02_x.sql", "");
        draft.added.put("migrations/02_a.sql", "first");
        draft.added.put("migrations/03_a.sql", "second");

        assertThat(draft.branch().numbered().merged())
                .containsEntry("migrations/03_a.sql", "first")
                .containsEntry("migrations/04_a.sql", "second");
    }

    @Test
    void movesPairsTogetherAndKeepsTheWidth() {
        draft.landed.put("migrations/000002_a.up.sql", "");
        draft.landed.put("migrations/000002_a.down.sql", "");
        draft.added.put("migrations/000002_b.up.sql", "");
        draft.added.put("migrations/000002_b.down.sql", "");

        assertThat(draft.moved()).containsExactly("migrations/000003_b.down.sql", "migrations/000003_b.up.sql");
    }

    /** Otherwise one that is written otherwise would make all later ones so. */
    @Test
    void goesOnWithAsManyDigitsAsMostHave() {
        draft.begun.put("migrations/001_a.sql", "");
        draft.begun.put("migrations/002_b.sql", "");
        draft.landed.put("migrations/0000000003_c.sql", "");
        draft.added.put("migrations/003_d.sql", "");

        assertThat(draft.moved()).containsExactly("migrations/004_d.sql");
        draft.begun.put("migrations/999_y.sql", "");
        draft.landed.clear();
        draft.landed.put("migrations/1000_z.sql", "");
        draft.added.put("migrations/1000_d.sql", "");
        assertThat(draft.moved()).contains("migrations/1001_d.sql");
    }

    @Test
    void movesDirectoriesOfPrisma() {
        draft.landed.put("prisma/migrations/20260101000000_a/migration.sql", "");
        draft.added.put("prisma/migrations/20260101000000_b/migration.sql", "");
        draft.added.put("prisma/migrations/20260101000000_b/notes.md", "");

        assertThat(draft.moved())
                .containsExactly(
                        "prisma/migrations/20260101000001_b/migration.sql",
                        "prisma/migrations/20260101000001_b/notes.md");
    }

    @Test
    void aNameMayHaveSeveralLines() {
        draft.landed.put("migrations/002_a\nb.sql", "");
        draft.added.put("migrations/002_b.sql", "");

        assertThat(draft.moved()).containsExactly("migrations/003_b.sql");
    }

    @Test
    void tellsOfWhatHasLandedWithOneNumber() {
        draft.begun.put("migrations/001_a.sql", "");
        draft.begun.put("migrations/001_b.sql", "");
        draft.added.put("migrations/002_c.sql", "");

        assertThat(draft.branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Unchanged.class,
                        told -> assertThat(told.notes())
                                .singleElement()
                                .asString()
                                .contains("001_a and 001_b", "rename the one that no database has run"));
    }

    @Test
    void leavesWhatABranchRenamesWhereItWas() {
        draft.begun.put("migrations/001_a.sql", "");
        draft.begun.put("migrations/002_typo.sql", "b");
        draft.begun.put("migrations/003_c.sql", "");
        draft.landed.put("migrations/004_d.sql", "");
        draft.removed.add("migrations/002_typo.sql");
        draft.added.put("migrations/002_b.sql", "b");

        assertThat(draft.branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void leavesWhatABranchPutsInThePlaceOfOthers() {
        draft.begun.put("migrations/001_a.sql", "a");
        draft.begun.put("migrations/002_b.sql", "b");
        draft.removed.addAll(draft.begun.keySet());
        draft.added.put("migrations/001_squashed.sql", "a b");

        assertThat(draft.branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void keepsPairsTogetherThatTheirNamesAloneTell() {
        draft.begun.put("migrations/001_a.sql", "");
        draft.added.put("migrations/002_x_up.sql", "create table x();");
        draft.added.put("migrations/002_x_down.sql", "drop table x;");
        draft.added.put("migrations/003_y.sql", "create table y();");
        draft.added.put("migrations/003_y.rollback.sql", "drop table y;");

        assertThat(draft.branch().number()).isInstanceOf(Numbering.Unchanged.class);

        draft.landed.put("migrations/002_other.sql", "");

        assertThat(draft.moved())
                .containsExactlyInAnyOrder(
                        "migrations/003_x_up.sql",
                        "migrations/003_x_down.sql",
                        "migrations/004_y.sql",
                        "migrations/004_y.rollback.sql");
    }

    @Test
    void takesWhatIsOnlyCalledSoForAMigrationOfItsOwn() {
        draft.landed.put("migrations/002_other.sql", "");
        draft.added.put("migrations/002_tear_down.sql", "drop table x;");

        assertThat(draft.moved()).containsExactly("migrations/003_tear_down.sql");
    }
}
