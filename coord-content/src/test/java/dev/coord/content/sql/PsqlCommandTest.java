package dev.coord.content.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PsqlCommandTest {

    private static SqlStatement one(String text) {
        return SqlSplitter.split(text).get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\set ON_ERROR_STOP on",
                "\\set ON_ERROR_STOP on\r\ncreate table t (id int);",
                "\\unset ECHO",
                "\\set",
                "\\set name 'a b'",
                "\\echo 'making tables; drop table t'",
                "\\qecho done",
                "\\warn careful",
                "\\timing",
                "\\pset pager off",
                "\\x on",
                "\\a",
                "\\t",
                "\\conninfo",
                "\\encoding",
                "\\encoding utf-8"
            })
    void areSettings(String text) {
        assertThat(PsqlCommand.isSetting(one(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\i other.sql",
                "\\ir other.sql",
                "\\include other.sql",
                "\\copy t from 'rows.csv'",
                "\\connect other",
                "\\! rm -r x",
                "\\set x `touch here`",
                "\\echo a \\i other.sql",
                "\\set x 1 \\\\ drop table t;",
                "\\set AUTOCOMMIT off",
                "\\unset AUTOCOMMIT",
                "\\encoding LATIN1",
                "\\if true",
                "\\gexec",
                "\\settle",
                "select 1 \\echo x",
                "create table t (id int)",
                "'\\set x 1'"
            })
    void mayDoMore(String text) {
        assertThat(PsqlCommand.isSetting(one(text))).isFalse();
    }

    @Test
    void aVariableStandsForWhatIsNotKnown() {
        assertThat(PsqlCommand.variable(one("\\set name 'a b'"))).hasValue("name");
        assertThat(List.of("\\set", "\\unset name", "\\echo name", "\\set a-b 1"))
                .allSatisfy(text -> assertThat(PsqlCommand.variable(one(text))).isEmpty());
        assertThat(List.of("create table :name (id int)", "select :'name'", "drop table :\"name\""))
                .allSatisfy(text -> assertThat(PsqlCommand.placeholder(one(text), Set.of("other", "name")))
                        .isPresent());
        assertThat(List.of("select 1::name", "select a[1:names]", "select name"))
                .allSatisfy(text -> assertThat(PsqlCommand.placeholder(one(text), Set.of("name")))
                        .isEmpty());
    }
}
