package dev.coord.git.history;

import dev.coord.CommitId;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a message says that its commit takes back, in the words of coord and of {@code git revert}: the landing of a feature, a merge
 * by hand, or another commit that takes something back.
 */
public final class UndoneCommits {

    private static final String RESTORES = "Coord-Restores";

    private static final Pattern LINE = Pattern.compile(
            "^(?:" + RESTORES + ":[ \\t]*|This reverts commit )([0-9a-f]{7,64})\\b",
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE | Pattern.UNIX_LINES);

    private static final int SHA_1 = 40;
    private static final int SHA_256 = 64;

    private UndoneCommits() {}

    /** Extended regular expressions, of which one is in every such message, whatever the case of its letters. */
    static List<String> naming() {
        return List.of(RevertMessage.naming(), "^" + RESTORES + ":", "^This reverts commit [0-9a-f]");
    }

    /** A line that says that something that was taken back is there again. */
    public static String restoring(CommitId revert) {
        return RESTORES + ": " + revert + "\n";
    }

    /**
     * Everything that a message takes back.
     *
     * @param known among which a short name is looked for
     */
    static Set<CommitId> named(String message, Collection<CommitId> known) {
        Set<CommitId> named = new LinkedHashSet<>();
        RevertMessage.read(message).forEach(revert -> named.add(revert.landing()));
        Matcher line = LINE.matcher(message);
        while (line.find()) {
            String name = line.group(1).toLowerCase(java.util.Locale.ROOT);
            if (name.length() == SHA_1 || name.length() == SHA_256) {
                named.add(new CommitId(name));
            } else {
                List<CommitId> meant = known.stream()
                        .filter(commit -> commit.value().startsWith(name))
                        .toList();
                named.addAll(meant.size() == 1 ? meant : List.of());
            }
        }
        return named;
    }
}
