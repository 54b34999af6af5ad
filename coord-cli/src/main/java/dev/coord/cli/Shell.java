package dev.coord.cli;

import java.util.Map;
import java.util.Optional;

/**
 * Where a command was called from.
 *
 * @param out for answers
 * @param err for everything else
 * @param environment the variables of the caller
 * @param paint whether answers are coloured
 */
record Shell(Output out, Output err, Map<String, String> environment, Paint paint) {

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
