package dev.coord.content.renumber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.migration.MigrationFiles;
import dev.coord.schema.BranchFiles;
import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class RenumberingTest {

    private final SortedMap<String, String> begun = new TreeMap<>();
    private final SortedMap<String, String> landed = new TreeMap<>();
    private final SortedMap<String, String> added = new TreeMap<>();
    private final Set<String> removed = new TreeSet<>();

    @Test
    void movesWhatHasATakenNumber() {
        begun.put("db/migrations/001_users.sql", "");
        landed.put("db/migrations/002_posts.sql", "");
        added.put("db/migrations/002_tags.sql", "create table tags();");

        assertThat(places())
                .containsExactly(new Place(
                        "db/migrations/002_tags.sql",
                        "db/migrations/003_tags.sql",
                        Optional.of("002"),
                        "db/migrations/002_posts.sql"));
    }

    @Test
    void movesAFileThatHasTheNameOfAnother() {
        landed.put("migrations/002_x.sql", "theirs");
        added.put("migrations/002_x.sql", "own");

        assertThat(branch().numbered().merged())
                .isEqualTo(Map.of("migrations/002_x.sql", "theirs", "migrations/003_x.sql", "own"));
    }

    @Test
    void leavesWhatLandedAlreadyAsItIs() {
        landed.put("migrations/002_x.sql", "same");
        added.put("migrations/002_x.sql", "same");

        assertThat(branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void leavesWhatLandedAlreadyAsItIsThoughItIsUndoneByAFileOfTheBranch() {
        landed.put("migrations/002_x.sql", "same");
        added.put("migrations/002_x.sql", "same");
        added.put("migrations/002_x.down.sql", "own");

        assertThat(branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void leavesWhatComesAfterAll() {
        landed.put("migrations/002_x.sql", "");
        added.put("migrations/004_y.sql", "");

        assertThat(branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    /** What a number becomes beside the one that landed last. */
    private String beside(String last, String own) {
        begun.clear();
        added.clear();
        begun.put("migrations/" + last + "_a.sql", "");
        added.put("migrations/" + own + "_b.sql", "");
        return branch().number() instanceof Numbering.Renumbered done
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
        begun.put("migrations/002_a.sql", "");
        added.put("migrations/9999999_b.sql", "");

        assertThat(branch().number())
                .asInstanceOf(InstanceOfAssertFactories.type(Numbering.Renumbered.class))
                .satisfies(done -> assertThat(done.notes())
                        .singleElement()
                        .asString()
                        .startsWith("9999999_b had a number that is far from all others")
                        .contains("it is merged as 003, the next one after 002_a.sql"));
        assertThat(branch().numbered().number()).isEqualTo(new Numbering.Unchanged(List.of()));
    }

    @Test
    void drawsNothingBehindOneThatLandedFarFromAllOthers() {
        begun.put("migrations/002_a.sql", "");
        begun.put("migrations/9999999_b.sql", "");
        landed.put("migrations/003_c.sql", "");
        added.put("migrations/003_d.sql", "");

        assertThat(places()).extracting(Place::to).containsExactly("migrations/004_d.sql");
        assertThat(branch().number())
                .asInstanceOf(InstanceOfAssertFactories.type(Numbering.Renumbered.class))
                .satisfies(done -> assertThat(done.notes())
                        .singleElement()
                        .asString()
                        .startsWith("in migrations 9999999_b.sql has landed, and its number is far from all others")
                        .contains("counts on from 003_c.sql"));
    }

    @Test
    void comesBehindOneThatLandedFarFromAllOthersSinceTheBranchWasBegun() {
        begun.put("migrations/002_a.sql", "");
        landed.put("migrations/9999999_b.sql", "");
        added.put("migrations/003_d.sql", "");

        assertThat(places()).extracting(Place::to).containsExactly("migrations/10000000_d.sql");
    }

    @Test
    void goesOnFromAStepThatOthersWentOnFrom() {
        begun.put("migrations/020_a.sql", "");
        begun.put("migrations/10001_b.sql", "");
        begun.put("migrations/10002_c.sql", "");
        landed.put("migrations/10003_d.sql", "");
        added.put("migrations/10003_e.sql", "");

        assertThat(places()).extracting(Place::to).containsExactly("migrations/10004_e.sql");
        landed.clear();
        begun.remove("migrations/10002_c.sql");
        assertThat(branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void movesATimeThatIsBeforeOneThatLandedMeanwhile() {
        begun.put("supabase/migrations/20260101000000_a.sql", "");
        landed.put("supabase/migrations/20260228235959_b.sql", "");
        added.put("supabase/migrations/20260201000000_c.sql", "");

        assertThat(places())
                .containsExactly(new Place(
                        "supabase/migrations/20260201000000_c.sql",
                        "supabase/migrations/20260301000000_c.sql",
                        Optional.empty(),
                        "supabase/migrations/20260228235959_b.sql"));
    }

    /** A branch has that of the target that somebody merged into it, and databases run nothing before what they have run. */
    @Test
    void movesWhatIsBeforeOneThatTheBranchKnew() {
        begun.put("supabase/migrations/20260228235959_b.sql", "");
        added.put("supabase/migrations/20260201000000_c.sql", "");

        assertThat(moved()).containsExactly("supabase/migrations/20260301000000_c.sql");
    }

    @Test
    void leavesWhatABranchRenamesToAnotherNumberWhereItPutsIt() {
        begun.put("migrations/001_a.sql", "a");
        begun.put("migrations/002_b.sql", "b");
        begun.put("migrations/005_c.sql", "c");
        removed.add("migrations/002_b.sql");
        added.put("migrations/003_b.sql", "b");

        assertThat(branch().number()).isInstanceOf(Numbering.Unchanged.class);
        landed.put("migrations/003_d.sql", "d");
        assertThat(moved()).containsExactly("migrations/006_b.sql");
    }

    @Test
    void keepsTheOrderOfABranch() {
        landed.put("migrations/02_x.sql", "");
        added.put("migrations/02_a.sql", "");
        added.put("migrations/03_b.sql", "");
        added.put("migrations/09_c.sql", "");

        assertThat(moved()).containsExactly("migrations/03_a.sql", "migrations/04_b.sql");
    }

    @Test
    void movesAFileToWhereOneOfTheSameBranchWas() {
        landed.put("migrations/02_x.sql", "");
        added.put("migrations/02_a.sql", "first");
        added.put("migrations/03_a.sql", "second");

        assertThat(branch().numbered().merged())
                .containsEntry("migrations/03_a.sql", "first")
                .containsEntry("migrations/04_a.sql", "second");
    }

    @Test
    void movesPairsTogetherAndKeepsTheWidth() {
        landed.put("migrations/000002_a.up.sql", "");
        landed.put("migrations/000002_a.down.sql", "");
        added.put("migrations/000002_b.up.sql", "");
        added.put("migrations/000002_b.down.sql", "");

        assertThat(moved()).containsExactly("migrations/000003_b.down.sql", "migrations/000003_b.up.sql");
    }

    /** Otherwise one that is written otherwise would make all later ones so. */
    @Test
    void goesOnWithAsManyDigitsAsMostHave() {
        begun.put("migrations/001_a.sql", "");
        begun.put("migrations/002_b.sql", "");
        landed.put("migrations/0000000003_c.sql", "");
        added.put("migrations/003_d.sql", "");

        assertThat(moved()).containsExactly("migrations/004_d.sql");
        begun.put("migrations/999_y.sql", "");
        landed.clear();
        landed.put("migrations/1000_z.sql", "");
        added.put("migrations/1000_d.sql", "");
        assertThat(moved()).contains("migrations/1001_d.sql");
    }

    @Test
    void movesAScriptWithTheClassThatHasItsTime() {
        landed.put("src/migrations/1767139200000-Posts.ts", "");
        added.put(
                "src/migrations/1767139200000-Tags.ts",
                "class Tags1767139200000 {\n  name = 'Tags1767139200000';\n}\n");
        added.put("src/source.ts", "import { Tags1767139200000 } from './migrations/1767139200000-Tags';\n");

        assertThat(branch().numbered().merged())
                .containsEntry(
                        "src/migrations/1767139200001-Tags.ts",
                        "class Tags1767139200001 {\n  name = 'Tags1767139200001';\n}\n")
                .containsEntry(
                        "src/source.ts", "import { Tags1767139200001 } from './migrations/1767139200001-Tags';\n");
    }

    @Test
    void leavesTheNamesOfTablesThatHaveATime() {
        landed.put("migrations/20260101000000_a.sql", "");
        added.put("migrations/20260101000000_b.sql", "create table old20260101000000 ();");
        added.put("migrations/20260101000001_c.js", "knex('t20260101000000x')");

        assertThat(branch().numbered().merged())
                .containsEntry("migrations/20260101000001_b.sql", "create table old20260101000000 ();")
                .containsEntry("migrations/20260101000002_c.js", "knex('t20260101000000x')");
    }

    @Test
    void countsPartsOfFlywaysVersions() {
        begun.put("db/migration/V1.9__a.sql", "");
        landed.put("db/migration/V1.10__b.sql", "");
        added.put("db/migration/V1_10__c.sql", "");
        added.put("db/migration/U1.10__c.sql", "");
        added.put("db/migration/R__views.sql", "");

        assertThat(moved()).containsExactly("db/migration/U1.11__c.sql", "db/migration/V1.11__c.sql");
    }

    /** Otherwise what undoes it stays, and undoes the one that has its number. */
    @Test
    void whatUndoesAVersionOfFlywayMovesWithItThoughOneOfThatVersionWasThere() {
        begun.put("db/migration/V2__posts.sql", "");
        added.put("db/migration/V2__tags.sql", "");
        added.put("db/migration/U2__tags.sql", "");

        assertThat(moved()).containsExactly("db/migration/U3__tags.sql", "db/migration/V3__tags.sql");
        added.remove("db/migration/U2__tags.sql");
        added.put("db/migration/U2__drop_tags.sql", "");
        assertThat(moved()).containsExactly("db/migration/U3__drop_tags.sql", "db/migration/V3__tags.sql");
        added.put("db/migration/U2__posts.sql", "");
        assertThat(moved())
                .as("what undoes the one that was there stays")
                .containsExactly("db/migration/U3__drop_tags.sql", "db/migration/V3__tags.sql");
    }

    @Test
    void aVersionOfFlywayMovesThoughTheOneThatWasThereIsUndoneByAFile() {
        begun.put("db/migration/V2__tags.sql", "");
        begun.put("db/migration/U2__tags.sql", "");
        added.put("db/migration/V2__posts.sql", "");

        assertThat(moved()).containsExactly("db/migration/V3__posts.sql");
    }

    @Test
    void tellsOfWhatFlywayWouldUndoAnotherMigrationBy() {
        begun.put("db/migration/V2__posts.sql", "");
        begun.put("db/migration/V3__tags.sql", "");
        begun.put("db/migration/U2__tags.sql", "");
        added.put("db/migration/V4__x.sql", "");

        assertThat(branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Unchanged.class,
                        told -> assertThat(told.notes())
                                .singleElement()
                                .asString()
                                .contains("U2__tags has the version of V2__posts", "by it"));
    }

    @Test
    void movesDirectoriesOfPrisma() {
        landed.put("prisma/migrations/20260101000000_a/migration.sql", "");
        added.put("prisma/migrations/20260101000000_b/migration.sql", "");
        added.put("prisma/migrations/20260101000000_b/notes.md", "");

        assertThat(moved())
                .containsExactly(
                        "prisma/migrations/20260101000001_b/migration.sql",
                        "prisma/migrations/20260101000001_b/notes.md");
    }

    @Test
    void referencesFollowByWholeWords() {
        landed.put("db/migrations/002_x.sql", "");
        added.put("db/migrations/002_tags.sql", "");
        added.put("docs.md", "see db/migrations/002_tags.sql, 002_tags and 1002_tags, x/002_tags.sql, 002_tags2.");

        assertThat(branch().numbered().own().get("docs.md"))
                .isEqualTo("see db/migrations/003_tags.sql, 003_tags and 1002_tags, x/002_tags.sql, 002_tags2.");
    }

    @Test
    void filesOfOthersAndFilesThatAreNoTextsStay() {
        begun.put("known.md", "002_tags");
        landed.put("db/migrations/002_x.sql", "");
        added.put("db/migrations/002_tags.sql", "");
        added.put("dump.bin", "002_tags\0");
        added.put("db/migrations/atlas.sum", "002_tags.sql h1:x=");

        assertThat(branch().numbered().own())
                .containsEntry("known.md", "002_tags")
                .containsEntry("dump.bin", "002_tags\0")
                .containsEntry("db/migrations/atlas.sum", "002_tags.sql h1:x=");
        assertThat(branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Renumbered.class,
                        done -> assertThat(done.notes())
                                .singleElement()
                                .asString()
                                .contains("atlas migrate hash --dir file://db/migrations"));
    }

    @Test
    void aNameThatTwoDirectoriesHaveFollowsOnlyWithItsPath() {
        begun.put("a/migrations/002_x.sql", "");
        landed.put("b/migrations/002_y.sql", "");
        added.put("b/migrations/002_x.sql", "");
        added.put("notes.md", "b/migrations/002_x.sql a/migrations/002_x.sql 002_x");

        assertThat(branch().numbered().own().get("notes.md"))
                .isEqualTo("b/migrations/003_x.sql a/migrations/002_x.sql 002_x");
    }

    @Test
    void timesInASchemaOfRailsFollow() {
        landed.put("db/migrate/20260101000000_a.rb", "");
        added.put("db/migrate/20260101000000_b.rb", "");
        added.put("db/schema.rb", "define(version: 2026_01_01_000000)");
        added.put("db/structure.sql", "('20260101000000'),");

        assertThat(branch().numbered().own())
                .containsEntry("db/schema.rb", "define(version: 2026_01_01_000001)")
                .containsEntry("db/structure.sql", "('20260101000001'),");
    }

    @Test
    void theVersionOfASchemaOfRailsStaysTheLatest() {
        begun.put("db/migrate/20260101000500_a.rb", "");
        begun.put("db/schema.rb", "define(version: 2026_01_01_000500)");
        added.put("db/migrate/20260101000000_b.rb", "");
        added.put("db/schema.rb", "define(version: 2026_01_01_000500) b");

        assertThat(branch().numbered().own())
                .containsKey("db/migrate/20260101000501_b.rb")
                .containsEntry("db/schema.rb", "define(version: 2026_01_01_000501) b");
        added.put("db/schema.rb", "define(version: 2025_01_01_000500) b");
        assertThat(branch().numbered().own()).containsEntry("db/schema.rb", "define(version: 2025_01_01_000500) b");
    }

    @Test
    void goesOnFromTheEndOfDjangosChain() {
        begun.put("shop/migrations/0001_initial.py", django());
        landed.put("shop/migrations/0002_a.py", django("shop.0001_initial"));
        landed.put("shop/migrations/0003_aa.py", django("shop.0002_a"));
        added.put("shop/migrations/0002_b.py", django("shop.0001_initial", "auth.0002_b"));
        added.put("shop/migrations/0003_c.py", django("shop.0002_b"));
        added.put("other/migrations/0001_d.py", django("shop.0003_c"));

        assertThat(branch().numbered().own())
                .containsEntry("shop/migrations/0004_b.py", django("shop.0003_aa", "auth.0002_b"))
                .containsEntry("shop/migrations/0005_c.py", django("shop.0004_b"))
                .containsEntry("other/migrations/0001_d.py", django("shop.0005_c"));
        assertThat(places().get(0).after()).isEqualTo("shop/migrations/0002_a.py");
    }

    @Test
    void aNameMayHaveSeveralLines() {
        landed.put("migrations/002_a\nb.sql", "");
        added.put("migrations/002_b.sql", "");

        assertThat(moved()).containsExactly("migrations/003_b.sql");
    }

    @Test
    void aVersionOfSeveralPartsIsNotAsWideAsAllOfThem() {
        begun.put("db/migration/V1__a.sql", "");
        added.put("db/migration/V1.0.0__b.sql", "");

        assertThat(moved()).containsExactly("db/migration/V2__b.sql");
    }

    @Test
    void goesOnFromAModuleOfTheSameName() {
        begun.put("shop/migrations/0001_initial.py", django());
        landed.put("shop/migrations/0002_x.py", django("shop.0001_initial") + "# landed\n");
        added.put("shop/migrations/0002_x.py", django("shop.0001_initial"));

        assertThat(branch().numbered().own()).containsEntry("shop/migrations/0003_x.py", django("shop.0002_x"));
    }

    @Test
    void refusesAChainWithSeveralEnds() {
        begun.put("shop/migrations/0001_initial.py", django());
        landed.put("shop/migrations/0002_a.py", django("shop.0001_initial"));
        landed.put("shop/migrations/0002_b.py", django("shop.0001_initial"));
        added.put("shop/migrations/0002_c.py", django("shop.0001_initial"));

        assertThat(branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Refused.class,
                        refused -> assertThat(refused.obstacles())
                                .singleElement()
                                .asString()
                                .contains("0002_a, 0002_b", "makemigrations --merge"));
    }

    @Test
    void goesOnFromTheHeadOfAlembic() {
        begun.put("alembic/env.py", "");
        begun.put("alembic/versions/aaa_x.py", alembic("aaa", "None"));
        landed.put("alembic/versions/bbb_y.py", alembic("bbb", "'aaa'"));
        added.put(
                "alembic/versions/ccc_z.py",
                "\"\"\"z\n\nRevision ID: ccc\nRevises: aaa\n\"\"\"\n" + alembic("ccc", "'aaa'"));

        assertThat(branch().numbered().own())
                .containsEntry(
                        "alembic/versions/ccc_z.py",
                        "\"\"\"z\n\nRevision ID: ccc\nRevises: bbb\n\"\"\"\n" + alembic("ccc", "'bbb'"));
        assertThat(places())
                .containsExactly(new Place(
                        "alembic/versions/ccc_z.py",
                        "alembic/versions/ccc_z.py",
                        Optional.empty(),
                        "alembic/versions/bbb_y.py"));
    }

    @Test
    void numbersRevisionsOfAlembicThatAreNumbers() {
        begun.put("alembic/env.py", "");
        begun.put("alembic/versions/0001_x.py", alembic("0001", "None"));
        landed.put("alembic/versions/0002_y.py", alembic("0002", "'0001'"));
        added.put("alembic/versions/0002_z.py", alembic("0002", "'0001'"));
        added.put("alembic/versions/0003_zz.py", alembic("0003", "'0002'"));

        assertThat(branch().numbered().own())
                .containsEntry("alembic/versions/0003_z.py", alembic("0003", "'0002'"))
                .containsEntry("alembic/versions/0004_zz.py", alembic("0004", "'0003'"));
    }

    @Test
    void firstRevisionsOfTwoBranchesFollowEachOther() {
        begun.put("alembic/env.py", "");
        landed.put("alembic/versions/bbb.py", alembic("bbb", "None"));
        added.put("alembic/versions/ccc.py", alembic("ccc", "None"));

        assertThat(branch().numbered().own()).containsEntry("alembic/versions/ccc.py", alembic("ccc", "'bbb'"));
    }

    @Test
    void tellsOfWhatHasLandedWithOneNumber() {
        begun.put("migrations/001_a.sql", "");
        begun.put("migrations/001_b.sql", "");
        added.put("migrations/002_c.sql", "");

        assertThat(branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Unchanged.class,
                        told -> assertThat(told.notes())
                                .singleElement()
                                .asString()
                                .contains("001_a and 001_b", "rename the one that no database has run"));
    }

    @Test
    void goesOnFromWhatABranchLandedUnderAnotherNumberBefore() {
        begun.put("shop/migrations/0001_initial.py", django());
        begun.put("shop/migrations/0002_x.py", django("shop.0001_initial"));
        SortedMap<String, String> onto = new TreeMap<>(begun);
        onto.remove("shop/migrations/0002_x.py");
        onto.put("shop/migrations/0002_y.py", django("shop.0001_initial"));
        onto.put("shop/migrations/0003_x.py", django("shop.0002_y"));
        TreeMap<String, String> own = new TreeMap<>(begun);
        own.put("shop/migrations/0003_z.py", django("shop.0002_x"));

        assertThat(Branch.of(begun, onto, own).numbered().own())
                .containsEntry("shop/migrations/0004_z.py", django("shop.0003_x"));
    }

    @Test
    void leavesWhatABranchRenamesWhereItWas() {
        begun.put("migrations/001_a.sql", "");
        begun.put("migrations/002_typo.sql", "b");
        begun.put("migrations/003_c.sql", "");
        landed.put("migrations/004_d.sql", "");
        removed.add("migrations/002_typo.sql");
        added.put("migrations/002_b.sql", "b");

        assertThat(branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void leavesWhatABranchPutsInThePlaceOfOthers() {
        begun.put("migrations/001_a.sql", "a");
        begun.put("migrations/002_b.sql", "b");
        removed.addAll(begun.keySet());
        added.put("migrations/001_squashed.sql", "a b");

        assertThat(branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void leavesAModuleThatABranchRenames() {
        begun.put("shop/migrations/0001_initial.py", django());
        begun.put("shop/migrations/0002_auto.py", django("shop.0001_initial"));
        begun.put("shop/migrations/0003_c.py", django("shop.0002_auto"));
        removed.add("shop/migrations/0002_auto.py");
        added.put("shop/migrations/0002_named.py", django("shop.0001_initial"));
        added.put("shop/migrations/0003_c.py", django("shop.0002_named"));

        assertThat(branch().number()).isInstanceOf(Numbering.Unchanged.class);
    }

    @Test
    void keepsPairsTogetherThatTheirNamesAloneTell() {
        begun.put("migrations/001_a.sql", "");
        added.put("migrations/002_x_up.sql", "create table x();");
        added.put("migrations/002_x_down.sql", "drop table x;");
        added.put("migrations/003_y.sql", "create table y();");
        added.put("migrations/003_y.rollback.sql", "drop table y;");

        assertThat(branch().number()).isInstanceOf(Numbering.Unchanged.class);

        landed.put("migrations/002_other.sql", "");

        assertThat(moved())
                .containsExactlyInAnyOrder(
                        "migrations/003_x_up.sql",
                        "migrations/003_x_down.sql",
                        "migrations/004_y.sql",
                        "migrations/004_y.rollback.sql");
    }

    @Test
    void takesWhatIsOnlyCalledSoForAMigrationOfItsOwn() {
        landed.put("migrations/002_other.sql", "");
        added.put("migrations/002_tear_down.sql", "drop table x;");

        assertThat(moved()).containsExactly("migrations/003_tear_down.sql");
    }

    /** Flyway and others know migrations by version, and would not run another one under it. */
    @Test
    void movesBehindWhatWasTakenBackAndIsNotUndone() {
        begun.put("db/migration/V1__users.sql", "");
        added.put("db/migration/V2__tags.sql", "tags");

        Numbering numbered = branch().leaving(
                        Map.of("db/migration/V2__posts.sql", "posts", "db/migration/V3__more.sql", ""))
                .number();

        assertThat(numbered).isInstanceOfSatisfying(Numbering.Renumbered.class, done -> {
            assertThat(done.places())
                    .containsExactly(new Place(
                            "db/migration/V2__tags.sql",
                            "db/migration/V4__tags.sql",
                            Optional.of("2"),
                            "db/migration/V2__posts.sql"));
            assertThat(done.notes())
                    .singleElement()
                    .asString()
                    .contains("V2__posts was taken back")
                    .endsWith("; the same with 1 more");
        });
    }

    @Test
    void leavesWhatComesBackAsItWasTakenBack() {
        begun.put("db/migration/V1__users.sql", "");
        added.put("db/migration/V2__posts.sql", "posts");

        assertThat(branch().leaving(Map.of("db/migration/V2__posts.sql", "posts"))
                        .number())
                .isEqualTo(new Numbering.Unchanged(List.of()));
        assertThat(branch().leaving(Map.of("db/migration/V2__posts.sql", "posts", "db/migration/V3__more.sql", ""))
                        .numbered()
                        .own())
                .as("what was taken back with it may come back as well")
                .containsKey("db/migration/V2__posts.sql");
        assertThat(branch().leaving(Map.of("db/migration/V2__posts.sql", "other"))
                        .numbered()
                        .own())
                .containsKey("db/migration/V3__posts.sql");
    }

    /** What the wave that a branch is merged with adds to the target. */
    private Branch besideWave(Map<String, String> wave) {
        Branch alone = branch();
        TreeMap<String, String> onto = new TreeMap<>(alone.onto());
        onto.putAll(wave);
        return Branch.of(alone.begun(), alone.landed(), onto, alone.own());
    }

    /** A wave lands at once, so that no database has run the one and not the other. */
    @Test
    void leavesAFreeNumberBeforeThatOfAnotherOneOfTheWave() {
        begun.put("migrations/001_a.sql", "");
        added.put("migrations/002_accounts.sql", "create table accounts (id int);");

        assertThat(besideWave(Map.of("migrations/003_posts.sql", "create table posts (a int references accounts);"))
                        .number())
                .isInstanceOf(Numbering.Unchanged.class);
        assertThat(besideWave(Map.of("migrations/002_posts.sql", "")).numbered().own())
                .containsKey("migrations/003_accounts.sql");
    }

    @Test
    void movesBehindTheOneOfTheWaveThatMakesWhatItNeeds() {
        begun.put("migrations/001_a.sql", "");
        added.put("migrations/002_posts.sql", "create table posts (a int references accounts);");
        added.put("migrations/003_more.sql", "create table more (a int);");

        assertThat(besideWave(Map.of(
                                "migrations/004_accounts.sql",
                                "create table accounts (id int);",
                                "migrations/006_last.sql",
                                ""))
                        .numbered()
                        .own())
                .containsKeys("migrations/007_posts.sql", "migrations/008_more.sql");
    }

    @Test
    void aBranchOnTopOfAnotherOneComesBehindAllThatIsMergedBeforeIt() {
        begun.put("migrations/001_a.rb", "");
        TreeMap<String, String> under = new TreeMap<>(begun);
        under.put("migrations/002_tags.rb", "");
        TreeMap<String, String> onto = new TreeMap<>(begun);
        onto.putAll(Map.of("migrations/002_nick.rb", "", "migrations/005_nick.rb", "", "migrations/006_tags.rb", ""));
        TreeMap<String, String> own = new TreeMap<>(under);
        own.put("migrations/003_stack.rb", "");

        assertThat(Branch.of(under, begun, onto, own).numbered().own()).containsKey("migrations/007_stack.rb");
    }

    @Test
    void branchesComeBehindThoseThatMakeWhatTheyNeed() {
        begun.put("migrations/001_a.sql", "create table users (id int);");
        assertThat(order("create table posts (a int references accounts);", "create table accounts (id int);"))
                .containsExactly(1, 0);
        assertThat(order("alter table users add x int;", "create view v as select x from users;", "drop table users;"))
                .containsExactly(0, 1, 2);
        assertThat(order(
                        "create index i on b (x);",
                        "create table c (id int);",
                        "create table b (x int references c);",
                        "create table if not exists c (id int); create table d (c int references c);"))
                .as("what is there anyway is made by whoever needs it")
                .containsExactly(1, 2, 0, 3);
        assertThat(order(
                        "create table a (b int references b);",
                        "create table b (a int references a);",
                        "create table c (id int);"))
                .as("in a circle none is first")
                .containsExactly(2, 0, 1);
        assertThat(order("create table a (x int default f());", "create function f() returns int return 1;"))
                .containsExactly(1, 0);
        assertThat(order("", "create table x (id int);")).containsExactly(0, 1);
    }

    private List<Integer> order(String... migrations) {
        List<BranchFiles> branches = new ArrayList<>();
        for (String one : migrations) {
            TreeMap<String, String> own = new TreeMap<>(begun);
            own.put("migrations/002_f" + branches.size() + ".sql", one);
            branches.add(Branch.of(begun, begun, own));
        }
        return new Renumbering(new MigrationFiles(path -> false)).order(branches);
    }

    private Branch branch() {
        TreeMap<String, String> onto = new TreeMap<>(begun);
        onto.putAll(landed);
        TreeMap<String, String> own = new TreeMap<>(begun);
        own.keySet().removeAll(removed);
        own.putAll(added);
        return Branch.of(begun, onto, own);
    }

    private List<Place> places() {
        return branch().number() instanceof Numbering.Renumbered done ? done.places() : List.of();
    }

    private List<String> moved() {
        return places().stream().map(Place::to).toList();
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
