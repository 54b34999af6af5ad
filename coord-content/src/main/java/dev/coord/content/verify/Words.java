package dev.coord.content.verify;

import dev.coord.content.text.NotUnderstood;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Counts words: what each side added is there as often as it added it, what was deleted is gone. */
final class Words {
    private static final int BASE = 0;
    private static final int OURS = 1;
    private static final int THEIRS = 2;
    private static final int MERGED = 3;
    private static final String BETWEEN = ",;()[]{}\"'`";

    private static final Pattern IDENTITY = Pattern.compile(
            "(?:- +)?[\"']?(?:operationId|containerPort|hostPort|nodePort|port"
                    + "|uuid|guid|id)[\"']?\\s*[:=]\\s*(?:[\"'][\\w-]+[\"']|[\\w-]*\\d[\\w-]*|(?<=operationId: )\\w+)[,;]?");

    private final Map<String, int[]> counts = new HashMap<>();

    static void insist(List<String> base, List<String> ours, List<String> theirs, List<String> merged) {
        Words words = new Words();
        words.count(base, BASE);
        words.count(ours, OURS);
        words.count(theirs, THEIRS);
        words.count(merged, MERGED);
        words.counts.forEach(Words::insist);
        insistOnOneOfEach(base, ours, theirs, merged);
    }

    private static void insist(String word, int[] count) {
        int byOurs = count[OURS] - count[BASE];
        int byTheirs = count[THEIRS] - count[BASE];
        int sum = count[BASE] + byOurs + byTheirs;
        int least = byOurs > 0 && byTheirs > 0 ? count[BASE] + Math.max(byOurs, byTheirs) : sum;
        int most = byOurs < 0 && byTheirs < 0 ? count[BASE] + Math.min(byOurs, byTheirs) : sum;
        if (count[MERGED] < least || count[MERGED] > most) {
            throw new NotUnderstood("the merged lines would hold '" + word + "' " + count[MERGED] + " times");
        }
    }

    /** What is known by a number or a name of its own is not known by that of another, wherever it stands. */
    private static void insistOnOneOfEach(
            List<String> base, List<String> ours, List<String> theirs, List<String> merged) {
        for (String line : merged) {
            String known = line.strip();
            if (IDENTITY.matcher(known).matches()) {
                long most = Math.max(times(base, known), Math.max(times(ours, known), times(theirs, known)));
                if (times(merged, known) > most) {
                    throw new NotUnderstood("'" + known + "' would stand there twice");
                }
            }
        }
    }

    private static long times(List<String> lines, String text) {
        return lines.stream().filter(line -> line.strip().equals(text)).count();
    }

    private void count(List<String> lines, int version) {
        for (String line : lines) {
            int begin = -1;
            for (int i = 0; i <= line.length(); i++) {
                boolean between = i == line.length() || line.charAt(i) <= ' ' || BETWEEN.indexOf(line.charAt(i)) >= 0;
                if (between && begin >= 0) {
                    counts.computeIfAbsent(line.substring(begin, i), word -> new int[4])[version]++;
                    begin = -1;
                } else if (!between && begin < 0) {
                    begin = i;
                }
            }
        }
    }
}
