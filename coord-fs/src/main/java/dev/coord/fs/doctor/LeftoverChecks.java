package dev.coord.fs.doctor;

import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import dev.coord.core.protocol.ConflictText;
import dev.coord.fs.disk.DirectoryLayout;
import dev.coord.fs.disk.SafeFile;
import dev.coord.fs.document.StoredDocument;
import dev.coord.fs.history.FileHistory;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.store.History.HistoryEntry;
import dev.coord.store.History.HistoryEvent.Gap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What processes left behind: temporary files, kept edits, records that were not finished, runs that nobody drives. */
final class LeftoverChecks {

    /** A commit has a temporary file for an instant. */
    private static final Duration ORPHANED = Duration.ofMinutes(1);

    private static final String DATABASES = "databases";

    private final Path home;
    private final DirectoryLayout layout;
    private final Findings findings;
    private final Instant now;

    LeftoverChecks(Path home, Findings findings, Instant now) {
        this.home = home;
        this.layout = new DirectoryLayout(home);
        this.findings = findings;
        this.now = now;
    }

    void carryOut(Optional<StoredDocument> document) {
        findings.check("temporary files", this::temporaryFiles);
        findings.check("kept edits", this::keptEdits);
        findings.check("conflicts.log", () -> conflictLog(document));
        findings.check("history", () -> history(document));
        if (Files.isDirectory(home.resolve(DATABASES))) {
            findings.check("scratch databases", this::scratchDatabases);
        }
        document.flatMap(known -> known.snapshot().run()).ifPresent(run -> findings.check("run", () -> run(run)));
        document.ifPresent(known -> findings.check("sessions", () -> sessions(known)));
    }

    private void temporaryFiles() throws IOException {
        List<Path> orphans = new ArrayList<>();
        for (Path file : matching(Pattern.quote(DirectoryLayout.TEMPORARY) + ".*", home, layout.control())) {
            if (Files.getLastModifiedTime(file).toInstant().plus(ORPHANED).isBefore(now)) {
                orphans.add(file);
            }
        }
        if (orphans.isEmpty()) {
            findings.ok("temporary files", "none is left over");
        } else {
            findings.warning(
                    "temporary files",
                    orphans.size() + " left over from killed processes, such as '" + orphans.get(0) + "'",
                    "coord doctor --repair removes them");
        }
    }

    /** Each note has its server in its first line. Whether the databases are there, only the server knows. */
    private void scratchDatabases() throws IOException {
        List<String> left = new ArrayList<>();
        for (Path note : matching("coord_scratch_[0-9a-f]{16}", home.resolve(DATABASES))) {
            byte[] bytes = SafeFile.read(note, SafeFile.LARGEST);
            String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
            String server = text.lines().findFirst().orElse("").replaceFirst("^server ", "");
            left.add("'" + note.getFileName() + "' on " + (server.isBlank() ? "some server" : server));
        }
        if (left.isEmpty()) {
            findings.ok("scratch databases", "none is noted");
        } else {
            findings.warning(
                    "scratch databases",
                    left.size() + " trials of migrations have not ended, or were killed: " + String.join(", ", left),
                    "the next 'coord run' or 'coord integrate' with --database for that server drops what they left");
        }
    }

    private void keptEdits() throws IOException {
        List<Path> kept = matching(".*\\.rejected-.*", home);
        if (kept.isEmpty()) {
            findings.ok("kept edits", "none");
        } else {
            findings.warning(
                    "kept edits",
                    kept.size() + " edits could not be understood, such as '" + kept.get(0) + "'",
                    "look at them, apply what is missing with 'coord jq', then remove them");
        }
    }

    private void conflictLog(Optional<StoredDocument> document) throws IOException {
        byte[] bytes = SafeFile.read(layout.conflictLog(), SafeFile.LARGEST);
        String text = bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
        boolean torn = document.isPresent()
                && text.length() >= document.get().log().length()
                && !text.contains(document.get().log().tail());
        if (torn) {
            findings.warning("conflicts.log", "its latest entries are missing", "coord doctor --repair writes them");
        } else {
            ConflictText.Reading log = ConflictText.read(bytes == null ? new byte[0] : bytes);
            String entries = log.entries().size() + " entries";
            log.others()
                    .ifPresentOrElse(
                            others -> findings.warning(
                                    "conflicts.log",
                                    entries + "; " + others,
                                    "look at them: 'coord conflicts' shows only entries in the form that coord writes"),
                            () -> findings.ok("conflicts.log", entries));
        }
    }

    private void history(Optional<StoredDocument> document) throws IOException {
        long revision = 0;
        int entries = 0;
        int gaps = 0;
        try (Stream<HistoryEntry> all = new FileHistory(home).since(-1)) {
            for (HistoryEntry entry : (Iterable<HistoryEntry>) all::iterator) {
                revision = entry.more() ? entry.since() : entry.revision();
                entries++;
                gaps += entry.event() instanceof Gap ? 1 : 0;
            }
        }
        byte[] latest = SafeFile.read(layout.history(), Long.MAX_VALUE);
        boolean torn = latest != null && latest.length > 0 && latest[latest.length - 1] != '\n';
        long known = document.map(there -> there.snapshot().revision()).orElse(revision);
        if (torn || revision != known) {
            findings.warning(
                    "history",
                    torn ? "its last line is torn" : "it ends at revision " + revision + " of " + known,
                    "coord doctor --repair marks the gap, as the next change does");
        } else {
            findings.ok("history", entries + " entries" + (gaps == 0 ? "" : ", " + gaps + " gaps marked"));
        }
    }

    private void run(RunRecord run) {
        boolean over = run.phase() instanceof RunPhase.Done || run.phase() instanceof RunPhase.Stopped;
        if (over || ProcessLife.isAlive(run.owner())) {
            findings.ok(
                    "run",
                    "run " + run.id()
                            + (over
                                    ? " is over"
                                    : " is driven by process " + run.owner().pid()));
        } else {
            findings.warning(
                    "run",
                    "the process of run " + run.id() + " is gone",
                    "the same 'coord run' or 'coord integrate' goes on where it stood");
        }
    }

    private void sessions(StoredDocument document) {
        List<Long> dead = document.sessions().stream()
                .filter(process -> !ProcessLife.isAlive(process))
                .map(ProcessId::pid)
                .sorted()
                .toList();
        if (dead.isEmpty()) {
            findings.ok("sessions", document.sessions().size() + " processes own locks");
        } else {
            findings.warning(
                    "sessions",
                    "processes " + dead + " died with locks or requests of theirs",
                    "coord doctor --repair ends them, as the next change does");
        }
    }

    private static List<Path> matching(String names, Path... directories) throws IOException {
        List<Path> matching = new ArrayList<>();
        for (Path directory : directories) {
            try (Stream<Path> files = Files.list(directory)) {
                files.filter(file -> file.getFileName().toString().matches(names))
                        .sorted()
                        .forEach(matching::add);
            }
        }
        return matching;
    }
}
