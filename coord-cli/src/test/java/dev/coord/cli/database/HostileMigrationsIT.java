package dev.coord.cli.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.cli.database.TempServer.Running;
import dev.coord.schema.Migration;
import dev.coord.schema.SchemaReport;
import dev.coord.schema.SchemaReport.Tried;
import dev.coord.schema.SchemaWork;
import dev.coord.schema.SchemaWork.Added;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents could write to reach beyond the scratch database that their migration runs in. */
@ExtendWith(TempServer.class)
class HostileMigrationsIT {

    private static final Limits SHORT =
            new Limits(Duration.ofSeconds(2), Duration.ofSeconds(1), 64L << 20, Duration.ofMinutes(5));

    private final Running server;

    @TempDir
    private Path home;

    /** The server runs as another user where the tests run as root. */
    @TempDir
    private Path files;

    HostileMigrationsIT(Running server) {
        this.server = server;
    }

    /** Each is a migration of its own; {@code :file} is a file that must not come to be, {@code :pid} a session that must stay. */
    private static List<String> hostile() {
        return List.of(
                "create role evil superuser login password 'x'",
                "do $$ begin execute 'create role evil superuser'; exception when others then execute 'create role evil'; end $$",
                "alter role postgres password 'x'; do $$ begin execute format('alter role %I password %L', 'postgres', 'x'); end $$",
                "do $$ begin execute format('alter role %I password %L', session_user, 'x');"
                        + " execute format('alter role %I set search_path = evil', session_user); end $$",
                "reset role; reset session authorization; set session authorization postgres; create role evil",
                "create function f() returns void language plpgsql security definer as"
                        + " $$ begin execute 'set role postgres'; execute 'create role evil'; end $$; select f()",
                "alter system set work_mem = '123MB'; do $$ begin execute 'alter system set work_mem = ''123MB'''; end $$",
                "copy (select 1) to program 'touch :file'",
                "do $$ begin execute 'copy (select 1) to '':file'''; end $$",
                "create table t (x text); copy t from '/etc/passwd'; select pg_read_file('/etc/passwd')",
                "select lo_export(lo_from_bytea(0, 'x'), ':file'); do $$ begin perform lo_import('/etc/passwd'); end $$",
                "create extension dblink; select dblink_exec('dbname=precious', 'drop table treasure')",
                "create extension postgres_fdw; create server s foreign data wrapper postgres_fdw options (dbname 'precious')",
                "create function c() returns int language c as 'libc.so.6', 'getpid'; create extension plpython3u; load 'plperl'",
                "drop database precious; alter database precious rename to stolen;"
                        + " do $$ begin execute 'alter database precious set search_path = evil'; end $$",
                "create database evil; \\connect precious\ndrop table treasure",
                "create tablespace evil location ':file'; create subscription s connection 'host=localhost' publication p",
                "do $$ begin perform pg_terminate_backend(:pid); perform pg_cancel_backend(:pid); end $$;"
                        + " select pg_terminate_backend(:pid); select pg_reload_conf()",
                "drop owned by postgres; reassign owned by postgres to current_user;"
                        + " do $$ begin execute 'reassign owned by current_user to postgres'; end $$",
                "do $$ begin execute format('alter database %I is_template true', current_database());"
                        + " execute format('alter database %I connection limit 0', current_database()); end $$",
                "begin; create table t (x int); prepare transaction 'stays'",
                "grant postgres to current_user; grant pg_execute_server_program to current_user;"
                        + " do $$ begin execute format('grant %I to poor, maker', session_user); exception when others then null; end $$",
                "drop schema coord_scratch cascade; drop event trigger coord_scratch_ended; delete from coord_scratch.log;"
                        + " create event trigger e on ddl_command_end execute function coord_scratch.ended()",
                "create function pg_catalog.evil() returns int language sql as 'select 1';"
                        + " create function public.max(bigint) returns bigint language sql as 'select 99'; set search_path = public, pg_catalog",
                "set statement_timeout = 0; do $$ begin loop begin perform pg_sleep(60); exception when query_canceled then null;"
                        + " end; end loop; end $$",
                "comment on database precious is 'evil'; comment on role postgres is 'evil'; security label on role postgres is 'x'",
                "set standard_conforming_strings = off; do 'begin execute \\'create role evil\\'; end'",
                "create table t (x int); create function g() returns trigger language plpgsql as"
                        + " $$ begin execute 'create role evil'; return new; end $$;"
                        + " create trigger g before insert on t for each row execute function g(); insert into t values (1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres", "maker", "poor"})
    void noneReachesBeyondItsScratchDatabase(String role) throws InterruptedException, SQLException, IOException {
        server.role("poor", "createdb password 'first'");
        server.role("maker", "createdb createrole password 'first'");
        server.rows("create database precious");
        server.rows("precious", "create table treasure (id int)");
        try (Connection bystander = Server.connect(
                        server.as(role).jdbc("precious"), server.as(role).properties());
                Statement asking = bystander.createStatement()) {
            List<String> before = cluster();
            List<String> disk = disk();
            List<SchemaReport> reports = new ArrayList<>();

            List<String> all = hostile();
            for (int i = 0;
                    i < all.size();
                    i += role.equals("maker") ? 4 : 1) { // but for the event triggers it is as a superuser
                String migration = all.get(i);
                String text = migration
                        .replace(":file", files.resolve("evil").toString())
                        .replace(":pid", pid(asking));
                reports.add(new PostgresTrial(server.as(role), false, SHORT, home, told -> {}).apply(work(text)));
            }

            assertThat(reports).filteredOn(report -> !(report instanceof Tried)).isEmpty();
            assertThat(reports)
                    .filteredOn(report -> ((Tried) report).notRun().isEmpty()
                            && ((Tried) report).failure().isEmpty())
                    .as("those that neither failed nor were refused, such as a database of coord's own made a template")
                    .hasSizeLessThanOrEqualTo(4);
            assertThat(cluster()).isEqualTo(before);
            assertThat(disk()).isEqualTo(disk);
            assertThat(files.resolve("evil")).doesNotExist();
            assertThat(asking.execute("select 1")).isTrue();
            assertThat(server.scratch()).isEmpty();
            assertThat(new ScratchRecords(home).left()).isEmpty();
        } finally {
            server.rows("drop database if exists precious with (force)");
        }
    }

