package dev.coord.core.json.snapshot;

import dev.coord.ProcessId;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import java.time.Instant;

/** The identity of a process within a snapshot. */
final class ProcessJson {

    private ProcessJson() {}

    static void write(FieldWriter out, ProcessId process) {
        out.number("pid", process.pid()).text("started_at", process.startedAt()).text("host", process.host());
    }

    static ProcessId read(FieldReader in) {
        return new ProcessId(in.number("pid"), in.value("started_at", Instant::parse), in.text("host"));
    }
}
