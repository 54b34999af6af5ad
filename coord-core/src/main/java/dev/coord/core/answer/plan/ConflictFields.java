package dev.coord.core.answer.plan;

import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.plan.Conflict;
import java.util.List;

/** A conflict as the specification's detector gives it, and whether a dependency orders it. Specification 5.1. */
final class ConflictFields {

    private ConflictFields() {}

    static void write(FieldWriter out, Conflict conflict) {
        out.text("type", conflict.type().jsonName())
                .texts("features", List.of(conflict.first(), conflict.second()))
                .texts(conflict.type().subjectsField(), conflict.subjects())
                .text("severity", JsonWords.of(conflict.type().severity()))
                .flag("ordered", conflict.ordered());
    }
}
