package dev.coord.content.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.plan.FeatureSet;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.IntegrityFinding.SchemaConflict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaveFaultsTest {

    private static final String BASE =
            "create table t (id int primary key, name text); create type mood as enum ('a');";

    private static List<IntegrityFinding> found(MadeWave wave) {
        return new SchemaCheck(FeatureSet.of(List.of()), path -> false).find(wave);
    }

    private static List<String> told(MadeWave wave) {
        return found(wave).stream()
                .map(one -> (one.stops() ? "stop " : "tell ") + one.feature() + " " + one.path() + ":" + one.line()
                        + " " + one.message())
                .toList();
    }

    private static MadeWave wave(String base, String added) {
        return new MadeWave().target("migrations/001_base.sql", base).adds("P1", "migrations/002_a.sql", added);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "create table t (id int);|'migrations/001_base.sql' makes 'public.t' before, which it makes again",
                "alter table t add column name text;|'migrations/001_base.sql' makes 'public.t.name' before, which it makes again",
                "create type mood as enum ('b');|'migrations/001_base.sql' makes 'public.mood' before, which it makes again",
                "drop table t; create view v as select t.id from t;|'public.t' is dropped before, which it needs",
            })
    void whatCannotRunStops(String added, String message) {
        assertThat(told(wave(BASE, added))).containsExactly("stop P1 migrations/002_a.sql:1 " + message);
    }

    @Test
    void whatAnotherOneDropsIsMet() {
        MadeWave wave = wave(BASE, "drop table t;")
                .adds("P2", "migrations/003_b.sql", "create table u (t int references t (id));");

        assertThat(found(wave)).singleElement().satisfies(finding -> {
            assertThat(finding.feature()).isEqualTo(new FeatureId("P2"));
            assertThat(finding.stops()).isTrue();
            assertThat(finding.message())
                    .isEqualTo("'migrations/002_a.sql' of 'P1' drops 'public.t' before, which it needs");
            assertThat(finding.conflict())
                    .contains(new SchemaConflict(Optional.of(new FeatureId("P1")), List.of("public.t")));
        });
    }

    @Test
    void whatNoMigrationMakesIsToldWhereTheseMakeAllThatIsThere() {
        assertThat(told(wave(BASE, "create table u (t int references accounts (id));")))
                .containsExactly("tell P1 migrations/002_a.sql:1 no migration makes 'public.accounts', which it needs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table u (t int references auth.users (id));",
                "create table u (id serial); alter sequence u_id_seq owned by none;",
                "create view v as select c.relname from pg_class c;",
                "create table if not exists t (id int);",
                "alter table if exists gone add column a int;",
                "drop index if exists i; create index i on t (id); create or replace view v as select t.id from t;",
            })
    void whatMayBeThereIsNotTold(String added) {
        assertThat(told(wave(BASE, added))).isEmpty();
    }

    @Test
    void nothingIsToldOfWhatWasSoBeforeAndWhereMoreIsThereThanMigrationsMake() {
        assertThat(told(wave(BASE + "drop table t; create view w as select t.id from t;", "create table u (id int);")))
                .isEmpty();
        assertThat(told(wave("alter table legacy add column a int;", "alter table other add column a int;")))
                .isEmpty();
    }
}
