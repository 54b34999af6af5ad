package dev.coord.cli.word;

import dev.coord.content.ContentChecks;
import dev.coord.proof.IntegrityCheck;
import java.util.Optional;

/** What becomes of whoever breaks imports. */
public enum Imports {
    /** It is stopped. */
    REJECT,
    /** It is told. */
    WARN,
    /** Nobody looks. */
    OFF;

    /** What looks at them, if anything does. */
    public Optional<IntegrityCheck> check() {
        return this == OFF ? Optional.empty() : Optional.of(ContentChecks.dependencies(this == REJECT));
    }

    /** The policies by their names. */
    public static final class Converter extends Choice<Imports> {

        Converter() {
            super(Imports.values());
        }
    }
}
