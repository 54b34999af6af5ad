package dev.coord.content.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SqlSplitterProperties {

    @Property(tries = 300)
    void leavesOutOnlyWhatIsBetween(@ForAll("anyPieces") List<String> pieces) {
        String file = String.join("", pieces);

        int at = 0;
        int before = -1;
        for (SqlStatement statement : SqlSplitter.split(file)) {
            assertThat(statement.begin()).isGreaterThanOrEqualTo(at).isGreaterThan(before);
            assertThat(statement.text())
                    .isEqualTo(file.substring(statement.begin(), statement.end()))
                    .isNotBlank();
            assertBetween(file.substring(at, statement.begin()));
            assertThat(statement.line()).isEqualTo(1 + lineFeeds(file.substring(0, statement.begin())));
            before = statement.begin();
            at = statement.end();
            if (statement.form() == SqlStatement.Form.COPY) {
                at = file.indexOf('\n', at) + 1;
                assertThat(file).startsWith(file.substring(0, at) + statement.copied());
                at += statement.copied().length();
                at += file.startsWith("\\.", at) ? 2 : 0;
            }
        }
        assertBetween(file.substring(at));
    }

    /** Whatever is in a statement, and whatever is between two. */
    @Property(tries = 300)
    void splitsNowhereElse(@ForAll("statements") List<String> statements, @ForAll("betweens") List<String> betweens) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < statements.size(); i++) {
            file.append(betweens.isEmpty() ? "" : betweens.get(i % betweens.size()))
                    .append(statements.get(i))
                    .append(";");
        }

        assertThat(SqlSplitter.split(file.toString()))
                .extracting(SqlStatement::text)
                .isEqualTo(statements);
    }

    @Property(tries = 300)
    void findsTheSameInEachStatementAlone(@ForAll("statements") List<String> statements) {
        for (String statement : statements) {
            assertThat(SqlSplitter.split(statement))
                    .extracting(SqlStatement::text)
                    .containsExactly(statement);
        }
    }

    @Provide
    Arbitrary<List<String>> statements() {
        return Arbitraries.of(WHOLE)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> "select " + String.join(" ", parts) + " x")
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<String>> betweens() {
        return Arbitraries.of("", " ", "\n", "-- a; 'b\n", "/* ; /* $$ */ ' */", ";", "\r\n", "--\n;")
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<List<String>> anyPieces() {
        List<String> pieces = new ArrayList<>(WHOLE);
        pieces.addAll(List.of(
                "'",
                "\"",
                "$",
                "$$",
                "$a$",
                "E'",
                "\\",
                "/*",
                "*/",
                "--",
                "\n",
                "\r",
                ";",
                "(",
                ")",
                " ",
                "a",
                "é",
                "1",
                "begin",
                "atomic",
                "case",
                "end",
                "create function ",
                "copy t from stdin;\n",
                "\\.\n",
                "\ufeff"));
        return Arbitraries.of(pieces).list().ofMaxSize(30);
    }

    private static final List<String> WHOLE = List.of(
            "'a;b'",
            "'it''s;'",
            "'\\'",
            "E'\\';'",
            "e'a'\n'\\';'",
            "\"a;\"\"\"",
            "$$;'$$",
            "$q$ $$; $q$",
            "(a; b)",
            "/* ; */",
            "-- ;'\n+",
            "a$b$c",
            "$1",
            "U&'\\;'",
            "+",
            "1e5",
            "case",
            "end",
            "::text",
            "x'1;'");

    private static long lineFeeds(String text) {
        return text.chars().filter(c -> c == '\n').count();
    }

    /** Blank, semicolons, a marker of order and comments only, where a comment may hold what begins the other kind. */
    private static void assertBetween(String between) {
        int i = 0;
        while (i < between.length()) {
            String rest = between.substring(i);
            if (rest.startsWith("--")) {
                i += rest.split("[\n\r]", 2)[0].length();
            } else if (rest.startsWith("/*")) {
                int depth = 1;
                i += 2;
                while (depth > 0) {
                    depth += between.startsWith("/*", i) ? 1 : between.startsWith("*/", i) ? -1 : 0;
                    i += between.startsWith("/*", i) || between.startsWith("*/", i) ? 2 : 1;
                    assertThat(i).isLessThanOrEqualTo(between.length());
                }
            } else {
                assertThat(rest.charAt(0)).isIn(' ', '\n', '\r', ';', '\ufeff');
                i++;
            }
        }
    }
}
