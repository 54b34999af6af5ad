package dev.coord.git.lines;

import dev.coord.core.survival.LineKey;
import dev.coord.git.command.Git;
import dev.coord.git.object.Commits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The lines of files by the ids of their contents, each read once; one character of a line stands for one byte. What is no text, or
 * far too long for one, is one line that names it. Not safe for use by several threads.
 */
public final class BlobLines {

    private static final long LARGEST = 4 << 20;
    private static final int SNIFFED = 8000;
    private static final String NO_TEXT = "(no text: ";

    private final Git git;
    private final Map<String, List<String>> known = new HashMap<>();
    private final Map<String, Map<String, Integer>> counted = new HashMap<>();

    public BlobLines(Git git) {
        this.git = git;
    }

    /** Reads many at once. */
    public void read(Collection<String> ids) {
        Set<String> unknown = new HashSet<>(ids);
        unknown.removeIf(id -> known.containsKey(id) || isNone(id));
        Set<String> small = Commits.blobs(git, unknown, LARGEST);
        Commits.contents(git, small).forEach((id, content) -> known.put(id, lines(id, content)));
        unknown.forEach(id -> known.putIfAbsent(id, whole(id)));
    }

    /** None where there is no such file. */
    public List<String> of(String id) {
        if (isNone(id)) {
            return List.of();
        }
        read(List.of(id));
        return known.getOrDefault(id, List.of());
    }

    /** How often each key is in it; not to be changed. */
    public Map<String, Integer> counts(String id) {
        return counted.computeIfAbsent(id, blob -> LineKey.counts(of(blob)));
    }

    public static boolean isNone(String id) {
        return id.isEmpty() || id.chars().allMatch(digit -> digit == '0');
    }

    private static List<String> lines(String id, String content) {
        int nul = content.indexOf('\0');
        if (nul >= 0 && nul < SNIFFED) {
            return whole(id);
        }
        List<String> lines = new ArrayList<>();
        int begin = 0;
        for (int end = content.indexOf('\n'); end >= 0; end = content.indexOf('\n', begin)) {
            lines.add(content.substring(begin, end));
            begin = end + 1;
        }
        if (begin < content.length()) {
            lines.add(content.substring(begin));
        }
        return lines;
    }

    /** Whether the lines are those of a text, or of no file. */
    public static boolean isText(List<String> lines) {
        return lines.size() != 1 || !lines.get(0).startsWith(NO_TEXT);
    }

    private static List<String> whole(String id) {
        return List.of(NO_TEXT + id + ")");
    }
}
