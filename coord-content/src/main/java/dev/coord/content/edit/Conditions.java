package dev.coord.content.edit;

import dev.coord.content.text.NotUnderstood;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Insists that no side turns a condition round beside what the other side changes: what stands below it now runs where it did not.
 * Of the conditions of a preprocessor no edit is safe, since they choose between branches that exclude each other.
 */
final class Conditions {
    private static final Pattern CONDITION = Pattern.compile(
            "\\s*(?:[})]\\s*)?(?:else\\s+)?(?:if|elif|elsif|elseif|ifeq|ifneq|ifdef|ifndef|unless|while|until|when)\\b.*");

    private static final Pattern OF_PREPROCESSOR =
            Pattern.compile("\\s*#\\s*(?:if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)\\b.*");
    private static final Set<String> TURNS =
            Set.of("not", "if", "unless", "while", "until", "ifdef", "ifndef", "ifeq", "ifneq");

    private Conditions() {}

    static void insist(List<String> base, SideEdits mine, SideEdits other) {
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
