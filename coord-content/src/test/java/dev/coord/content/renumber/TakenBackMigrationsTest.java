package dev.coord.content.renumber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What was taken back, and is not known to be undone: databases may have it. */
class TakenBackMigrationsTest {

    private final DraftedBranch draft = new DraftedBranch();

    /** Flyway and others know migrations by version, and would not run another one under it. */
    @Test
    void movesBehindWhatWasTakenBackAndIsNotUndone() {
        draft.begun.put("db/migration/V1__users.sql", "");
        draft.added.put("db/migration/V2__tags.sql", "tags");

        Numbering numbered = draft.branch()
                .leaving(Map.of("db/migration/V2__posts.sql", "posts", "db/migration/V3__more.sql", ""))
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
        draft.begun.put("db/migration/V1__users.sql", "");
        draft.added.put("db/migration/V2__posts.sql", "posts");

        assertThat(draft.branch()
                        .leaving(Map.of("db/migration/V2__posts.sql", "posts"))
                        .number())
                .isEqualTo(new Numbering.Unchanged(List.of()));
        assertThat(draft.branch()
                        .leaving(Map.of("db/migration/V2__posts.sql", "posts", "db/migration/V3__more.sql", ""))
                        .numbered()
                        .own())
                .as("what was taken back with it may come back as well")
                .containsKey("db/migration/V2__posts.sql");
        assertThat(draft.branch()
                        .leaving(Map.of("db/migration/V2__posts.sql", "other"))
                        .numbered()
                        .own())
                .containsKey("db/migration/V3__posts.sql");
    }

    /** Tools that know migrations by name would run it again under another one. */
    @Test
    void comesBackUnderTheNumberThatItLandedWith() {
        draft.begun.put("migrations/001_users.sql", "");
        draft.landed.put("migrations/002_a.sql", "a");
        draft.landed.put("migrations/003_b.sql", "b");
        draft.added.put("migrations/002_c.sql", "c");

        assertThat(draft.branch().leaving(Map.of("migrations/004_c.sql", "c")).number())
                .isInstanceOfSatisfying(Numbering.Renumbered.class, done -> {
                    assertThat(done.places())
                            .containsExactly(new Place(
                                    "migrations/002_c.sql",
                                    "migrations/004_c.sql",
                                    Optional.empty(),
                                    "migrations/004_c.sql"));
                    assertThat(done.notes()).isEmpty();
                });
    }

    @Test
    void comesBackBeforeWhatLandedAfterItAndTellsThat() {
        draft.begun.put("migrations/001_users.sql", "");
        draft.landed.put("migrations/002_a.sql", "a");
        draft.landed.put("migrations/004_c.sql", "c");
        draft.added.put("migrations/002_b.sql", "b");

        assertThat(draft.branch().leaving(Map.of("migrations/003_b.sql", "b")).number())
                .isInstanceOfSatisfying(Numbering.Renumbered.class, done -> {
                    assertThat(done.places()).extracting(Place::to).containsExactly("migrations/003_b.sql");
                    assertThat(done.notes())
                            .containsExactly("migrations/003_b.sql comes back as it was taken back, before 004_c.sql: a"
                                    + " database that has run that and not this may never run this; where it was undone, say"
                                    + " 'coord rollback --undone migrations/003_b.sql' before it lands, and it gets a"
                                    + " number behind all");
                });
        draft.added.remove("migrations/002_b.sql");
        draft.added.put("migrations/003_b.sql", "b");
        assertThat(draft.branch().leaving(Map.of("migrations/003_b.sql", "b")).number())
                .as("under its own name as well")
                .isInstanceOfSatisfying(
                        Numbering.Unchanged.class,
                        told -> assertThat(told.notes())
                                .singleElement()
                                .asString()
                                .startsWith("migrations/003_b.sql comes back"));
    }

