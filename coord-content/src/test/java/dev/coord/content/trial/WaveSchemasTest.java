package dev.coord.content.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.content.ContentMigrations;
import dev.coord.content.schema.MadeWave;
import dev.coord.schema.SchemaWork;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaveSchemasTest {

    private static List<SchemaWork> read(MadeWave wave) {
        return new WaveSchemas(ContentMigrations.reader(path -> false)).read(wave);
    }

    @Test
    void whatIsTextIsTried() {
        List<SchemaWork> works = read(new MadeWave()
                .target("migrations/001_a.sql", "create table a();")
                .adds("P1", "migrations/002_b.sql", "create table b();"));

        assertThat(works).singleElement().satisfies(work -> {
            assertThat(work.notTried()).isEmpty();
            assertThat(work.base()).hasSize(1);
        });
    }

    @Test
    void featuresComeInTheOrderOfTheirNumbers() {
        List<SchemaWork> works = read(new MadeWave()
                .adds("P1", "migrations/003_b.sql", "create table b();")
                .adds("P2", "migrations/002_c.sql", "create table c();"));

        assertThat(works)
                .singleElement()
                .satisfies(work -> assertThat(work.features())
                        .extracting(SchemaWork.Added::feature)
                        .containsExactly(new FeatureId("P2"), new FeatureId("P1")));
    }

    @Test
    void oneFileThatIsNoTextIsTheReasonWhyNoneIsTried() {
        List<SchemaWork> works = read(new MadeWave()
                .target("migrations/001_a.sql", "create table a();")
                .adds("P1", "migrations/002_b.sql", "create table b();")
                .adds("P2", "migrations/003_c.sql", "create table c();\n\0"));

        assertThat(works).singleElement().satisfies(work -> {
            assertThat(work.notTried())
                    .hasValueSatisfying(why -> assertThat(why).contains("003_c.sql", "no text"));
            assertThat(work.features())
                    .extracting(SchemaWork.Added::feature)
                    .containsExactly(new FeatureId("P1"), new FeatureId("P2"));
        });
    }

    @Test
    void oneOfTheTargetIsToo() {
        List<SchemaWork> works = read(new MadeWave()
                .target("migrations/001_a.sql", "\0")
                .adds("P1", "migrations/002_b.sql", "create table b();"));

        assertThat(works)
                .singleElement()
                .satisfies(work -> assertThat(work.notTried()).isPresent());
    }

    @Test
    void whatIsInAnotherEncodingIsNotTriedAsIfItWereUtf8() {
        MadeWave wave = new MadeWave()
                .adds("P1", "migrations/002_b.sql", "create table b(); comment on table b is 'caf\u00e9';");

        assertThat(read(wave).get(0).notTried()).isEmpty();
        assertThat(read(wave.latin("migrations/002_b.sql")).get(0).notTried())
                .hasValue("'migrations/002_b.sql' cannot be tried: the file is no text in UTF-8");
    }

    @Test
    void whatIsNotSeenTellsWhatItNames() {
        String block =
                "create table seen (); do $$ begin if not exists (select 1) then alter table Customers add vip text; end if; end $$;";
        List<SchemaWork> works = read(new MadeWave()
                .adds("P1", "migrations/002_b.sql", block)
                .adds("P2", "migrations/003_c.sql", "create function f() returns int language sql as 'select 1';")
                .adds(
                        "P3",
                        "migrations/004_d.sql",
                        "create function g() returns void language sql as 'drop table x'; select g();"));

        assertThat(works).singleElement().satisfies(work -> {
            assertThat(work.features().get(0).hidden())
                    .contains("customers", "vip")
                    .doesNotContain("seen");
            assertThat(work.features().get(1).hidden()).isEmpty();
            assertThat(work.features().get(2).hidden()).contains("g", "x");
        });
    }

    @Test
    void aDirectoryWithoutSqlIsNothingForADatabase() {
        assertThat(read(new MadeWave()
                        .target("db/migrate/20240101000000_a.rb", "")
                        .adds("P1", "db/migrate/20240102000000_b.rb", "")))
                .isEmpty();
    }
}
