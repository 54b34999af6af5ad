package dev.coord.core.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import dev.coord.plan.ConflictType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedMigrationsTest {

    private static Optional<String> hint(String subject) {
        List<FeatureId> features =
                Stream.of("P2", "P1", "P4", "P3").map(FeatureId::new).toList();
        return SharedMigrations.hint(ConflictType.FILE_WRITE_CONFLICT, subject, features);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "db/migrations",
                "db/migrations/",
                "db/migrations/*",
                "db/migrations/**",
                "db/migrations/**/*.sql",
                "migrate/*.rb",
                "src/main/resources/db/migration/"
            })
    void aWholeDirectoryIsTold(String subject) {
        assertThat(hint(subject))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith(
                                "'" + subject + "' is a whole directory of migrations, so P1, P2, P3 and 1 more run"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"db/migrations/001_a.sql", "db/migrations/*_a.sql", "db/", "db/**", "migrations.md"})
    void somethingElseIsNot(String subject) {
        assertThat(hint(subject)).isEmpty();
    }

    @Test
    void whatIsAdvisedDoesNotMeet() {
        assertThat(PathPattern.of(new RepoPath("db/migrations/*_users.sql"))
                        .overlaps(PathPattern.of(new RepoPath("db/migrations/*_tags.sql"))))
                .isFalse();
    }
}
