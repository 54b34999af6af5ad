package dev.coord.content.renumber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.schema.Numbering;
import org.junit.jupiter.api.Test;

class FlywayNumbersTest {

    private final DraftedBranch draft = new DraftedBranch();

    @Test
    void countsPartsOfFlywaysVersions() {
        draft.begun.put("db/migration/V1.9__a.sql", "");
        draft.landed.put("db/migration/V1.10__b.sql", "");
        draft.added.put("db/migration/V1_10__c.sql", "");
        draft.added.put("db/migration/U1.10__c.sql", "");
        draft.added.put("db/migration/R__views.sql", "");

        assertThat(draft.moved()).containsExactly("db/migration/U1.11__c.sql", "db/migration/V1.11__c.sql");
    }

    /** Otherwise what undoes it stays, and undoes the one that has its number. */
    @Test
    void whatUndoesAVersionOfFlywayMovesWithItThoughOneOfThatVersionWasThere() {
        draft.begun.put("db/migration/V2__posts.sql", "");
        draft.added.put("db/migration/V2__tags.sql", "");
        draft.added.put("db/migration/U2__tags.sql", "");

        assertThat(draft.moved()).containsExactly("db/migration/U3__tags.sql", "db/migration/V3__tags.sql");
        draft.added.remove("db/migration/U2__tags.sql");
        draft.added.put("db/migration/U2__drop_tags.sql", "");
        assertThat(draft.moved()).containsExactly("db/migration/U3__drop_tags.sql", "db/migration/V3__tags.sql");
        draft.added.put("db/migration/U2__posts.sql", "");
        assertThat(draft.moved())
                .as("what undoes the one that was there stays")
                .containsExactly("db/migration/U3__drop_tags.sql", "db/migration/V3__tags.sql");
    }

    @Test
    void aVersionOfFlywayMovesThoughTheOneThatWasThereIsUndoneByAFile() {
        draft.begun.put("db/migration/V2__tags.sql", "");
        draft.begun.put("db/migration/U2__tags.sql", "");
        draft.added.put("db/migration/V2__posts.sql", "");

        assertThat(draft.moved()).containsExactly("db/migration/V3__posts.sql");
    }

    @Test
    void tellsOfWhatFlywayWouldUndoAnotherMigrationBy() {
        draft.begun.put("db/migration/V2__posts.sql", "");
        draft.begun.put("db/migration/V3__tags.sql", "");
        draft.begun.put("db/migration/U2__tags.sql", "");
        draft.added.put("db/migration/V4__x.sql", "");

        assertThat(draft.branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Unchanged.class,
                        told -> assertThat(told.notes())
                                .singleElement()
                                .asString()
                                .contains("U2__tags has the version of V2__posts", "by it"));
    }

    @Test
    void aVersionOfSeveralPartsIsNotAsWideAsAllOfThem() {
        draft.begun.put("db/migration/V1__a.sql", "");
        draft.added.put("db/migration/V1.0.0__b.sql", "");

        assertThat(draft.moved()).containsExactly("db/migration/V2__b.sql");
    }
}
