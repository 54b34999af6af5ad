package dev.coord;

import dev.coord.CoordinationException.BadInput;
import java.util.List;

/**
 * Name of a branch as somebody wrote it: {@code topic/login}, {@code refs/heads/topic/login}, or a remote-tracking branch,
 * {@code origin/topic/login}, {@code remotes/origin/topic/login} or {@code refs/remotes/origin/topic/login}. What git allows in the name of a ref, at most 200
 * characters, no control character, and no dash at the beginning. Specification 1.1.
 *
 * @param value the name
 */
public record BranchName(String value) {

    private static final String HEADS = "refs/heads/";
    private static final String REMOTES = "refs/remotes/";
    private static final String LISTED = "remotes/"; // as 'git branch --all' shows one
    private static final int LONGEST = 200;
    private static final String FORBIDDEN = " ~^:?*[\\";

    /**
     * Checks the form.
     *
     * @throws BadInput if no branch can have the name
     */
    public BranchName {
        if (!isPossible(value)) {
            throw new BadInput(
                    "'" + SafeText.excerpt(value) + "' cannot name a branch; write it as 'git branch --all' shows it,"
                            + " such as 'topic/login' or 'origin/topic/login'");
        }
    }

    /**
     * The branch that belongs to a feature which names none.
     *
     * @param feature the feature
     * @return {@code feature/<id>}
     */
    public static BranchName of(FeatureId feature) {
        return new BranchName("feature/" + feature);
    }

    /**
     * The refs that the name can stand for, as git reads it.
     *
     * @return full names of refs; the first one that exists is meant
     */
    public List<String> refs() {
        if (value.startsWith("refs/")) {
            return List.of(value);
        }
        return value.startsWith(LISTED)
                ? List.of(HEADS + value, REMOTES + value, "refs/" + value)
                : List.of(HEADS + value, REMOTES + value);
    }

    private static boolean isPossible(String value) {
        boolean isElsewhere = value.startsWith("refs/") && !value.startsWith(HEADS) && !value.startsWith(REMOTES);
        if (isElsewhere || value.startsWith("-") || value.codePointCount(0, value.length()) > LONGEST) {
            return false;
        }
        if (value.contains("..") || value.contains("@{") || value.endsWith(".") || hasForbidden(value)) {
            return false;
        }
        for (String part : value.split("/", -1)) {
            if (part.isEmpty() || part.startsWith(".") || part.endsWith(".lock")) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasForbidden(String value) {
        return value.chars().anyMatch(c -> Character.isISOControl(c) || FORBIDDEN.indexOf(c) >= 0);
    }

    @Override
    public String toString() {
        return value;
    }
}
