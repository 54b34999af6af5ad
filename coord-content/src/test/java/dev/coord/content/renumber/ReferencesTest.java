package dev.coord.content.renumber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.schema.Numbering;
import org.junit.jupiter.api.Test;

class ReferencesTest {

    private final DraftedBranch draft = new DraftedBranch();

    @Test
    void movesAScriptWithTheClassThatHasItsTime() {
        draft.landed.put("src/migrations/1767139200000-Posts.ts", "");
        draft.added.put(
                "src/migrations/1767139200000-Tags.ts",
                "class Tags1767139200000 {\n  name = 'Tags1767139200000';\n}\n");
        draft.added.put("src/source.ts", "import { Tags1767139200000 } from './migrations/1767139200000-Tags';\n");

        assertThat(draft.branch().numbered().merged())
                .containsEntry(
                        "src/migrations/1767139200001-Tags.ts",
                        "class Tags1767139200001 {\n  name = 'Tags1767139200001';\n}\n")
                .containsEntry(
                        "src/source.ts", "import { Tags1767139200001 } from './migrations/1767139200001-Tags';\n");
    }

    @Test
    void leavesTheNamesOfTablesThatHaveATime() {
        draft.landed.put("migrations/20260101000000_a.sql", "");
        draft.added.put("migrations/20260101000000_b.sql", "create table old20260101000000 ();");
        draft.added.put("migrations/20260101000001_c.js", "knex('t20260101000000x')");

        assertThat(draft.branch().numbered().merged())
                .containsEntry("migrations/20260101000001_b.sql", "create table old20260101000000 ();")
                .containsEntry("migrations/20260101000002_c.js", "knex('t20260101000000x')");
    }

    @Test
    void referencesFollowByWholeWords() {
        draft.landed.put("db/migrations/002_x.sql", "");
        draft.added.put("db/migrations/002_tags.sql", "");
        draft.added.put(
                "docs.md", "see db/migrations/002_tags.sql, 002_tags and 1002_tags, x/002_tags.sql, 002_tags2.");

        assertThat(draft.branch().numbered().own().get("docs.md"))
                .isEqualTo("see db/migrations/003_tags.sql, 003_tags and 1002_tags, x/002_tags.sql, 002_tags2.");
    }

    @Test
    void filesOfOthersAndFilesThatAreNoTextsStay() {
        draft.begun.put("known.md", "002_tags");
        draft.landed.put("db/migrations/002_x.sql", "");
        draft.added.put("db/migrations/002_tags.sql", "");
        draft.added.put("dump.bin", "002_tags\0");
        draft.added.put("db/migrations/atlas.sum", "002_tags.sql h1:x=");

        assertThat(draft.branch().numbered().own())
                .containsEntry("known.md", "002_tags")
                .containsEntry("dump.bin", "002_tags\0")
                .containsEntry("db/migrations/atlas.sum", "002_tags.sql h1:x=");
        assertThat(draft.branch().number())
                .isInstanceOfSatisfying(
                        Numbering.Renumbered.class,
                        done -> assertThat(done.notes())
                                .singleElement()
                                .asString()
                                .contains("atlas migrate hash --dir file://db/migrations"));
    }

    @Test
    void aNameThatTwoDirectoriesHaveFollowsOnlyWithItsPath() {
        draft.begun.put("a/migrations/002_x.sql", "");
        draft.landed.put("b/migrations/002_y.sql", "");
        draft.added.put("b/migrations/002_x.sql", "");
        draft.added.put("notes.md", "b/migrations/002_x.sql a/migrations/002_x.sql 002_x");

        assertThat(draft.branch().numbered().own().get("notes.md"))
                .isEqualTo("b/migrations/003_x.sql a/migrations/002_x.sql 002_x");
    }

    @Test
    void timesInASchemaOfRailsFollow() {
        draft.landed.put("db/migrate/20260101000000_a.rb", "");
        draft.added.put("db/migrate/20260101000000_b.rb", "");
        draft.added.put("db/schema.rb", "define(version: 2026_01_01_000000)");
        draft.added.put("db/structure.sql", "('20260101000000'),");

        assertThat(draft.branch().numbered().own())
                .containsEntry("db/schema.rb", "define(version: 2026_01_01_000001)")
                .containsEntry("db/structure.sql", "('20260101000001'),");
    }

    @Test
    void theVersionOfASchemaOfRailsStaysTheLatest() {
        draft.begun.put("db/migrate/20260101000500_a.rb", "");
        draft.begun.put("db/schema.rb", "define(version: 2026_01_01_000500)");
        draft.added.put("db/migrate/20260101000000_b.rb", "");
        draft.added.put("db/schema.rb", "define(version: 2026_01_01_000500) b");

        assertThat(draft.branch().numbered().own())
                .containsKey("db/migrate/20260101000501_b.rb")
                .containsEntry("db/schema.rb", "define(version: 2026_01_01_000501) b");
        draft.added.put("db/schema.rb", "define(version: 2025_01_01_000500) b");
        assertThat(draft.branch().numbered().own())
                .containsEntry("db/schema.rb", "define(version: 2025_01_01_000500) b");
    }
}