    @Test
    void whatComesBackChangedGetsANumberBehindAll() {
        draft.landed.put("migrations/002_a.sql", "a");
        draft.added.put("migrations/002_c.sql", "c, changed");
        draft.added.put("migrations/003_d.sql", "d, which may need it");

        assertThat(draft.branch()
                        .leaving(Map.of("migrations/003_c.sql", "c", "migrations/004_d.sql", "d, which may need it"))
                        .number())
                .isInstanceOfSatisfying(Numbering.Renumbered.class, done -> {
                    assertThat(done.places())
                            .extracting(Place::to)
                            .containsExactly("migrations/005_c.sql", "migrations/006_d.sql");
                    assertThat(done.notes()).singleElement().asString().contains("003_c was taken back");
                });
    }

    @Test
    void aNumberThatSomethingElseHasByNowIsNotGivenAgain() {
        draft.landed.put("migrations/002_a.sql", "a");
        draft.landed.put("migrations/004_x.sql", "x");
        draft.added.put("migrations/002_c.sql", "c");

        assertThat(draft.branch()
                        .leaving(Map.of("migrations/004_c.sql", "c"))
                        .numbered()
                        .own())
                .containsKey("migrations/005_c.sql");
    }

    @Test
    void whatIsNewComesBehindAllThatDatabasesMayHave() {
        draft.landed.put("migrations/002_a.sql", "a");
        draft.added.put("migrations/002_c.sql", "c");
        draft.added.put("migrations/004_d.sql", "d");

        assertThat(draft.branch()
                        .leaving(Map.of("migrations/003_c.sql", "c", "migrations/005_e.sql", "e"))
                        .numbered()
                        .own())
                .containsKeys("migrations/003_c.sql", "migrations/006_d.sql");
    }

    @Test
    void whatNamesItFollowsAsItDid() {
        draft.landed.put("migrations/002_a.sql", "a");
        draft.added.put("migrations/002_c.sql", "c");
        draft.added.put("migrations/003_d.sql", "d goes on from 002_c");
        Map<String, String> left = Map.of("migrations/003_c.sql", "c", "migrations/004_d.sql", "d goes on from 003_c");

        assertThat(draft.branch().leaving(left).numbered().own()).containsAllEntriesOf(left);

        draft.landed.put("migrations/003_x.sql", "x");
        assertThat(draft.branch().leaving(left).numbered().own())
                .containsEntry("migrations/005_c.sql", "c")
                .containsEntry("migrations/006_d.sql", "d goes on from 005_c");
    }

    @Test
    void ofSeveralTheLatestThatHeldTheSameIsMeant() {
        draft.landed.put("migrations/002_a.sql", "a");
        draft.added.put("migrations/002_c.sql", "c");

        assertThat(draft.branch()
                        .leaving(Map.of("migrations/004_c.sql", "c", "migrations/005_c.sql", "c"))
                        .numbered()
                        .own())
                .containsKey("migrations/005_c.sql");
        assertThat(draft.branch()
                        .leaving(Map.of("migrations/004_c.sql", "c", "migrations/005_c.sql", "c, changed"))
                        .numbered()
                        .own())
                .containsKey("migrations/004_c.sql");
    }

    @Test
    void twoThatAreAlikeAreTwo() {
        draft.landed.put("migrations/002_a.sql", "a");
        draft.added.put("migrations/002_c.sql", "c");
        draft.added.put("migrations/003_c.sql", "c");

        assertThat(draft.branch()
                        .leaving(Map.of("migrations/003_c.sql", "c", "migrations/004_c.sql", "c"))
                        .numbered()
                        .own())
                .containsKeys("migrations/003_c.sql", "migrations/004_c.sql")
                .doesNotContainKey("migrations/002_c.sql");
    }

