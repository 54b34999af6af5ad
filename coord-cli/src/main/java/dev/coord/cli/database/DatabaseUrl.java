package dev.coord.cli.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CoordinationException.BadInput;
import java.net.URLDecoder;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a server is and who asks it, as libpq or JDBC write it. No text of it has the password, and neither has a message about one that
 * cannot be read.
 */
public final class DatabaseUrl {

    private static final int PORT = 5432;
    private static final int LARGEST_PORT = 65535;
    private static final Pattern SPLIT_PASSWORD = Pattern.compile("(?s)//[^/?@\\[]*:([^/?@]*)[/?].*@.*");
    private static final String FORM = "write postgres://USER@HOST:5432/postgres";

    /** What is handed on to the driver, which calls some of it otherwise. */
    private static final Map<String, String> PASSED = Map.of(
            "sslmode", "sslmode",
            "sslrootcert", "sslrootcert",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "channel_binding", "channelBinding",
            "channelBinding", "channelBinding",
            "connect_timeout", "connectTimeout",
            "connectTimeout", "connectTimeout");

    /** What other programs that read the same variable write into it. */
    private static final Set<String> OTHERS =
            Set.of("application_name", "schema", "connection_limit", "pool_timeout", "pgbouncer");

    private final String host;
    private final int port;
    private final String database;
    private final String user;
    private final @Nullable String password;
    private final Map<String, String> passed;

    private DatabaseUrl(
            String host,
            int port,
            String database,
            String user,
            @Nullable String password,
            Map<String, String> passed) {
        this.host = host;
        this.port = port;
        this.database = database;
        this.user = user;
        this.password = password;
        this.passed = Map.copyOf(passed);
    }

    /**
     * Reads one.
     *
     * @param text as {@code postgres://user:password@host:port/database?sslmode=require}, {@code postgresql://...} or
     *     {@code jdbc:postgresql://...}
     * @param environment gives the user and the password that the text does not, as {@code PGUSER} and {@code PGPASSWORD}
     * @throws BadInput if it is none; the message does not repeat it
     */
    public static DatabaseUrl parse(String text, Map<String, String> environment) {
        return new Reading(text.strip(), environment).url();
    }

    /** The server, for people and for telling it from others. */
    public String server() {
        return host + ":" + port;
    }

    /** Whether the text itself has the password. Whoever lists processes would see it on a command line. */
    public static boolean hasPassword(String text) {
        int query = text.indexOf('?');
        String authority = query < 0 ? text : text.substring(0, query);
        int at = authority.lastIndexOf('@');
        int slashes = authority.indexOf("//");
        return (at > 0 && slashes >= 0 && authority.substring(slashes + 2, at).contains(":"))
                || (query >= 0 && text.substring(query + 1).matches("(?s)(.*&)?password=.*"));
    }

    /** Whether a password was given; otherwise the driver looks into {@code ~/.pgpass}. */
    boolean knowsPassword() {
        return password != null;
    }

    String user() {
        return user;
    }

    String database() {
        return database;
    }

    String jdbc(String name) {
        String place = host.contains(":") ? "[" + host + "]" : host;
        return "jdbc:postgresql://" + place + ":" + port + "/" + java.net.URLEncoder.encode(name, UTF_8);
    }

    /** As the user whom it names. */
    Properties properties() {
        return properties(user, Optional.ofNullable(password));
    }

