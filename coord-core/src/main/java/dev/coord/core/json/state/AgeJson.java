package dev.coord.core.json.state;

import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import dev.coord.lock.LockRequest.Age;
import java.time.Instant;

/** The age of a lease or request within a snapshot. */
final class AgeJson {

    private AgeJson() {}

    static void write(FieldWriter out, Age age) {
        out.number("wave", age.wave()).text("first_asked", age.firstAsked());
    }

    static Age read(FieldReader in) {
        return new Age(in.count("wave"), in.value("first_asked", Instant::parse));
    }
}
