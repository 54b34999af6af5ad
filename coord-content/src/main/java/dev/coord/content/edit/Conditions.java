package dev.coord.content.edit;

import dev.coord.content.text.NotUnderstood;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Insists that no side turns a condition round beside what the other side changes: what stands below it now runs where it did not.
 * Of the conditions of a preprocessor no edit is safe, since they choose which lines are there at all.
 */
final class Conditions {
    private static final Pattern CONDITION = Pattern.compile(
            "\\s*(?:[})]\\s*)?(?:else\\s+)?(?:if|elif|elsif|elseif|ifeq|ifneq|ifdef|ifndef|unless|while|until|when)\\b.*");

    /** A line that chooses whether lines are there at all: of C, of Make, of templates. */
    private static final Pattern OF_PREPROCESSOR = Pattern.compile(
            "\\s*#\\s*(?:if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)\\b.*"
                    + "|(?:ifeq|ifneq|ifdef|ifndef)\\b.*|endif(?:\\s*#.*)?"
                    + "|\\s*(?:\\{\\{|\\{%|<%)[-~#/]?\\s*(?:if|unless|range|with|for|each|elif|elsif|else|end\\w*)\\b.*");

    private static final Pattern BEGINS = Pattern.compile("[^\\w/]*(?:if|unless|range|with|for|each)\\w*\\b.*");
    private static final Pattern ENDS = Pattern.compile("[^\\w/]*(?:end|/).*");

    private static final Set<String> TURNS =
            Set.of("not", "if", "unless", "while", "until", "ifdef", "ifndef", "ifeq", "ifneq");

    private Conditions() {}

    static void insist(List<String> base, SideEdits mine, SideEdits other) {
        insistOnWholeBranches(mine);
        insistOnWholeBranches(other);
        for (int i = 0; i < base.size(); i++) {
            Optional<String> before = Optional.of(base.get(i));
            Optional<String> ours = mine.lines().get(i);
            Optional<String> theirs = other.lines().get(i);
            boolean turned = !ours.equals(theirs) && (isTurned(before, ours) || isTurned(before, theirs));
            if (turned) {
                throw new NotUnderstood(
                        "a side turned the condition '" + base.get(i).strip() + "'");
            }
        }
    }

    /** A side that puts a condition around lines, or another branch beside them, says what becomes of what the other wrote there. */
    private static void insistOnWholeBranches(SideEdits side) {
        for (List<String> added : side.added()) {
            int depth = 0;
            for (String line : added) {
                if (!OF_PREPROCESSOR.matcher(line).matches()) {
                    continue;
                }
                boolean branch =
                        !BEGINS.matcher(line).matches() && !ENDS.matcher(line).matches();
                depth += branch ? 0 : ENDS.matcher(line).matches() ? -1 : 1;
                if (depth < 0 || (depth == 0 && branch)) {
                    throw new NotUnderstood("a side adds part of a branch of the preprocessor");
                }
            }
            if (depth != 0) {
                throw new NotUnderstood("a side adds part of a branch of the preprocessor");
            }
        }
    }

    private static boolean isTurned(Optional<String> before, Optional<String> after) {
        if (before.equals(after) || before.isEmpty()) {
            return false;
        }
        String old = before.get();
        if (OF_PREPROCESSOR.matcher(old).matches()) {
            return true;
        }
        return after.isPresent()
                && CONDITION.matcher(old).matches()
                && CONDITION.matcher(after.get()).matches()
                && asked(old).equals(asked(after.get()));
    }

    /** What a condition asks about, however it asks. */
    private static List<String> asked(String condition) {
        return Likeness.of(condition).words().stream()
                .filter(word -> Character.isLetterOrDigit(word.charAt(0)) && !TURNS.contains(word))
                .toList();
    }
}
