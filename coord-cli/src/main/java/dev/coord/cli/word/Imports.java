package dev.coord.cli.word;

import dev.coord.FeatureId;
import dev.coord.content.ContentChecks;
import dev.coord.proof.IntegrityCheck;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

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
        return check(path -> List.of());
    }

    /** The same, where features may be about to bring what is missing. */
    public Optional<IntegrityCheck> check(Function<String, List<FeatureId>> writers) {
        return this == OFF ? Optional.empty() : Optional.of(ContentChecks.dependencies(this == REJECT, writers));
    }

    /** The policies by their names. */
    public static final class Converter extends Choice<Imports> {

        Converter() {
            super(Imports.values());
        }
    }
}
