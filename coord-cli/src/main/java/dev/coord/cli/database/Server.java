package dev.coord.cli.database;

import dev.coord.cli.database.ScratchRecords.Left;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiConsumer;

/**
 * A connection with the rights of the caller's. It makes and drops scratch databases, and stays outside of them. Of one thread, but
 * {@link #size}.
 */
final class Server implements AutoCloseable {

    private static final int OLDEST = 130_000;
    private static final int ANSWER_SECONDS = 5;
    private static final String IN_USE = "55006";
    private static final String DENIED = "42501";
    private static final String MARK = "made by coord for a trial of migrations at ";

    /** Of which everything is older than a time; that is compared as text, since what ran there may have put anything in its place. */
    private static final String ABANDONED = """
            with made as (
                select pg_catalog.substring(d.datname::text, '^(coord_scratch_[0-9a-f]{16})_[0-9]+$') as trial,
                        pg_catalog.shobj_description(d.oid, 'pg_database') as mark
                    from pg_catalog.pg_database d
                union all
                select pg_catalog.substring(r.rolname::text, '^coord_scratch_[0-9a-f]{16}$'),
                        pg_catalog.shobj_description(r.oid, 'pg_authid')
                    from pg_catalog.pg_roles r)
            select trial from made
                where trial is not null and not exists (
                    select from pg_catalog.pg_stat_activity a
                        where trial in (a.application_name, a.usename, pg_catalog.substring(a.datname::text, '^coord_scratch_[0-9a-f]{16}')))
                group by trial
                having pg_catalog.bool_and(coalesce(mark collate "C" < 'MARK' || ? and mark ~ '^MARK[0-9]{4}-', false))
                order by 1""".replace("MARK", MARK);

    private final DatabaseUrl url;
    private final Connection connection;
    private final Rights rights;

    private Server(DatabaseUrl url, Connection connection, Rights rights) {
        this.url = url;
        this.connection = connection;
        this.rights = rights;
    }

    /** The server cannot be used as it is. The message says what to do. */
    static final class Unusable extends Exception {

        private static final long serialVersionUID = 1;
        private final String why;

        Unusable(String why) {
            super(why);
            this.why = why;
        }

        Unusable(DatabaseUrl url, SQLException cause) {
            this(
                    cause.getCause() instanceof UnknownHostException
                            ? "nobody knows the host of " + url
                            : "the database server " + url + " said: " + ServerMessage.of(cause) + hint(url, cause));
        }

        private static String hint(DatabaseUrl url, SQLException cause) {
            String state = String.valueOf(cause.getSQLState());
            boolean isRefused = state.startsWith("28") || state.equals("08004");
            return isRefused && !url.knowsPassword()
                    ? "; give it in $COORD_DATABASE or $PGPASSWORD, or in ~/.pgpass with mode 600"
                    : "";
        }

        String why() {
            return why;
        }
    }

    /**
     * What the caller's role may do.
     *
     * @param version as the server tells it
     * @param number the same, to compare
     * @param isSuper whether it may everything
     * @param isolation what keeps migrations inside
     */
    record Rights(String version, int number, boolean isSuper, Isolation isolation) {}