    @Test
    void allFilesOfOneComeBackTogetherInEachScheme() {
        assertBack("migrations/000002_c.up.sql", "migrations/000007_c.up.sql", "migrations/000007_c.down.sql");
        assertBack("migrations/02_c_up.sql", "migrations/07_c_up.sql", "migrations/07_c_down.sql");
        assertBack("db/migration/V1.2__c.sql", "db/migration/V1.7__c.sql", "db/migration/U1.7__c.sql");
        assertBack("db/migration/V2__c.sql", "db/migration/V1_7__c.sql", "db/migration/U1_7__c.sql");
        assertBack(
                "prisma/migrations/20260101000000_c/migration.sql",
                "prisma/migrations/20260101000007_c/migration.sql",
                "prisma/migrations/20260101000007_c/down.sql");
        assertBack("db/migrate/20260101000000_c.rb", "db/migrate/20260101000007_c.rb", "spec/c_spec.rb");
    }

    private void assertBack(String from, String left, String other) {
        String with = other.replaceAll("[0-9_.]+(?=(__|_)c)", from.replaceAll(".*?([0-9_.]+)(__|_)c.*", "$1"));
        draft.added.clear();
        draft.added.put(from, "up");
        draft.added.put(with, "the rest");
        draft.landed.clear();
        draft.landed.put(left.replaceAll("7(?=_+c)", "9").replaceAll("_c", "_x"), "since");

        assertThat(draft.branch().leaving(Map.of(left, "up")).numbered().own())
                .containsEntry(left, "up")
                .containsEntry(other, "the rest")
                .hasSize(2);
    }

    @Test
    void theClassThatHasItsTimeComesBackAsWell() {
        draft.landed.put("src/migrations/1767139200000-Posts.ts", "");
        draft.added.put("src/migrations/1767139200000-Tags.ts", "class Tags1767139200000 {}");

        assertThat(draft.branch()
                        .leaving(Map.of("src/migrations/1767139200005-Tags.ts", "class Tags1767139200005 {}"))
                        .numbered()
                        .own())
                .containsEntry("src/migrations/1767139200005-Tags.ts", "class Tags1767139200005 {}");
    }

    @Test
    void aSchemaOfRailsStaysAtTheLatestVersion() {
        draft.landed.put("db/migrate/20260101000009_d.rb", "");
        draft.added.put("db/migrate/20260101000000_c.rb", "c");
        draft.added.put("db/schema.rb", "define(version: 2026_01_01_000000)");

        assertThat(draft.branch()
                        .leaving(Map.of("db/migrate/20260101000007_c.rb", "c"))
                        .numbered()
                        .own())
                .containsKey("db/migrate/20260101000007_c.rb")
                .containsEntry("db/schema.rb", "define(version: 2026_01_01_000009)");
    }

    /** Where that lies before it by now, a database that has neither would fail. */
    @Test
    void doesNotComeBackBeforeWhatMakesWhatItNeeds() {
        draft.begun.put("migrations/001_users.sql", "");
        draft.landed.put("migrations/006_b.sql", "create table b (id int primary key);");
        draft.added.put("migrations/002_c.sql", "create table c (b int references b);");
        Map<String, String> left = Map.of("migrations/004_c.sql", "create table c (b int references b);");

        assertThat(draft.branch().leaving(left).numbered().own())
                .as("it landed since")
                .containsKey("migrations/007_c.sql");

        Branch alone = draft.branch();
        TreeMap<String, String> landed = new TreeMap<>(draft.begun);
        assertThat(Branch.of(alone.begun(), landed, alone.onto(), alone.own())
                        .leaving(left)
                        .numbered()
                        .own())
                .as("it is of the same wave")
                .containsKey("migrations/007_c.sql");

        draft.begun.put("migrations/003_b.sql", "create table b (id int primary key);");
        draft.landed.put("migrations/006_b.sql", "create table if not exists b (id int primary key);");
        assertThat(draft.branch().leaving(left).numbered().own())
                .as("it was there before")
                .containsKey("migrations/004_c.sql");
    }
}
