package dev.coord.core.json.state;

import dev.coord.ProcessId;
import dev.coord.core.json.FieldReader;
import dev.coord.core.json.FieldWriter;
import java.time.Instant;

/** The identity of a process within a snapshot. */
public final class ProcessJson {

    private ProcessJson() {}

    public static void write(FieldWriter out, ProcessId process) {
        out.number("pid", process.pid()).text("started_at", process.startedAt()).text("host", process.host());
    }

    public static ProcessId read(FieldReader in) {
        return new ProcessId(in.number("pid"), in.value("started_at", Instant::parse), in.text("host"));
    }
}
