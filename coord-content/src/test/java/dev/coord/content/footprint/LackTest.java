package dev.coord.content.footprint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.sql.SqlSplitter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LackTest {

    private static Optional<Lack> of(String text) {
        return Lack.of(SqlSplitter.split(text).get(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "copy t from '/etc/passwd'             | ROWS",
                "\\copy t from 'rows.csv'              | ROWS",
                "insert into t values (1)              | ROWS",
                "insert into t select f()              | ANYTHING",
                "create extension if not exists vector | EXTENSION",
                "alter extension vector update         | ANYTHING",
                "\\i other.sql                         | ANYTHING",
                "do $$ begin end $$                    | ANYTHING",
                "create table t (id int)               | ANYTHING",
            })
    void tellsWhatIsLacking(String text, Lack lack) {
        assertThat(of(text)).hasValue(lack);
    }

    @Test
    void nothingIsLackingWithoutWhatIsOfTheServerOrOfPsql() {
        assertThat(of("create role r")).isEmpty();
        assertThat(of("\\set ON_ERROR_STOP on")).isEmpty();
        assertThat(of("copy t from stdin;\n1\n\\.\n")).hasValue(Lack.ROWS);
    }

    @Test
    void whatHasFewerThingsInItExcusesLess() {
        for (String state : List.of("42P01", "42703", "42704", "42883", "42P07", "42701", "23503", "22004", "")) {
            assertThat(Lack.ANYTHING.excuses(state)).isTrue();
            assertThat(Lack.EXTENSION.excuses(state) || !Lack.ROWS.excuses(state))
                    .isTrue();
        }
        assertThat(Lack.ROWS.excuses("42P01")).isFalse();
        assertThat(Lack.EXTENSION.excuses("42704")).isTrue();
        assertThat(Lack.EXTENSION.excuses("42703")).isFalse();
        assertThat(Lack.ROWS.excuses("23503")).isTrue();
    }

    @Test
    void onlyWhatIsNotSeenMayAskWhatIsThere() {
        assertThat(Lack.isSpreadBy("create table t (id int); \n\\copy t from 'x'\ndrop table t cascade;"))
                .isFalse();
        assertThat(Lack.isSpreadBy("create table t (id int); select f();")).isTrue();
    }
}
