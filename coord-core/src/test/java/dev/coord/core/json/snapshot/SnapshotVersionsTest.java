package dev.coord.core.json.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.json.Fragments;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.Lease;
import dev.coord.lock.LeaseId;
import dev.coord.lock.LockRequest;
import dev.coord.lock.RequestId;
import dev.coord.state.Command;
import dev.coord.store.Snapshot;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SnapshotVersionsTest {

    private static final Instant BEGIN = Instant.parse("2025-10-30T14:30:00Z");

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void writesWhatWouldBeWrittenWithoutMemory(@ForAll("snapshots") List<Snapshot> versions) {
        SnapshotVersions writer = new SnapshotVersions();

        for (Snapshot version : versions) {
            assertThat(write(writer, version)).isEqualTo(text(SnapshotJson.write(version)));
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void writesEveryVersionOfAHistoryAsItIs(@ForAll List<Byte> steps) {
        SnapshotVersions writer = new SnapshotVersions();
        Snapshot snapshot = Snapshot.EMPTY;

        for (int i = 0; i < steps.size(); i++) {
            snapshot = Rules.apply(snapshot, command(snapshot, i, steps.get(i)), BEGIN.plusSeconds(i))
                    .after();

            assertThat(write(writer, snapshot)).isEqualTo(text(SnapshotJson.write(snapshot)));
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void readsWhatWouldBeReadWithoutMemory(@ForAll("snapshots") List<Snapshot> versions) {
        SnapshotVersions reader = new SnapshotVersions();

        for (Snapshot version : versions) {
            assertThat(reader.read(SnapshotJson.write(version))).isEqualTo(version);
        }
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void keepsWhatStaysThroughTheCommitsOfTwoProcesses(@ForAll List<Byte> steps) {
        SnapshotVersions here = new SnapshotVersions();
        SnapshotVersions there = new SnapshotVersions();
        Snapshot snapshot = Snapshot.EMPTY;

        for (int i = 0; i < steps.size(); i++) {
            boolean own = steps.get(i) % 3 == 0;
            Snapshot next = Rules.apply(snapshot, command(snapshot, i, steps.get(i)), BEGIN.plusSeconds(i))
                    .after();
            byte[] document = (own ? write(here, next) : write(there, there.read(SnapshotJson.write(next))))
                    .getBytes(StandardCharsets.UTF_8);
            Snapshot read = own ? next : here.read(document);

            assertThat(document).isEqualTo(SnapshotJson.write(next));
            assertThat(read).isEqualTo(next);
            for (Lease lease : read.locks().leases()) {
                snapshot.locks().leases().stream()
                        .filter(lease::equals)
                        .forEach(before -> assertThat(lease).isSameAs(before));
            }
            snapshot = read;
        }
    }

    @Property(tries = 200)
    void makesAFragmentOnceForAsLongAsItsValueStays(@ForAll List<List<Byte>> versions) {
        List<Object> made = new ArrayList<>();
        Fragments<Object, List<Object>> fragments = new Fragments<>();
        Function<Object, List<Object>> make = value -> {
            made.add(value);
            return List.of(value);
        };
        Object[] values = new Object[256];

        for (List<Byte> version : versions) {
            List<Object> list = new ArrayList<>();
            version.stream().distinct().sorted().forEach(name -> {
                values[name & 255] = values[name & 255] == null ? new Object() : values[name & 255];
                list.add(values[name & 255]);
            });
            assertThat(fragments.of(list, make))
                    .isEqualTo(list.stream().map(List::of).toList());
            made.clear();

            assertThat(fragments.of(new ArrayList<>(list), make)).hasSameSizeAs(list);

            assertThat(made).isEmpty();
        }
    }

    private static String write(SnapshotVersions writer, Snapshot snapshot) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.write(snapshot, out);
        return text(out.toByteArray());
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }

    private static Command<?> command(Snapshot snapshot, int number, byte step) {
        var leases = snapshot.locks().leases();
        if (step < 0 && !leases.isEmpty()) {
            LeaseId lease = leases.get(-(step + 1) % leases.size()).id();
            return step % 2 == 0 ? new Command.ReleaseLease(lease) : new Command.RenewLease(lease);
        }
        return new Command.RequestLocks(LockRequest.builder("agent-" + step, "P" + number)
                .id(new RequestId("request-" + number))
                .policy(ContentionPolicy.WAIT)
                .write("file-" + Math.abs(step) % 5)
                .build());
    }

    @Provide
    Arbitrary<List<Snapshot>> snapshots() {
        return AnySnapshot.any().list().ofMaxSize(4);
    }
}
