package dev.coord.fs.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.json.snapshot.SnapshotVersions;
import dev.coord.core.lock.LockTable;
import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.FactKey;
import dev.coord.core.protocol.Facts;
import dev.coord.core.protocol.PastFacts;
import dev.coord.core.protocol.Rows;
import dev.coord.core.protocol.Views;
import dev.coord.core.protocol.delta.RecentEdits;
import dev.coord.core.protocol.edit.EditReader;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRequest;
import dev.coord.lock.PathLock;
import dev.coord.lock.PathLock.Operation;
import dev.coord.lock.RequestId;
import dev.coord.state.Command;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What a commit writes is told from what changed alone, and must be what it would be if all were looked at. */
public class DraftProperties {

    private static final Instant BEGIN = Instant.parse("2025-10-30T14:30:00Z");

    @Property(tries = 300)
    void writesTheSameWithAndWithoutMemory(@ForAll @Size(max = 40) List<@IntRange(min = 0, max = 59) Integer> steps) {
        DocumentWriter writer = new DocumentWriter(new SnapshotVersions());
        SnapshotVersions reader = new SnapshotVersions();
        Views views = new Views();
        StoredDocument document = StoredDocument.empty();

        for (int i = 0; i < steps.size(); i++) {
            Snapshot before = document.snapshot();
            Snapshot after = step(before, i, steps.get(i)).withRevision(i + 1);
            Draft draft = Draft.of(document, document.with(after), document.log(), views);

            draft.views()
                    .forEach((view, file) -> assertThat(file.bytes())
                            .isEqualTo(new Views().render(view, after, after.revision(), Extras.NONE)));
            remembersWhatTheLocksWere(before, after);
            byte[] written = Sample.bytes(writer.write(draft.document()));
            assertThat(DocumentJson.read(written, "here")).isEqualTo(draft.document());
            assertThat(DocumentJson.read(written, "here", reader)).isEqualTo(draft.document());
            assertThat(fieldsOf(written)).isEqualTo(fieldsOf(Sample.written(draft.document())));
            document = draft.document();
        }
    }

    /** Requests, releases, renewals, and locks of others, on few paths, so that two leases state the same. */
    public static Snapshot step(Snapshot before, int number, int step) {
        Instant now = BEGIN.plusSeconds(number);
        LockRegistry locks = before.locks();
        if (step < 20 && !locks.leases().isEmpty()) {
            var lease = locks.leases().get(step % locks.leases().size()).id();
            return Rules.apply(
                            before,
                            step % 3 == 0 ? new Command.RenewLease(lease) : new Command.ReleaseLease(lease),
                            now)
                    .after();
        }
        if (step < 25) {
            var lock = new PathLock(new RepoPath("file-" + step % 3), Operation.WRITE);
            var foreign = new ForeignLock(lock, new AgentId("agent-" + step % 3), new FeatureId("P1"), BEGIN);
            List<ForeignLock> all = locks.foreign().contains(foreign) ? List.of() : List.of(foreign);
            return before.withLocks(locks.withForeign(all));
        }
        LockRequest request = LockRequest.builder("agent-" + step % 3, "P1")
                .id(new RequestId("request-" + number))
                .policy(ContentionPolicy.WAIT)
                .write("file-" + step % 4)
                .read("file-" + step % 5)
                .build();
        return LockTable.request(before, request, now).after();
    }

    private static void remembersWhatTheLocksWere(Snapshot before, Snapshot after) {
        RecentEdits none = RecentEdits.none(before.revision());
        RecentEdits one = none.with(View.LOCKS, before, Extras.NONE, after, Extras.NONE);
        Map<FactKey, Set<String>> was = statedBy(before);
        Map<FactKey, Set<String>> is = statedBy(after);

        PastFacts past =
                one.at(View.LOCKS, after, Extras.NONE, before.revision()).orElseThrow();

        assertThat(one.equals(none)).isEqualTo(facts(before).equals(facts(after)));
        assertThat(past.facts()).isEqualTo(facts(before));
        Set<FactKey> rows = new HashSet<>(was.keySet());
        rows.addAll(is.keySet());
        for (FactKey row : rows) {
            assertThat(past.isTouched(row)).as("%s", row).isEqualTo(!Objects.equals(was.get(row), is.get(row)));
        }
    }

    private static Map<FactKey, String> facts(Snapshot snapshot) {
        return file(snapshot).comparable();
    }

    private static Facts file(Snapshot snapshot) {
        byte[] file = new Views().render(View.LOCKS, snapshot, snapshot.revision(), Extras.NONE);
        return Facts.of(View.LOCKS, EditReader.object(file));
    }

    /** The rows of the file, each with the leases and foreign locks that state it. */
    private static Map<FactKey, Set<String>> statedBy(Snapshot snapshot) {
        Map<FactKey, Set<String>> rows = new HashMap<>();
        file(snapshot)
                .rows()
                .forEach((key, row) -> rows.computeIfAbsent(
                                key.list().equals(Facts.LOCKS) ? FactKey.row(Facts.LOCKS, parts(key)) : key,
                                of -> new HashSet<>())
                        .add(row.path(Facts.LEASE).asText()));
        return rows;
    }

    /** Without the number that tells apart rows that state the same. */
    private static String[] parts(FactKey lock) {
        return lock.row().subList(0, Rows.LOCK_PARTS).toArray(String[]::new);
    }

    /** All but the version, which is never the same. */
    private static String fieldsOf(byte[] document) {
        return new String(document).replaceFirst("\"version\":\"[0-9a-f]{16}\"", "");
    }
}
