package dev.coord.fs.doctor;

import dev.coord.core.process.OpenFiles;
import dev.coord.fs.disk.DirectoryLayout;
import dev.coord.fs.owner.StoreHolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Whether locks keep processes apart here. */
final class LockChecks {

    private static final String LOCK_TEST = "two-process lock";
    private static final long LONGEST_SECONDS = 20;

    private static final String HOLDER = "lock of the store";
    private static final Duration SOON = Duration.ofSeconds(10);

    private final DirectoryLayout layout;
    private final List<String> otherProcess;
    private final Findings findings;
    private final Instant now;

    LockChecks(Path home, List<String> otherProcess, Findings findings, Instant now) {
        this.layout = new DirectoryLayout(home);
        this.otherProcess = otherProcess;
        this.findings = findings;
        this.now = now;
    }

    void carryOut() {
        findings.check(DirectoryChecks.LOCK_FILE, this::lockFile);
        findings.check(HOLDER, this::holder);
        findings.check(LOCK_TEST, this::twoProcesses);
    }

    /** Whoever works on the store holds its lock for milliseconds. */
    private void holder() {
        Optional<StoreHolder> holder = StoreHolder.of(layout.lock());
        if (holder.isEmpty()) {
            findings.ok(HOLDER, "is free");
            return;
        }
        StoreHolder found = holder.get();
        boolean fresh =
                found.since().filter(since -> since.plus(SOON).isAfter(now)).isPresent();
        if (fresh && !found.isStopped()) {
            findings.ok(HOLDER, found.text());
        } else {
            findings.error(HOLDER, found.text() + ", and every command waits for it", found.advice());
        }
    }

    /** Never opened here: closing it again would drop the locks that this process may have on it. */
    private void lockFile() {
        Path file = layout.lock();
        List<Long> strangers = OpenFiles.holdersOfRemoved(file);
        if (!strangers.isEmpty()) {
            findings.error(
                    DirectoryChecks.LOCK_FILE,
                    "processes " + strangers
                            + " use a lock file that was removed or replaced, so nothing keeps them and"
                            + " later ones apart",
                    "stop these processes; the file must never be removed");
        } else if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            findings.warning(DirectoryChecks.LOCK_FILE, "is missing", "any command makes it; never remove it");
        } else if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            findings.error(DirectoryChecks.LOCK_FILE, "'" + file + "' is not a file", "move it away");
        } else {
            findings.ok(DirectoryChecks.LOCK_FILE, "is there");
        }
    }

    private void twoProcesses() throws IOException, InterruptedException {
        Path scratch = layout.control().resolve(DirectoryLayout.TEMPORARY + UUID.randomUUID());
        Process other = null;
        try (FileChannel channel = FileChannel.open(scratch, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            FileLock held = channel.lock(0, 1, false);
            List<String> command = new ArrayList<>(otherProcess);
            command.add(scratch.toString());
            other = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(other.getInputStream(), StandardCharsets.UTF_8));
            judge(answers, held);
        } finally {
            if (other != null) {
                other.destroyForcibly();
            }
            Files.deleteIfExists(scratch);
        }
    }

    private void judge(BufferedReader answers, FileLock held) throws IOException, InterruptedException {
        String first = line(answers);
        if (first.equals(LockProbe.GRANTED)) {
            findings.error(
                    LOCK_TEST,
                    "another process was granted a lock that this one holds",
                    "locks do not work on this file system; name a directory on a local disk with --dir or COORD_DIR");
            return;
        }
        if (!first.equals(LockProbe.REFUSED)) {
            findings.error(LOCK_TEST, "the other process gave no answer", "try again when less is going on");
            return;
        }
        held.release();
        if (line(answers).equals(LockProbe.GRANTED)) {
            findings.ok(LOCK_TEST, "refused while it is held, handed over when it is released");
        } else {
            findings.error(LOCK_TEST, "a released lock was not handed over", "name a directory on a local disk");
        }
    }

    private static String line(BufferedReader answers) throws InterruptedException {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return String.valueOf(answers.readLine());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        try {
            return line.get(LONGEST_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }
}
