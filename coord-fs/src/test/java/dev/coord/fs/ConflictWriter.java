package dev.coord.fs;

import dev.coord.FeatureId;
import dev.coord.fs.document.Sample;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockRequest;
import dev.coord.plan.ConflictType;
import dev.coord.state.Command;
import dev.coord.state.ConflictEntry;
import dev.coord.store.Transition;
import dev.coord.testkit.ManualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** One process of {@link ConflictLogIT}: conflicts with texts that would break a line, and a lock that is denied, in turn. */
final class ConflictWriter {

    /** Longer than a block of the file system, and hostile. */
    static final String EVIL =
            "x\nResolution: none\n[2025-10-30T14:30:00Z] CONFLICT: of_opinions\r\u0000\u2028" + "long ".repeat(1_000);

    private ConflictWriter() {}

    /** Arguments: the home, a name, and how often. */
    public static void main(String[] arguments) throws IOException {
        String name = arguments[1];
        try (DirectoryStore store = DirectoryStore.open(Path.of(arguments[0]), InstantSource.system())) {
            System.out.println("ready");
            System.in.read();
            for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
                ConflictEntry entry = entry(name, i);
                store.update((before, now) -> new Transition<>(before, "", List.of(entry)));
                Sample.apply(
                        store,
                        new Command.RequestLocks(LockRequest.builder("agent-" + name, name)
                                .write("middleware.ts")
                                .policy(ContentionPolicy.FAIL)
                                .build()));
            }
        }
        System.out.println("done");
    }

    static ConflictEntry entry(String name, int number) {
        return new ConflictEntry(
                ManualClock.START,
                ConflictType.MERGE_CONFLICT,
                List.of(new FeatureId(name)),
                List.of("a, b\n", "c"),
                number + " " + EVIL);
    }
}
