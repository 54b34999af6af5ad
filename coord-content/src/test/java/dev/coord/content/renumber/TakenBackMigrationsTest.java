package dev.coord.content.renumber;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.schema.Numbering;
import dev.coord.schema.Numbering.Place;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
}