    private static SchemaWork work(String text) {
        return new SchemaWork(
                List.of(), List.of(new Added(new FeatureId("P1"), List.of(new Migration("m.sql", text)))), List.of());
    }

    private static String pid(Statement asking) throws SQLException {
        try (ResultSet row = asking.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }

    /** All that databases share, what settings are, and what the other database has. */
    private List<String> cluster() {
        List<String> all = new ArrayList<>();
        for (String query : List.of(
                "select rolname, rolsuper, rolcreaterole, rolcreatedb, rolcanlogin, rolconnlimit, rolpassword from pg_authid order by 1",
                "select roleid::regrole, member::regrole, admin_option from pg_auth_members order by 1, 2",
                "select datname, datdba::regrole, datistemplate, datallowconn, datconnlimit, datacl from pg_database order by 1",
                "select setdatabase, setrole, setconfig from pg_db_role_setting order by 1, 2",
                "select spcname, spcowner from pg_tablespace order by 1",
                "select objoid, classoid, description from pg_shdescription order by 1, 2",
                "select * from pg_shseclabel",
                "select subname from pg_subscription",
                "select slot_name from pg_replication_slots",
                "select gid from pg_prepared_xacts",
                "select name, setting from pg_file_settings order by 1",
                "show work_mem")) {
            all.addAll(server.rows(query));
        }
        all.addAll(
                server.rows("precious", "select relname, relowner::regrole from pg_class where relname = 'treasure'"));
        return all;
    }

    /** Files of the server that no database has. */
    private List<String> disk() throws IOException {
        Path data = Path.of(server.rows("show data_directory").get(0));
        List<String> found = new ArrayList<>();
        for (String directory : List.of(".", "pg_tblspc", "pg_replslot", "pg_twophase")) {
            try (Stream<Path> entries = Files.list(data.resolve(directory))) {
                entries.map(entry -> directory + "/" + entry.getFileName())
                        .sorted()
                        .forEach(found::add);
            }
        }
        found.add(Files.readString(data.resolve("postgresql.auto.conf")));
        return found;
    }
}
