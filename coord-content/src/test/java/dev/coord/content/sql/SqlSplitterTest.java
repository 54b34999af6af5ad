package dev.coord.content.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.content.sql.SqlStatement.Form;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SqlSplitterTest {
    private static List<String> texts(String file) {
        return SqlSplitter.split(file).stream().map(SqlStatement::text).toList();
    }

    @Test
    void endsAStatementAtItsSemicolon() {
        assertThat(texts("create table a ();\n\n  drop table b;drop table c"))
                .containsExactly("create table a ()", "drop table b", "drop table c");
    }

    @Test
    void tellsTheLineOfTheFirstWord() {
        List<SqlStatement> statements = SqlSplitter.split("-- one\nselect 1;\n\n/* two\n */ select\n2;\nselect 3");

        assertThat(statements).extracting(SqlStatement::line).containsExactly(2, 5, 7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'a;b'",
                "select 'it''s; so'",
                "select 'a\\'",
                "select E'a\\';b'",
                "select e'a'\n  -- it goes on\n 'b\\';c'",
                "select U&'\\0041;'",
                "select x'41;'",
                "select 1 as \"a;\"\"b\"",
                "select U&\"d;a\"",
                "select $$a;b$$",
                "select $a$ $b$;$$ $a$",
                "select $é1$;$é1$",
                "select a$b$, ';', c$b$",
                "select $1, $2",
                "select /* a; /* b; */ c; */ 1",
                "select -- a; 'b\n1",
                "create rule r as on insert to t do also (delete from u; delete from v)",
                "create function f() returns int begin atomic select 1; select case when true then 2 else 3 end; end",
                "create or replace procedure p()\nlanguage sql begin atomic delete from t; delete from u; END",
                "create function f() returns int language sql as 'select 1; select 2'",
                "select '\\', ';'",
            })
    void doesNotSplitInside(String statement) {
        assertThat(texts(statement + ";\nselect 2;")).hasSize(2).first().isEqualTo(statement);
    }

    @Test
    void takesBeginOfATransactionForAStatement() {
        assertThat(texts("begin; create table a (); end;")).containsExactly("begin", "create table a ()", "end");
        assertThat(texts("create table atomic (\"begin\" int); select 1")).hasSize(2);
    }

    @Test
    void keepsTheLinesThatCopyReads() {
        List<SqlStatement> statements = SqlSplitter.split(
                "copy t (a, b) from stdin;\n1\t';\n$$\t\\N\n\\.\r\nselect 1;\ncopy u from 'file';\nselect 2;");

        assertThat(statements)
                .extracting(SqlStatement::text)
                .containsExactly("copy t (a, b) from stdin", "select 1", "copy u from 'file'", "select 2");
        assertThat(statements).extracting(SqlStatement::form).containsExactly(Form.COPY, Form.SQL, Form.SQL, Form.SQL);
        assertThat(statements.get(0).copied()).isEqualTo("1\t';\n$$\t\\N\n");
        assertThat(statements).extracting(SqlStatement::line).containsExactly(1, 5, 6, 7);
    }

    @Test
    void copiesToTheEndOfAFileWithoutMarker() {
        assertThat(SqlSplitter.split("copy t from stdin;\n1;\n2"))
                .extracting(SqlStatement::copied)
                .containsExactly("1;\n2");
    }

    @Test
    void saysWhatIsACommandOfPsql() {
        List<SqlStatement> statements =
                SqlSplitter.split("\\restrict a;b\nselect 1;\nselect 'drop table a' \\gexec\nselect 2;");

        assertThat(statements)
                .extracting(SqlStatement::form)
                .containsExactly(Form.COMMAND, Form.SQL, Form.COMMAND, Form.SQL);
        assertThat(statements)
                .extracting(SqlStatement::text)
                .containsExactly("\\restrict a;b", "select 1", "select 'drop table a' \\gexec", "select 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select 'a;",
                "select \"a;",
                "select $a$;$b$",
                "/* a; /* */ b;",
                "select 1 /* ;",
                "create table a (b int;",
                "create function f() returns int begin atomic select 1;"
            })
    void saysWhatTheFileEndsInside(String file) {
        assertThat(SqlSplitter.split("select 1;\n" + file))
                .extracting(SqlStatement::form)
                .containsExactly(Form.SQL, Form.UNENDED);
    }

    @Test
    void findsNoStatementInComments() {
        assertThat(SqlSplitter.split("\ufeff-- nothing;\n/* here; */ ;;\n")).isEmpty();
    }

    @Test
    void tellsWhereAToolPutsInAValue() {
        assertThat(SqlSplitter.split("alter table t add n int default ${n.of-it}; select '$1', $$ ${ a } $$"))
                .extracting(SqlStatement::placeholder)
                .containsExactly(Optional.of("${n.of-it}"), Optional.empty());
    }

    @Test
    void followsWhatIsSetForTexts() {
        assertThat(texts("select '\\'; set standard_conforming_strings = off; select '\\';'; set"
                        + " standard_conforming_strings to 'on'; select '\\'; select 1"))
                .hasSize(6)
                .contains("select '\\';'");
    }
}
