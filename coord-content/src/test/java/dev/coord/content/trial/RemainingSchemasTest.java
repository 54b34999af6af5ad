package dev.coord.content.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.content.ContentMigrations;
import dev.coord.content.schema.MadeWave;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaWork;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemainingSchemasTest {

    private static final Migration A = new Migration("db/migrations/001_a.sql", "create table a();");
    private static final Migration B = new Migration("db/migrations/002_b.sql", "create table b();");
    private static final Migration C = new Migration("db/migrations/003_c.sql", "create table c();");

    private static List<SchemaWork> read(MadeWave files) {
        return new RemainingSchemas(ContentMigrations.reader(path -> false)).read(files);
    }

    private static MadeWave with(Migration... migrations) {
        MadeWave files = new MadeWave();
        for (Migration one : migrations) {
            files.target(one.path(), one.text());
        }
        return files;
    }

    @Test
    void whatIsLeftStandsBesideWhatWasThere() {
        List<SchemaWork> works = read(with(A, B, C).deletes("P1", B.path()).deletes("P2", "other.txt"));

        assertThat(works).singleElement().satisfies(work -> {
            assertThat(work.base()).containsExactly(A, B, C);
            assertThat(work.features()).containsExactly(new SchemaWork.Added(new FeatureId("P1"), List.of(A, C)));
            assertThat(work.notTried()).isEmpty();
        });
    }

    @Test
    void aDirectoryOfWhichNothingIsTakenBackIsNotTried() {
        assertThat(read(with(A, B).target("a.txt", "").deletes("P1", "a.txt"))).isEmpty();
    }

    @Test
    void whatIsGoneAltogetherLeavesNothingToTry() {
        assertThat(read(with(A).deletes("P1", A.path()))).isEmpty();
    }

    @Test
    void whatIsNoTextIsTheReasonWhyNothingIsTried() {
        List<SchemaWork> works = read(with(A, B).target(C.path(), "\0").deletes("P1", B.path()));

        assertThat(works)
                .singleElement()
                .satisfies(work -> assertThat(work.notTried())
                        .hasValueSatisfying(why -> assertThat(why).contains("003_c.sql", "no text")));
    }
}
