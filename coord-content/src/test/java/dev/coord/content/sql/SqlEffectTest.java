package dev.coord.content.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlEffectTest {

    private static SqlStatement one(String text) {
        return SqlSplitter.split(text).get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into t values (1)",
                "-- seeds\nUPDATE t set a = 1",
                "delete from only t",
                "copy t from stdin;\n1\n\\.\n",
                "copy t from program 'cat rows'",
                "\\copy t from 'rows.csv'"
            })
    void changeRows(String text) {
        assertThat(SqlEffect.isOfRows(one(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select f()",
                "with x as (insert into t values (1) returning a) select f()",
                "create table t (insert_at int)",
                "\"insert\"",
                "do $$ begin insert into t values (1); end $$",
                "execute insert_all",
                "insert into t values (1",
                "\\i insert.sql",
                "\\copyright",
                "merge into t using u on true when matched then delete",
                "truncate t",
                "call p()"
            })
    void mayChangeMore(String text) {
        assertThat(SqlEffect.isOfRows(one(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table if not exists t (id serial)",
                "alter table t add column a int default 0, add constraint c check (a > 0)",
                "create unique index i on t (a)",
                "create or replace view v as select * from t",
                "create or replace function f() returns int language sql as 'select nextval(''s'')'",
                "alter type mood add value 'glad'",
                "drop table t cascade",
                "create policy p on t using (true)",
                "comment on table t is 'x'"
            })
    void areUndone(String text) {
        assertThat(SqlEffect.isUndoneByRollback(one(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create index concurrently i on t (a)",
                "drop index concurrently i",
                "create temp table t (a int)",
                "create table t as select f()",
                "create materialized view v as select f()",
                "alter table t add a int default nextval('s')",
                "alter table t detach partition p concurrently",
                "insert into t values (1)",
                "select setval('s', 9)",
                "set search_path = x",
                "begin",
                "commit",
                "do $$ begin commit; end $$",
                "vacuum t",
                "create database d",
                "create extension x",
                "alter system set work_mem = 1",
                "create",
                "create table t (a int"
            })
    void mayStay(String text) {
        assertThat(SqlEffect.isUndoneByRollback(one(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create role app_ro",
                "ALTER USER joe password 'x'",
                "drop group g",
                "grant select on t to app_ro",
                "revoke all on schema public from public",
                "alter default privileges in schema s grant select on tables to app_ro",
                "alter system set work_mem = '1MB'",
                "comment on role app_ro is 'x'"
            })
    void leaveTheSchemaAsItIs(String text) {
        assertThat(SqlEffect.isOfServer(one(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table role (id int)",
                "create user mapping for joe server s",
                "create extension postgis",
                "alter table user_roles add role text",
                "drop owned by joe",
                "set role joe",
                "comment on table role is 'x'",
                "create"
            })
    void mayMakeASchema(String text) {
        assertThat(SqlEffect.isOfServer(one(text))).isFalse();
    }
}
