package dev.coord.cli.database;

import dev.coord.content.sql.Reach;
import dev.coord.content.sql.SqlStatement;
import java.util.Optional;

/** What keeps migrations inside of a scratch database. Decision 0028. */
enum Isolation {
    /** They run as a role of the trial's own, which may nothing and has signed in itself, so that nothing leads back from it. */
    OWN_ROLE {
        @Override
        Optional<String> refusal(SqlStatement statement) {
            return Reach.itself(statement);
        }
    },
    /**
     * They run as the caller's role, which owns nothing else and may make databases at most. What it could still do to itself is not run, and
     * neither is what coord cannot see through.
     */
    GUARDED {
        @Override
        Optional<String> refusal(SqlStatement statement) {
            return Reach.anywhere(statement);
        }
    },
    /** Nothing does: the caller has said that there is nothing to lose. */
    NONE {
        @Override
        Optional<String> refusal(SqlStatement statement) {
            return statement.form() == SqlStatement.Form.SQL || statement.form() == SqlStatement.Form.COPY
                    ? Optional.empty()
                    : Reach.itself(statement);
        }
    };

    /** Why a statement is not run. */
    abstract Optional<String> refusal(SqlStatement statement);
}
