package dev.coord.cli.home;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What lies directly in a repository's own directory, by gitrepository-layout(5), or is kept there by tools beside git. */
final class GitNames {

    private static final Set<String> NAMES = Set.of(
            "annex",
            "branches",
            "common",
            "commondir",
            "description",
            "gitdir",
            "head",
            "hooks",
            "index",
            "info",
            "lfs",
            "logs",
            "modules",
            "objects",
            "packed-refs",
            "refs",
            "reftable",
            "remotes",
            "rr-cache",
            "sequencer",
            "shallow",
            "svn",
            "worktrees");

    /** {@code HEAD} and all that is called like it, {@code config.worktree}, {@code rebase-merge}, locks, and a run's claim. */
    private static final Pattern SHAPES =
            Pattern.compile("[A-Z_]+|config(\\..*)?|(rebase|sharedindex|fsmonitor)[-.].*|coord-running|.*\\.lock");

    private GitNames() {}

    /** Whether a name is git's, on file systems too that take upper and lower case for the same. */
    static boolean isTaken(String name) {
        return SHAPES.matcher(name).matches() || NAMES.contains(name.toLowerCase(Locale.ROOT));
    }
}
