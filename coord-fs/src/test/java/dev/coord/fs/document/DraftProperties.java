package dev.coord.fs.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.AgentId;
import dev.coord.FeatureId;
import dev.coord.RepoPath;
import dev.coord.core.json.snapshot.SnapshotVersions;
import dev.coord.core.lock.LockTable;
import dev.coord.core.protocol.BriefFacts;
import dev.coord.core.protocol.Extras;
import dev.coord.core.protocol.FactKey;
import dev.coord.core.protocol.Views;
import dev.coord.core.state.Rules;
import dev.coord.lock.ContentionPolicy;
import dev.coord.lock.LockRegistry;
import dev.coord.lock.LockRegistry.ForeignLock;
import dev.coord.lock.LockRequest;
import dev.coord.lock.Operation;
import dev.coord.lock.PathLock;
import dev.coord.lock.RequestId;
import dev.coord.state.Command;
import dev.coord.store.Snapshot;
import dev.coord.store.View;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
            assertThat(BriefFacts.changed(View.LOCKS, before, Extras.NONE, after, Extras.NONE))
                    .isEqualTo(difference(before, after));
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

    private static Map<FactKey, Optional<String>> difference(Snapshot before, Snapshot after) {
        Map<FactKey, String> was = BriefFacts.of(View.LOCKS, before, Extras.NONE);
        Map<FactKey, String> is = BriefFacts.of(View.LOCKS, after, Extras.NONE);
        Map<FactKey, Optional<String>> difference = new TreeMap<>();
        was.forEach((key, value) -> difference.put(key, Optional.of(value)));
        is.forEach((key, value) -> {
            if (!difference.remove(key, Optional.of(value))) {
                difference.putIfAbsent(key, Optional.empty());
            }
        });
        return difference;
    }

    /** All but the version, which is never the same. */
    private static String fieldsOf(byte[] document) {
        return new String(document).replaceFirst("\"version\":\"[0-9a-f]{16}\"", "");
    }
}
