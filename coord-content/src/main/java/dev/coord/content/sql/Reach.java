package dev.coord.content.sql;

import dev.coord.content.sql.SqlStatement.Form;
import dev.coord.content.sql.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What of a statement reaches beyond the database that it runs in. Where a server's own rights do not keep a statement inside,
 * {@link #anywhere} refuses whatever it does not see through: texts that are run, languages other than SQL and PL/pgSQL. Pure.
 */
public final class Reach {

    private static final Set<String> SEEN_THROUGH = Set.of("sql", "plpgsql");

    /** Extensions of PostgreSQL's own that run no text they are given but to read. */
    private static final Set<String> PLAIN = Set.of(
            "btree_gin",
            "btree_gist",
            "citext",
            "cube",
            "fuzzystrmatch",
            "hstore",
            "intarray",
            "isn",
            "ltree",
            "pg_trgm",
            "pgcrypto",
            "plpgsql",
            "seg",
            "unaccent",
            "uuid-ossp");

    private static final Set<String> BEFORE_STATEMENTS = Set.of("", ";", "begin", "then", "else", "loop", "atomic");

    private static final Set<String> RUN_TEXTS =
            Set.of("query_to_xml", "query_to_xmlschema", "query_to_xml_and_xmlschema", "ts_stat", "ts_rewrite");

    private static final Set<String> FUNCTIONS = Set.of(
            "lo_export",
            "lo_import",
            "pg_cancel_backend",
            "pg_create_logical_replication_slot",
            "pg_create_physical_replication_slot",
            "pg_create_restore_point",
            "pg_drop_replication_slot",
            "pg_file_write",
            "pg_ls_dir",
            "pg_promote",
            "pg_read_binary_file",
            "pg_read_file",
            "pg_reload_conf",
            "pg_rotate_logfile",
            "pg_stat_file",
            "pg_switch_wal",
            "pg_terminate_backend");

    private final List<Word> words = new ArrayList<>();
    private boolean hasHiddenText;

    private Reach() {}

    /** A word without its quotes; what stands between words is one, too. */
    private record Word(String text, boolean isKeyword) {

        boolean is(String keyword) {
            return isKeyword && text.equals(keyword);
        }
    }

    /**
     * What the statement itself does; what is in texts and bodies is not looked at.
     *
     * @return in a few words; none where it stays inside
     */
    public static Optional<String> itself(SqlStatement statement) {
        return of(statement, false);
    }

    /**
     * What the statement does, or may do by what it makes or runs.
     *
     * @return in a few words; none where it certainly stays inside for a role that owns nothing beside the database and is a member of no other
     */
    public static Optional<String> anywhere(SqlStatement statement) {
        return of(statement, true);
    }

    private static Optional<String> of(SqlStatement statement, boolean inside) {
        if (statement.form() == Form.COMMAND) {
            return Optional.of("a command of psql's");
        }
        if (statement.form() == Form.UNENDED) {
            return Optional.of("it has no end");
        }
        Reach reach = new Reach();
        reach.read(statement.text(), inside);
        Optional<String> found = reach.known();
        return inside ? found.or(reach::hidden) : found;
    }

    private void read(String text, boolean inside) {
        SqlLexer lexer = new SqlLexer(text, 0);
        while (lexer.hasNext()) {
            Token token = lexer.next();
            String raw = text.substring(token.begin(), token.end());
            switch (token.kind()) {
                case WORD -> words.add(new Word(raw.toLowerCase(Locale.ROOT), true));
                case NAME -> name(raw);
                case TEXT, BODY -> text(raw, token.kind(), inside);
                case BLANK, COMMENT -> {}
                default -> words.add(new Word(raw, true));
            }
        }
    }

    private void name(String raw) {
        hasHiddenText |= raw.charAt(0) != '"' && raw.indexOf('\\') >= 0;
        words.add(new Word(raw.substring(raw.indexOf('"') + 1).replaceFirst("\"$", ""), false));
    }

    private void text(String raw, Kind kind, boolean inside) {
        words.add(new Word("'", true));
        if (!inside) {
            return;
        }
        boolean isEscaping = kind == Kind.TEXT && raw.charAt(0) != '\'';
        hasHiddenText |= isEscaping && raw.indexOf('\\') >= 0;
        String content;
        if (kind == Kind.BODY) {
            int tag = raw.indexOf('$', 1) + 1;
            content = raw.substring(tag, Math.max(tag, raw.length() - tag));
        } else {
            int begin = raw.indexOf('\'') + 1;
            content = raw.substring(begin, Math.max(begin, raw.length() - 1)).replace("''", "'");
        }
        words.add(new Word(";", true));
        read(content, true);
        words.add(new Word(";", true));
    }

    private Optional<String> known() {
        for (int i = 0; i < words.size(); i++) {
            Optional<String> found = at(i);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> at(int i) {
        Word word = words.get(i);
        if (FUNCTIONS.contains(word.text()) || word.text().startsWith("dblink")) {
            return Optional.of("it calls " + word.text());
        }
        if (!word.isKeyword()) {
            return Optional.empty();
        }
        return switch (word.text()) {
            case "create", "alter", "drop" -> object(i);
            case "grant", "revoke" -> isOfRole(i) ? Optional.of("it is about roles") : Optional.empty();
            case "copy" -> copy(i);
            case "set" -> setting(i);
            case "reassign" -> next(i, "owned") ? Optional.of("it is about roles") : Optional.empty();
            case "comment" -> comment(i);
            case "prepare" -> next(i, "transaction") ? Optional.of("its transaction would stay") : Optional.empty();
            case "load" -> i == 0 ? Optional.of("it loads a library") : Optional.empty();
            case "import" -> next(i, "foreign") ? Optional.of("it is about other servers") : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<String> object(int i) {
        String kind = word(i + 1);
        return switch (kind) {
            case "role", "user", "group", "owned" -> Optional.of("it is about roles");
            case "system" -> Optional.of("it is about the server's settings");
            case "database" -> Optional.of("it is about whole databases");
            case "tablespace" -> Optional.of("it is about tablespaces");
            case "subscription", "server", "foreign" ->
                kind.equals("foreign") && !word(i + 2).equals("data")
                        ? Optional.empty()
                        : Optional.of("it is about other servers");
            default -> Optional.empty();
        };
    }

    private Optional<String> copy(int i) {
        for (int j = i + 1; j + 1 < words.size() && !words.get(j).is(";"); j++) {
            boolean isDirection = words.get(j).is("from") || words.get(j).is("to");
            if (isDirection
                    && (words.get(j + 1).is("program") || words.get(j + 1).is("'"))) {
                return Optional.of("it is about files or programs of the server");
            }
        }
        return Optional.empty();
    }

    private Optional<String> setting(int i) {
        int at = i + 1;
        while (word(at).equals("local")
                || (word(at).equals("session") && !word(at + 1).equals("authorization"))) {
            at++;
        }
        boolean isRole = word(at).equals("role") || word(at).equals("session");
        boolean isColumn =
                !BEFORE_STATEMENTS.contains(word(i - 1)) && word(at + 1).equals("=");
        return isRole && !isColumn ? Optional.of("it changes the role") : Optional.empty();
    }

    private boolean isOfRole(int i) {
        boolean isOption = word(i - 1).equals("with") || next(i, "option");
        return !isOption && !until(i, each -> each.is("on"));
    }

    private Optional<String> comment(int i) {
        boolean isShared = Set.of("database", "role", "tablespace").contains(word(i + 2));
        return next(i, "on") && isShared ? Optional.of("it is about what all databases share") : Optional.empty();
    }

    /** What is not seen through. */
    private Optional<String> hidden() {
        if (hasHiddenText) {
            return Optional.of("it has texts with escapes");
        }
        for (int i = 0; i < words.size(); i++) {
            String text = words.get(i).text();
            boolean isGrant = word(i + 1).equals("on") || word(i + 1).equals(",");
            boolean isOfTrigger = word(i + 1).equals("function") || word(i + 1).equals("procedure");
            if (words.get(i).is("execute") && !isOfTrigger && !isGrant) {
                return Optional.of("it runs texts");
            }
            if (RUN_TEXTS.contains(text)) {
                return Optional.of("it runs texts");
            }
            if (text.equals("standard_conforming_strings")) {
                return Optional.of("it changes how texts are read");
            }
            if (words.get(i).is("language") && !SEEN_THROUGH.contains(languageAt(i + 1))) {
                return Optional.of("it is in a language that coord does not read");
            }
            if (words.get(i).is("extension") && word(i - 1).equals("create") && !PLAIN.contains(extensionAt(i + 1))) {
                return Optional.of("it is about an extension that coord does not know");
            }
        }
        return Optional.empty();
    }

    /** {@code language 'plpgsql'} is possible, too. */
    private String languageAt(int i) {
        return word(i).equals("'") ? word(i + 2) : textAt(i);
    }

    private String extensionAt(int i) {
        return textAt(word(i).equals("if") ? i + 3 : i);
    }

    private boolean until(int i, Predicate<Word> wanted) {
        for (int j = i + 1; j < words.size() && !words.get(j).is(";"); j++) {
            if (wanted.test(words.get(j))) {
                return true;
            }
        }
        return false;
    }

    private boolean next(int i, String keyword) {
        return word(i + 1).equals(keyword);
    }

    /** A keyword; empty where there is none. */
    private String word(int i) {
        return i >= 0 && i < words.size() && words.get(i).isKeyword()
                ? words.get(i).text()
                : "";
    }

    private String textAt(int i) {
        return i < words.size() ? words.get(i).text() : "";
    }
}
