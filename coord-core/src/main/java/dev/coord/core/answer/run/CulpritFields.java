package dev.coord.core.answer.run;

import dev.coord.core.json.FieldWriter;
import dev.coord.run.RunAccount.CulpritFound;
import java.util.stream.Stream;

/** How a culprit is told in answers. */
final class CulpritFields {

    private CulpritFields() {}

    /** What went back or failed comes first, then those together with which alone it fails. */
    static void write(FieldWriter out, CulpritFound found) {
        out.texts(
                        "features",
                        Stream.concat(Stream.of(found.feature()), found.with().stream())
                                .toList())
                .number("wave", found.wave())
                .text("evidence", found.evidence())
                .number("runs", found.runs());
    }
}
