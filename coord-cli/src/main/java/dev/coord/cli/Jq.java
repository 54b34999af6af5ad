package dev.coord.cli;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.driver.CallerLocale;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What {@code jq} made of a document. */
final class Jq {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final int status;
    private final byte[] out;
    private final String err;

    private Jq(int status, byte[] out, String err) {
        this.status = status;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs it.
     *
     * @param words its options and the filter
     * @param document its standard input
     * @param limit how long it may take; none for as long as it likes
     * @throws StoreFailed if there is none, or it takes too long
     */
    static Jq run(List<String> words, byte[] document, Optional<Duration> limit) {
        List<String> command = new ArrayList<>(List.of("jq"));
        command.addAll(words);
        Process process = start(command);
        try (InputStream out = process.getInputStream();
                InputStream err = process.getErrorStream()) {
            CompletableFuture<byte[]> printed = CompletableFuture.supplyAsync(() -> read(out));
            CompletableFuture<byte[]> complaints = CompletableFuture.supplyAsync(() -> read(err));
            CompletableFuture<Void> fed = CompletableFuture.runAsync(() -> feed(process, document));
            if (limit.isPresent() && !process.waitFor(limit.get().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new StoreFailed("jq took longer than " + limit.get().toSeconds()
                        + " s while everybody waits for it; nothing was changed; use a quicker filter, or try when less"
                        + " is going on");
            }
            int status = process.waitFor();
            fed.join();
            return new Jq(status, printed.join(), new String(complaints.join(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StoreFailed("cannot talk to jq: " + e + "; nothing was changed; try again", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreFailed("interrupted; nothing was changed", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Its exit status. */
    int status() {
        return status;
    }

    /** What it printed. */
    byte[] out() {
        return out;
    }

    /** What it complained of. */
    String err() {
        return err;
    }

    /**
     * Whether this is the document itself, edited or not: it has the document's {@code revision} still, which no part of it
     * has.
     */
    boolean isEditOf(byte[] document) {
        try {
            JsonNode revision = MAPPER.readTree(out).path("revision");
            return status == 0
                    && revision.isIntegralNumber()
                    && revision.equals(MAPPER.readTree(document).path("revision"));
        } catch (IOException e) {
            return false; // several values, or text
        }
    }

    /** Whether it says the same as the document. */
    boolean saysTheSameAs(byte[] document) {
        try {
            return MAPPER.readTree(out).equals(MAPPER.readTree(document));
        } catch (IOException e) {
            return false;
        }
    }

    private static Process start(List<String> command) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command);
            CallerLocale.restore(builder.environment());
            return builder.start();
        } catch (IOException e) {
            throw new StoreFailed(
                    "cannot run jq: " + e.getMessage() + "; install it ('apt-get install jq', 'brew install jq', or see"
                            + " https://jqlang.org), or use 'coord lock' and 'coord start', which do without",
                    e);
        }
    }

    private static byte[] read(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void feed(Process process, byte[] document) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(document);
        } catch (IOException e) {
            return; // a filter need not read what it is given
        }
    }
}
