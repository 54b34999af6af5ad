package dev.coord.git.history;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.core.rollback.RollbackOutcome;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the commit says that takes a landing back: written and read here and nowhere else.
 *
 * @param feature what is taken back
 * @param landing the merge commit that landed it
 */
public record RevertMessage(FeatureId feature, CommitId landing) {

    private static final String REVERTS = RollbackOutcome.REVERTS;

    private static final Pattern LINE = Pattern.compile(
            "^" + REVERTS + ":[ \\t]*(\\S+)[ \\t]+([0-9a-f]{40}|[0-9a-f]{64})[ \\t\\r]*$",
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE | Pattern.UNIX_LINES);

    /** An extended regular expression for a line of every such message, whatever the case of its letters. */
    static String naming() {
        return "^" + REVERTS + ":";
    }

    public String text() {
        return "Take feature " + feature + " back\n\nThis takes back what " + landing + " merged.\n\n" + REVERTS + ": "
                + feature + " " + landing + "\n";
    }

    /** Every landing that a message takes back: of several commits in one, people keep all lines. */
    static Set<RevertMessage> read(String message) {
        Set<RevertMessage> found = new LinkedHashSet<>();
        Matcher line = LINE.matcher(message);
        while (line.find()) {
            feature(line.group(1))
                    .ifPresent(feature -> found.add(new RevertMessage(feature, new CommitId(line.group(2)))));
        }
        return found;
    }

    private static Optional<FeatureId> feature(String text) {
        try {
            return Optional.of(new FeatureId(text));
        } catch (BadInput e) {
            return Optional.empty(); // no name of a feature
        }
    }
}
