package dev.coord.core.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/** Where symbolic links lead, by their text alone: links on the way are not followed. */
final class LinkTarget {

    private static final Pattern ABSOLUTE = Pattern.compile("(?:[/\\\\]|[A-Za-z]:[/\\\\]).*", Pattern.DOTALL);

    private LinkTarget() {}

    /** Whether a link leads out of the repository, or into the directory where git keeps it. */
    static boolean leadsOut(String link, String target) {
        if (ABSOLUTE.matcher(target).matches()) {
            return true;
        }
        Deque<String> at = new ArrayDeque<>(OutsideNames.segments(link));
        at.pollLast();
        for (String segment : OutsideNames.segments(target)) {
            if (segment.equals("..")) {
                if (at.pollLast() == null) {
                    return true;
                }
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                at.addLast(segment);
            }
        }
        return at.stream().anyMatch(OutsideNames::isGit);
    }
}
