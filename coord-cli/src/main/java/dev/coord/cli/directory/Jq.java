package dev.coord.cli.directory;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.coord.CoordinationException.StoreFailed;
import dev.coord.SafeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What {@code jq} made of a document. */
final class Jq {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** What shells say of a program that is not there. */
    private static final int NOT_FOUND = 127;

    /** With {@code -e}: what was made last is false or null. */
    private static final int FALSE = 1;

    /** With {@code -e}: nothing was made. */
    private static final int NOTHING = 4;

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
     * @param longest how long it may take
     * @throws StoreFailed if there is none, or it takes too long
     * @throws InterruptedException if the thread is interrupted; nothing was changed
     */
    static Jq run(List<String> words, byte[] document, Duration longest) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("jq"));
        command.addAll(words);
        GuardedProgram.Ended ended = GuardedProgram.run(command, document, longest);
        if (ended.status() == NOT_FOUND) {
            throw new StoreFailed(
                    "cannot run jq: it was not found; install it ('apt-get install jq', 'brew install jq', or see"
                            + " https://jqlang.org), or use 'coord lock' and 'coord start', which do without");
        }
        return new Jq(ended.status(), ended.out(), new String(ended.err(), StandardCharsets.UTF_8));
    }

    /** Its exit status. */
    int status() {
        return status;
    }

    /** Whether it could not do as it was told: the filter or an option is wrong, or the filter does not fit the document. */
    boolean isRefused() {
        return status != 0 && status != FALSE && status != NOTHING;
    }

    /** What it printed. */
    byte[] out() {
        return out;
    }

    /** The same with escapes for what cannot be seen. jq itself writes such escapes below 127 only, and its own colours. */
    byte[] shown() {
        StringBuilder text = new StringBuilder();
        new String(out, StandardCharsets.UTF_8)
                .codePoints()
                .forEach(c -> text.append(c < 0x7f ? Character.toString(c) : SafeText.json(Character.toString(c))));
        return text.toString().getBytes(StandardCharsets.UTF_8);
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
}
