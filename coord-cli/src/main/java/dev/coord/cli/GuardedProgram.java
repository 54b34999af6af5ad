package dev.coord.cli;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FailureText;
import dev.coord.core.process.CallerLocale;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A program that filters a text, and ends with this process whatever ends that: a shell beside it looks whether it lives. */
final class GuardedProgram {

    /** The program reads what the shell was given; nothing of the guard holds its pipes open. */
    private static final String GUARD = """
            guarded=$1; shift
            exec 3<&0 </dev/null
            "$@" <&3 3<&- &
            program=$!
            exec 3<&-
            (exec >/dev/null 2>&1; while kill -0 "$guarded"; do sleep 0.3; done; kill -9 "$program") &
            guard=$!
            wait "$program"
            status=$?
            kill "$guard" 2>/dev/null
            exit "$status"
            """;

    /** What a program may print: more than any document has, and less than the memory. */
    private static final int MOST = 64 << 20;

    private static final Executor THREADS = work -> {
        Thread thread = new Thread(work, "coord-program");
        thread.setDaemon(true);
        thread.start();
    };

    private GuardedProgram() {}

    /**
     * How it ended.
     *
     * @param status its exit status; 127 if there is no such program
     * @param out what it printed
     * @param err what it complained of
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and as large as what a program prints
    record Ended(int status, byte[] out, byte[] err) {}

    /**
     * Runs it.
     *
     * @param words its name and arguments
     * @param input its standard input, which it need not read
     * @param longest how long it may take
     * @throws StoreFailed if it takes longer, or prints too much
     * @throws InterruptedException if the thread is interrupted; the program is ended
     */
    static Ended run(List<String> words, byte[] input, Duration longest) throws InterruptedException {
        Process process = start(words);
        try (InputStream out = process.getInputStream();
                InputStream err = process.getErrorStream()) {
            CompletableFuture<byte[]> printed = CompletableFuture.supplyAsync(() -> read(out), THREADS);
            CompletableFuture<byte[]> complaints = CompletableFuture.supplyAsync(() -> read(err), THREADS);
            CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(process, input), THREADS);
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreFailed(words.get(0) + " took longer than " + longest.toSeconds()
                        + " s; nothing was changed; use a quicker filter, or try when less is going on");
            }
            fed.join();
            Ended ended = new Ended(process.exitValue(), printed.join(), complaints.join());
            if (ended.out().length > MOST || ended.err().length > MOST) {
                throw new StoreFailed(words.get(0) + " printed more than " + (MOST >> 20)
                        + " MiB; nothing was changed; use another filter");
            }
            return ended;
        } catch (IOException e) {
            throw new StoreFailed(
                    "cannot talk to " + words.get(0) + ": " + FailureText.of(e) + "; nothing was changed", e);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> words) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "sh"));
        command.add(Long.toString(ProcessHandle.current().pid()));
        command.addAll(words);
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            CallerLocale.restore(builder.environment());
            return builder.start();
        } catch (IOException e) {
            throw new StoreFailed("cannot run " + words.get(0) + ": " + FailureText.of(e) + "; nothing was changed", e);
        }
    }

    /** A little more than is allowed at most; what prints for ever is ended by the closed pipe. */
    private static byte[] read(InputStream in) {
        try (in) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            byte[] part = new byte[1 << 16];
            for (int read = in.read(part); read >= 0 && all.size() <= MOST; read = in.read(part)) {
                all.write(part, 0, read);
            }
            return all.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void feed(Process process, byte[] input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input);
        } catch (IOException e) {
            return; // it need not read what it is given
        }
    }
}
