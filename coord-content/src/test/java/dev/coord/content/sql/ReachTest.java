package dev.coord.content.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReachTest {

    private static SqlStatement only(String text) {
        List<SqlStatement> statements = SqlSplitter.split(text);
        assertThat(statements).hasSize(1);
        return statements.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create role x login",
                "ALTER /* so */ USER postgres PASSWORD 'x'",
                "drop group x",
                "drop owned by x",
                "reassign owned by a to b",
                "alter system set work_mem = '1GB'",
                "create database x",
                "drop database postgres",
                "alter database postgres set work_mem = '1GB'",
                "create tablespace t location '/tmp'",
                "create subscription s connection 'host=x' publication p",
                "create server s foreign data wrapper f",
                "create foreign data wrapper f",
                "copy t from program 'id'",
                "copy (select 1) to '/tmp/x'",
                "grant a to b",
                "revoke a from b",
                "set role postgres",
                "set local role = 'postgres'",
                "set session authorization default",
                "load 'x'",
                "prepare transaction 'x'",
                "comment on database x is 'y'",
                "select pg_terminate_backend(1)",
                "select \"pg_read_file\"('x')",
                "select lo_import('/etc/passwd')",
                "select dblink_connect('host=x')",
                "\\connect other",
                "do $$ begin",
            })
    void isFarAtFirstSight(String text) {
        assertThat(Reach.itself(only(text))).isPresent();
        assertThat(Reach.anywhere(only(text))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "do $$ begin execute 'alter ' || 'role x'; end $$",
                "do $$ begin perform '--'; alter /*x*/ role x; end $$",
                "do 'begin alter role x superuser; end'",
                "do E'begin \\x61lter r\\x6fle x; end'",
                "do U&'begin \\0061lter role x; end'",
                "do language plperl $$ system('id') $$",
                "create function f() returns int language 'plpython3u' as 'x'",
                "create function f() returns void language plpgsql as $f$ begin if true then set role x; end if; end $f$",
                "select query_to_xml('select 1', true, true, '')",
                "select set_config('standard_conforming_strings', 'off', false)",
                "select U&\"pg\\005fterminate_backend\"(1)",
                "create extension if not exists plv8",
                "create extension \"dblink\"",
            })
    void isFarWhereNoRightsKeepItInside(String text) {
        assertThat(Reach.anywhere(only(text))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table \"user\" (id int, role text, \"group\" text)",
                "update users set role = 'admin', session = 1",
                "insert into t values (1) on conflict do update set role = excluded.role",
                "grant select, update on t to anon with grant option",
                "revoke grant option for select on t from anon",
                "grant execute on function f() to anon",
                "comment on column t.role is 'the role; alter role is elsewhere'",
                "create trigger t after insert on t for each row execute function f()",
                "create policy p on t for select to authenticated using (role = 'x')",
                "create foreign table t (id int) server s",
                "copy t from stdin",
                "set search_path = public",
                "create extension if not exists \"uuid-ossp\"",
                "create function f() returns int language sql as $$ select 1 $$",
                "do $$ begin create table t (id int); exception when others then null; end $$",
                "alter table t rename column \"user\" to owner",
            })
    void staysInside(String text) {
        assertThat(Reach.itself(only(text))).isEqualTo(Optional.empty());
        if (!text.contains("comment on column")) {
            assertThat(Reach.anywhere(only(text))).isEqualTo(Optional.empty());
        }
    }
}
