package dev.coord.core.verdict;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Output of tests in the Test Anything Protocol, versions 12 to 14, among whatever else is printed. Of a test with subtests that failed
 * those are told, with its name before theirs.
 */
public final class TapOutput {

    private static final int INDENT = 4;

    private static final Pattern PLAN = Pattern.compile("1\\.\\.(\\d{1,9})(\\s.*)?");
    private static final Pattern VERSION = Pattern.compile("TAP version \\d+");
    private static final Pattern POINT = Pattern.compile("(not )?ok\\b(?:\\s+(\\d+)\\b)?(?:\\s*-\\s+)?(.*)");
    private static final Pattern EXCUSE = Pattern.compile("(?i)(?<!\\\\)#\\s*(todo|skip)");
    private static final Pattern TIME = Pattern.compile("(?<!\\s)\\s++#\\s*+time=.*");
    private static final Pattern BLOCK_BEGIN = Pattern.compile("(\\s+)---\\s*");

    private final List<List<String>> failed = new ArrayList<>(List.of(new ArrayList<>()));
    private boolean isTap;
    private boolean isCutShort;
    private long planned;
    private long points;

    private TapOutput() {}

    /**
     * Which tests failed.
     *
     * @param output all of it
     * @return nothing where there is no plan and no version, or fewer tests than were planned
     */
    public static FailedTests failed(String output) {
        TapOutput tap = new TapOutput();
        String blockEnd = "";
        for (String line : output.lines().toList()) {
            Matcher block = BLOCK_BEGIN.matcher(line);
            if (!blockEnd.isEmpty()) {
                blockEnd = line.stripTrailing().equals(blockEnd) ? "" : blockEnd;
            } else if (block.matches()) {
                blockEnd = block.group(1) + "...";
            } else {
                tap.read(line);
            }
        }
        return tap.isTap && !tap.isCutShort && tap.points >= tap.planned
                ? new FailedTests(tap.names(), new TreeSet<>())
                : FailedTests.UNKNOWN;
    }

    private NavigableSet<String> names() {
        NavigableSet<String> names = new TreeSet<>();
        failed.forEach(names::addAll);
        return names;
    }

    private void read(String line) {
        int indent = line.length() - line.stripLeading().length();
        if (indent % INDENT != 0) {
            return;
        }
        String text = line.strip();
        Matcher plan = PLAN.matcher(text);
        Matcher point = POINT.matcher(text);
        if (point.matches()) {
            read(point, indent / INDENT);
        } else if (indent == 0 && plan.matches()) {
            isTap = true;
            planned += Long.parseLong(plan.group(1));
        } else if (indent == 0) {
            isTap |= VERSION.matcher(text).matches();
            isCutShort |= text.startsWith("Bail out!");
        }
    }

    /** It says so of each file. */
    private static boolean isWordOfProve(Matcher point, String description) {
        return point.group(1) == null && point.group(2) == null && description.isEmpty();
    }

    /** The subtests of a test come before it, one level further in. */
    private void read(Matcher point, int level) {
        List<String> inner = new ArrayList<>();
        while (failed.size() > level + 1) {
            inner.addAll(failed.remove(failed.size() - 1));
        }
        while (failed.size() <= level) {
            failed.add(new ArrayList<>());
        }
        String description = TIME.matcher(point.group(3)).replaceFirst("").strip();
        points += level == 0 && !isWordOfProve(point, description) ? 1 : 0;
        Matcher excuse = EXCUSE.matcher(description);
        if (point.group(1) == null || excuse.find()) {
            return;
        }
        String name = description.isEmpty() ? "test " + point.group(2) : description;
        if (inner.isEmpty()) {
            failed.get(level).add(name);
        } else {
            inner.forEach(one -> failed.get(level).add(name + " > " + one));
        }
    }
}
