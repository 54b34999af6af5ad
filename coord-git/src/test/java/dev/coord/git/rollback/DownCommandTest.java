package dev.coord.git.rollback;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DownCommandTest {

    @Test
    void theErrorIsToldAndNotWhatStandsBehindIt() {
        assertThat(DownCommand.cause(
                        "DROP TABLE\npsql:3.sql:2: ERROR:  cannot drop table t\nDETAIL:  x\nHINT:  Use CASCADE\n"))
                .contains("psql:3.sql:2: ERROR:  cannot drop table t");
        assertThat(DownCommand.cause("Error: no such thing\n    at process (node:internal:1)\n"))
                .contains("Error: no such thing");
    }

    @Test
    void otherwiseTheLastLineIs() {
        assertThat(DownCommand.cause("errors: 0\nterrors\nnot today\n\n")).contains("not today");
        assertThat(DownCommand.cause(" \n")).isEmpty();
    }
}
