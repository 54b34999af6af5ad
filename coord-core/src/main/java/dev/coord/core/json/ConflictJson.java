package dev.coord.core.json;

import dev.coord.plan.Conflict;
import java.util.List;

/** A conflict as the specification's detector gives it, and whether a dependency orders it. Specification 5.1. */
final class ConflictJson {

    private ConflictJson() {}

    static void write(FieldWriter out, Conflict conflict) {
        out.text("type", conflict.type().jsonName())
                .texts("features", List.of(conflict.first(), conflict.second()))
                .texts(conflict.type().subjectsField(), conflict.subjects())
                .text("severity", JsonWords.of(conflict.type().severity()))
                .flag("ordered", conflict.ordered());
    }
}