    /**
     * Asks the server.
     *
     * @param disposable whether there is nothing to lose on it
     */
    static Server open(DatabaseUrl url, boolean disposable) throws Unusable {
        try {
            Connection connection = connect(url.jdbc(url.database()), url.properties());
            try {
                Server server = new Server(url, connection, rights(connection, disposable));
                server.run("set statement_timeout = '2min'");
                return server;
            } catch (SQLException | Unusable | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw new Unusable(url, e);
        }
    }

    static Connection connect(String jdbc, Properties properties) throws SQLException {
        Connection connection = new org.postgresql.Driver().connect(jdbc, properties);
        if (connection == null) {
            throw new SQLException("the driver does not take that for a database of its own");
        }
        return connection;
    }

    private static Rights rights(Connection connection, boolean disposable) throws SQLException, Unusable {
        try (Statement ask = connection.createStatement();
                ResultSet row = ask.executeQuery("""
                        select pg_catalog.current_setting('server_version'),
                            pg_catalog.current_setting('server_version_num')::int,
                            r.rolsuper, r.rolcreatedb, r.rolcreaterole, r.rolreplication or r.rolbypassrls,
                            (select pg_catalog.string_agg(d.datname, ', ' order by d.datname) from pg_catalog.pg_database d
                                where d.datdba = r.oid and d.datname !~ '^coord_scratch_[0-9a-f]{16}(_[0-9]+)?$'),
                            (select pg_catalog.string_agg(t.spcname, ', ') from pg_catalog.pg_tablespace t where t.spcowner = r.oid),
                            (select pg_catalog.string_agg(m.rolname, ', ' order by m.rolname) from pg_catalog.pg_auth_members a
                                join pg_catalog.pg_roles m on m.oid = a.roleid
                                where a.member = r.oid and m.rolname !~ '^coord_scratch_[0-9a-f]{16}$'),
                            r.rolname
                        from pg_catalog.pg_roles r where r.rolname = current_user""")) {
            row.next();
            String version = row.getString(1).replaceFirst(" .*", ""); // behind it stands who packed it
            int number = row.getInt(2);
            if (number < OLDEST) {
                throw new Unusable("the server is PostgreSQL " + version + "; coord needs 13 or later");
            }
            boolean isSuper = row.getBoolean(3);
            if (!isSuper && !row.getBoolean(4)) {
                throw new Unusable(
                        "the role " + row.getString(10) + " may make no databases; give another one, or 'ALTER ROLE "
                                + row.getString(10) + " CREATEDB'");
            }
            if (disposable) {
                return new Rights(version, number, isSuper, Isolation.NONE);
            }
            if (isSuper || row.getBoolean(5)) {
                return new Rights(version, number, isSuper, Isolation.OWN_ROLE);
            }
            requirePoor(row);
            return new Rights(version, number, false, Isolation.GUARDED);
        }
    }

    private static void requirePoor(ResultSet row) throws SQLException, Unusable {
        List<String> has = new ArrayList<>();
        if (row.getBoolean(6)) {
            has.add("may replicate or pass row security by");
        }
        Optional.ofNullable(row.getString(7)).ifPresent(names -> has.add("owns the databases " + names));
        Optional.ofNullable(row.getString(8)).ifPresent(names -> has.add("owns the tablespaces " + names));
        Optional.ofNullable(row.getString(9)).ifPresent(names -> has.add("is a member of " + names));
        if (!has.isEmpty()) {
            throw new Unusable(
                    "migrations would run as the role " + row.getString(10) + ", which " + String.join(" and ", has)
                            + "; make one for coord alone, 'CREATE ROLE coord LOGIN CREATEDB', or say --database-disposable where there is"
                            + " nothing to lose");
        }
    }

    Rights rights() {
        return rights;
    }

    /** Says whose this connection is, so that whoever removes what a killed call left can end it, even while it makes a database. */
    void named(String trial) throws SQLException {
        run("set application_name = " + quoted(trial));
    }

    /** Makes a role that may do nothing but own the trial's databases. */
    void makeRole(String name) throws SQLException {
        run("create role " + name + " nosuperuser nocreatedb nocreaterole noreplication nobypassrls");
        run("comment on role " + name + " is " + quoted(mark()));
        if (!rights.isSuper()) {
            run("grant " + name + " to current_user");
        }
    }

    /**
     * Lets it sign in, whatever a migration has made of its password and its settings.
     *
     * @param files how many bytes its sorting may take in files
     */
    void letIn(String name, String password, long files) throws SQLException {
        String secret = org.postgresql.util.PasswordUtil.encodeScramSha256(password.toCharArray());
        run("alter role " + name + " login password " + quoted(secret));
        run("alter role " + name + " reset all");
        if (rights.isSuper()) {
            run("alter role " + name + " set temp_file_limit = " + (files >> 10));
        }
    }

    /**
     * Makes a database.
     *
     * @param template nobody may be in it
     * @param owner who owns it; none for the caller
     */
    void make(String name, String template, Optional<String> owner) throws SQLException {
        run("create database " + name + owner.map(role -> " owner " + role).orElse("") + " template " + template);
        run("comment on database " + name + " is " + quoted(mark()));
    }

    private static String mark() {
        return MARK + Instant.now();
    }

    /** How large a database is, in bytes; safe from another thread. */
    long size(String name) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(
                "select pg_catalog.pg_database_size(datname)" + " from pg_catalog.pg_database where datname = ?")) {
            ask.setString(1, name);
            try (ResultSet row = ask.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    /** Whether it still answers. */
    boolean isThere() throws SQLException {
        return connection.isValid(ANSWER_SECONDS);
    }

    void drop(String database) throws SQLException {
        // what ran in it may have made it one; a database whose drop was cut short can only be dropped
        if (!names("select datname from pg_catalog.pg_database where datname = ? and datistemplate", database)
                .isEmpty()) {
            run("alter database " + database + " with is_template false");
        }
        run("drop database " + database + " with (force)");
    }

    /** Drops whatever is left of a trial, once no connection of it makes more. */
    void dropAll(String trial) throws SQLException {
        endConnections(trial);
        boolean hasRole = !names("select rolname from pg_catalog.pg_roles where rolname = ?", trial)
                .isEmpty();
        if (hasRole && !rights.isSuper()) {
            run("grant " + trial + " to current_user"); // what ran in it may have taken that away
        }
        for (String database : names(
                "select datname from pg_catalog.pg_database where datname ~ ('^' || ? || '_[0-9]+$') order by 1",
                trial)) {
            try {
                drop(database);
            } catch (SQLException e) {
                if (!IN_USE.equals(e.getSQLState())) {
                    throw e;
                }
                endPrepared(trial, database, hasRole);
                drop(database);
            }
        }
        if (hasRole) {
            run("drop role if exists " + trial);
        }
    }

    /** A connection of a killed process ends by itself only once it has made the database that it is at. */
    private void endConnections(String trial) throws SQLException {
        String others = "pg_catalog.pg_stat_activity where application_name = ? and pid <> pg_catalog.pg_backend_pid()";
        for (int tries = 0; tries < 100; tries++) {
            try {
                if (names("select pg_catalog.pg_terminate_backend(pid)::text from " + others, trial)
                        .isEmpty()) {
                    return;
                }
            } catch (SQLException e) {
                if (!DENIED.equals(e.getSQLState())) {
                    throw e;
                } // it is at its end: its role, of which the caller was a member, is dropped already
            }
            run("select pg_catalog.pg_sleep(0.1)");
        }
        throw new SQLException("a connection of an earlier call to coord does not end");
    }

    /** Only the role that prepared a transaction may roll it back, and only from inside its database. */
    private void endPrepared(String trial, String database, boolean hasRole) throws SQLException {
        List<String> prepared = names("select gid from pg_catalog.pg_prepared_xacts where database = ?", database);
        Properties inside = url.properties();
        if (hasRole) {
            String password = Passwords.random();
            letIn(trial, password, 0);
            inside = url.properties(trial, Optional.of(password));
        }
        try (Connection entered = connect(url.jdbc(database), inside);
                Statement statement = entered.createStatement()) {
            for (String gid : prepared) {
                statement.execute("rollback prepared " + quoted(gid));
            }
        }
    }

    /**
     * Drops what is left of trials that no directory here knows of, as of one that was deleted or of another host. Nobody can know whether
     * such a trial goes on but by its age, and by its connection, which lasts as long as it does: what has one stays.
     *
     * @param before when it was made
     * @param failed is told of each that cannot be dropped, as what others own
     */
    void dropAbandoned(Instant before, BiConsumer<String, SQLException> failed) throws SQLException {
        for (String trial : names(ABANDONED, before.toString())) {
            try {
                dropAll(trial);
            } catch (SQLException e) {
                failed.accept(trial, e);
            }
        }
    }

    /** Drops what killed calls left on this server. */
    void sweep(ScratchRecords records, List<Left> left) throws SQLException {
        for (Left one : left) {
            if (one.server().equals(url.server())) {
                dropAll(one.name());
                records.end(one.name());
            }
        }
    }

    private List<String> names(String query, String parameter) throws SQLException {
        try (PreparedStatement ask = connection.prepareStatement(query)) {
            ask.setString(1, parameter);
            List<String> names = new ArrayList<>();
            try (ResultSet rows = ask.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static String quoted(String text) {
        return "E'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
