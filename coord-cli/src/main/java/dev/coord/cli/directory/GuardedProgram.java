package dev.coord.cli.directory;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.process.CallerLocale;
import dev.coord.core.spi.FailureText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A program that filters a text, and ends with this process whatever ends that: a shell beside it looks whether it lives. */
final class GuardedProgram {

    /**
     * The program reads what the shell was given; nothing of the guard holds its pipes open. A process that has ended and was
     * not collected by its parent can still be sent signals, so where the system tells it is asked whose child this shell is.
     */
    private static final String GUARD = """
            guarded=$1; shift
            exec 3<&0 </dev/null
            "$@" <&3 3<&- &
            program=$!
            exec 3<&-
            lives() {
                kill -0 "$guarded" || return 1
                read -r stat <"/proc/$$/stat" || return 0
                case ${stat##*) } in
                    ?" $guarded "*) ;;
                    *) return 1 ;;
                esac
            }
            (exec >/dev/null 2>&1; while lives; do sleep 0.3; done; kill -9 "$program") &
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
            Printed printed = Printed.by(out);
            Printed complaints = Printed.by(err);
            THREADS.execute(() -> feed(process, input));
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreFailed(words.get(0) + " took longer than " + longest.toSeconds()
                        + " s; nothing was changed; use a quicker filter, or try when less is going on");
            }
            Ended ended = new Ended(process.exitValue(), printed.inAll(), complaints.inAll());
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

    /** What comes out of one of its streams. */
    private static final class Printed {

        /** All that a program printed is in the pipe when it ends, so a pipe that gives nothing for so long has no more of it. */
        private static final long SILENCE_MILLIS = 2_000;

        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        static Printed by(InputStream in) {
            Printed printed = new Printed();
            THREADS.execute(() -> printed.read(in));
            return printed;
        }

        /** A little more than is allowed at most; what prints for ever is ended by the closed pipe. */
        private void read(InputStream in) {
            try (in) {
                byte[] part = new byte[1 << 16];
                for (int read = in.read(part); read >= 0 && all.size() <= MOST; read = in.read(part)) {
                    all.write(part, 0, read);
                }
                end.complete(null);
            } catch (IOException e) {
                end.completeExceptionally(e);
            }
        }

        /** Once the program has ended. Whatever it left running may hold its output open for ever, and is not waited for. */
        byte[] inAll() throws IOException, InterruptedException {
            int before = -1;
            while (before < all.size()) {
                before = all.size();
                try {
                    end.get(SILENCE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException stillOpen) {
                    // it goes on for as long as it prints
                } catch (ExecutionException e) {
                    throw new IOException(FailureText.of(Objects.requireNonNullElse(e.getCause(), e)), e);
                }
            }
            return all.toByteArray();
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