    /** As another one. */
    Properties properties(String as, Optional<String> secret) {
        Properties properties = new Properties();
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "15");
        properties.putAll(passed);
        properties.setProperty("user", as);
        properties.setProperty("ApplicationName", "coord");
        secret.ifPresent(known -> properties.setProperty("password", known));
        return properties;
    }

    @Override
    public String toString() {
        return user + "@" + server();
    }

    /** Takes a text apart. */
    private static final class Reading {

        private final Map<String, String> environment;
        private final String rest;
        private final Map<String, String> parameters = new TreeMap<>();

        Reading(String text, Map<String, String> environment) {
            this.environment = environment;
            String bare = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
            String scheme = bare.startsWith("postgres:") ? "postgres:" : "postgresql:";
            if (!bare.startsWith(scheme)) {
                throw new BadInput("that is no URL of a PostgreSQL database; " + FORM);
            }
            requireOneAuthority(bare.substring(scheme.length()));
            int query = bare.indexOf('?');
            rest = bare.substring(scheme.length(), query < 0 ? bare.length() : query);
            if (query >= 0) {
                for (String parameter : bare.substring(query + 1).split("&", -1)) {
                    int equals = parameter.indexOf('=');
                    if (equals < 0) {
                        throw new BadInput("a parameter of the database's URL has no value; " + FORM);
                    }
                    parameters.put(decoded(parameter.substring(0, equals)), decoded(parameter.substring(equals + 1)));
                }
            }
        }

        /** A password with such a character looks like a port and what is behind it, which nobody may be told. */
        private static void requireOneAuthority(String rest) {
            Matcher split = SPLIT_PASSWORD.matcher(rest);
            if (split.matches() && !split.group(1).matches("[0-9]*")) {
                throw new BadInput("the password in the database's URL has a '/' or a '?'; write %2F and %3F for them,"
                        + " or put it into $PGPASSWORD or ~/.pgpass");
            }
        }

        DatabaseUrl url() {
            boolean isPlaced = rest.startsWith("//");
            String place = isPlaced ? rest.substring(2) : "/" + rest;
            int slash = place.indexOf('/');
            String authority = slash < 0 ? place : place.substring(0, slash);
            String name = slash < 0 ? "" : place.substring(slash + 1);
            int at = authority.lastIndexOf('@');
            String who = at < 0 ? "" : authority.substring(0, at);
            String where = authority.substring(at + 1);
            int colon = who.indexOf(':');
            Optional<String> user = taken("user")
                    .or(() -> given(decoded(colon < 0 ? who : who.substring(0, colon))))
                    .or(() -> Optional.ofNullable(environment.get("PGUSER")))
                    .or(() -> Optional.ofNullable(System.getProperty("user.name")));
            Optional<String> password = taken("password")
                    .or(() -> given(colon < 0 ? "" : decoded(who.substring(colon + 1))))
                    .or(() -> Optional.ofNullable(environment.get("PGPASSWORD")));
            String host = taken("host").orElseGet(() -> host(where));
            int port = port(taken("port").orElseGet(() -> portOf(where)));
            String database = taken("dbname").or(() -> given(decoded(name))).orElse("postgres");
            if (host.contains(",") || host.startsWith("/")) {
                throw new BadInput(
                        "coord reaches a database at one host and port, at no socket and not at several; " + FORM);
            }
            return new DatabaseUrl(host, port, database, user.orElse("postgres"), password.orElse(null), rest());
        }

        private Map<String, String> rest() {
            Map<String, String> passed = new TreeMap<>();
            parameters.forEach((name, value) -> {
                if (PASSED.containsKey(name)) {
                    passed.put(PASSED.get(name), value);
                } else if (!OTHERS.contains(name)) {
                    throw new BadInput(
                            "coord does not know the parameter '" + name + "' of the database's URL; leave it out");
                }
            });
            return passed;
        }

        private Optional<String> taken(String parameter) {
            return Optional.ofNullable(parameters.remove(parameter)).filter(value -> !value.isEmpty());
        }

        private static Optional<String> given(String text) {
            return Optional.of(text).filter(value -> !value.isEmpty());
        }

        private static String host(String where) {
            String host = where.startsWith("[") && where.contains("]")
                    ? where.substring(1, where.indexOf(']'))
                    : where.replaceFirst(":[^:]*$", "");
            return given(decoded(host)).orElse("localhost");
        }

        private static String portOf(String where) {
            int colon = where.lastIndexOf(':');
            return colon > where.lastIndexOf(']') ? where.substring(colon + 1) : "";
        }

        private static int port(String text) {
            if (text.isEmpty()) {
                return PORT;
            }
            int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
            if (port < 1 || port > LARGEST_PORT) {
                throw new BadInput("the port of the database's URL is none; " + FORM);
            }
            return port;
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
            } catch (IllegalArgumentException e) { // its message has what is to be kept to ourselves
                throw new BadInput("a '%' in the database's URL begins no character; write %25 for one");
            }
        }
    }
}
