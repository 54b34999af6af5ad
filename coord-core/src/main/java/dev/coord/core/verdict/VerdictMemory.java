package dev.coord.core.verdict;

import dev.coord.merge.TestResult;
import dev.coord.merge.Trial.Memory;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tests said of trees, so that equal tests on an equal tree need not run again. Tests that did not end in their time are not
 * kept, and those that once said one thing and once the other never again. Immutable.
 */
public final class VerdictMemory {

    /** Nothing is remembered. */
    public static final VerdictMemory EMPTY = new VerdictMemory(new LinkedHashMap<>());

    private static final int MOST = 10_000;
    private static final int MOST_TEXT = 4 << 20;

    private final Map<String, VerdictLine> lines;

    private VerdictMemory(Map<String, VerdictLine> lines) {
        this.lines = Collections.unmodifiableMap(lines);
    }

    /**
     * Reads what was kept.
     *
     * @param text lines, oldest first; what is no line of a memory, or damaged, is nothing
     * @return the memory
     */
    public static VerdictMemory read(String text) {
        Map<String, VerdictLine> lines = new LinkedHashMap<>();
        text.lines().flatMap(line -> VerdictLine.read(line).stream()).forEach(line -> lines.put(line.key(), line));
        return bounded(lines);
    }

    /**
     * The text that {@link #read} reads: at most 10,000 lines and about 4 MiB.
     *
     * @return lines, each with its end
     */
    public String text() {
        StringBuilder text = new StringBuilder();
        lines.values().forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }

    /**
     * Asks for a verdict.
     *
     * @param key what is tested, and how
     * @param memory which verdicts count
     * @return how the tests ended then, as remembered
     */
    public Optional<TestResult> recall(String key, Memory memory) {
        return Optional.ofNullable(lines.get(key))
                .flatMap(VerdictLine::result)
                .filter(known -> memory == Memory.ALL || (memory == Memory.GREEN && known.isGreen()));
    }

    /**
     * Learns how tests ended that ran.
     *
     * @param key what was tested, and how; has no blank
     * @param fresh how they ended
     * @return the memory with that
     */
    public VerdictMemory with(String key, TestResult fresh) {
        VerdictLine known = lines.get(key);
        if (fresh.verdict() == TestResult.Verdict.OVERDUE
                || (known != null && known.result().isEmpty())) {
            return this;
        }
        Map<String, VerdictLine> next = new LinkedHashMap<>(lines);
        next.remove(key);
        if (known != null && !isSame(known.result().orElseThrow(), fresh)) {
            next.put(key, new VerdictLine(key, Optional.empty()));
        } else {
            VerdictLine.of(key, fresh).ifPresent(line -> next.put(key, line));
        }
        return bounded(next);
    }

    private static boolean isSame(TestResult one, TestResult other) {
        return one.verdict() == other.verdict()
                && one.failing().equals(other.failing())
                && one.extent().equals(other.extent());
    }

    /** The oldest are forgotten first, and that tests are flaky last. */
    private static VerdictMemory bounded(Map<String, VerdictLine> lines) {
        long text = lines.values().stream().mapToLong(VerdictMemory::size).sum();
        for (boolean alsoFlaky : List.of(false, true)) {
            Iterator<VerdictLine> oldest = lines.values().iterator();
            while (oldest.hasNext() && (lines.size() > MOST || text > MOST_TEXT)) {
                VerdictLine line = oldest.next();
                if (alsoFlaky || line.result().isPresent()) {
                    text -= size(line);
                    oldest.remove();
                }
            }
        }
        return new VerdictMemory(lines);
    }

    private static long size(VerdictLine line) {
        return line.text().length() + 1L;
    }
}
