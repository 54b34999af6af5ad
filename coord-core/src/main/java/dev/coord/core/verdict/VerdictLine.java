package dev.coord.core.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.merge.TestResult;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.TestResult.Verdict;
import java.time.Duration;
import java.util.Base64;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.zip.CRC32;

/**
 * What is remembered of tests on a tree, as a line of text that tells whether it is whole.
 *
 * @param key what was tested, and how; has no blank
 * @param result how the tests ended; none where they ended in one way and in another
 */
record VerdictLine(String key, Optional<TestResult> result) {

    private static final String FORMAT = "1";
    private static final String FLAKY = "flaky";
    private static final int FIELDS = 8;
    private static final int MOST_OUTPUT = 2_000;
    private static final int MOST_NAMES = 20_000;

    /** Of a test that has ended; none where it cannot be kept whole. */
    static Optional<VerdictLine> of(String key, TestResult result) {
        boolean isKept = result.verdict() != Verdict.OVERDUE
                && String.join("\n", result.failing()).length() <= MOST_NAMES
                && String.join("\n", result.extent().suites()).length() <= MOST_NAMES;
        return isKept ? Optional.of(new VerdictLine(key, Optional.of(shortened(result)))) : Optional.empty();
    }

    private static TestResult shortened(TestResult result) {
        String output = result.output();
        if (output.length() > MOST_OUTPUT) {
            String end = output.substring(output.length() - MOST_OUTPUT);
            output = "...\n" + end.substring(end.indexOf('\n') + 1);
        }
        return new TestResult(
                result.verdict(), result.result(), "", output, result.failing(), result.took(), true, result.extent());
    }

    static Optional<VerdictLine> read(String line) {
        String[] parts = line.split(" ", 3);
        if (parts.length != 3 || !parts[0].equals(FORMAT) || !parts[1].equals(sum(parts[2]))) {
            return Optional.empty();
        }
        String[] fields = parts[2].split(" ", -1);
        if (fields.length == 2 && fields[1].equals(FLAKY)) {
            return Optional.of(new VerdictLine(fields[0], Optional.empty()));
        }
        try {
            return fields.length == FIELDS ? Optional.of(read(fields)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // a line of another build that is whole
        }
    }

    private static VerdictLine read(String[] fields) {
        return new VerdictLine(
                fields[0],
                Optional.of(new TestResult(
                        Verdict.valueOf(fields[1]),
                        text(fields[3]),
                        "",
                        text(fields[4]),
                        names(fields[5]),
                        Duration.ofMillis(Long.parseLong(fields[2])),
                        true,
                        new Extent(Integer.parseInt(fields[6]), names(fields[7])))));
    }

    private static NavigableSet<String> names(String coded) {
        NavigableSet<String> names = new TreeSet<>();
        text(coded).lines().forEach(names::add);
        return names;
    }

    String text() {
        String rest = result.map(known -> String.join(
                        " ",
                        key,
                        known.verdict().name(),
                        Long.toString(known.took().toMillis()),
                        coded(known.result()),
                        coded(known.output()),
                        coded(String.join("\n", known.failing())),
                        Integer.toString(known.extent().status()),
                        coded(String.join("\n", known.extent().suites()))))
                .orElse(key + " " + FLAKY);
        return FORMAT + " " + sum(rest) + " " + rest;
    }

    private static String sum(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(UTF_8));
        return Long.toHexString(sum.getValue());
    }

    private static String coded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private static String text(String coded) {
        return new String(Base64.getDecoder().decode(coded), UTF_8);
    }
}
