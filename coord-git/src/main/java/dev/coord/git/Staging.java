package dev.coord.git;

import dev.coord.core.plan.PathPattern;
import dev.coord.plan.RepoPath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Puts what lies in a work tree into an index. */
final class Staging {

    private Staging() {}

    /** Everything that git does not ignore, nested repositories left out. */
    static void addAll(PrivateIndex index, Collection<GitPath> nested) {
        add(index, nested, "--all");
    }

    /** The same, but what is not there does not count as deleted. */
    static void addPresent(PrivateIndex index, Collection<GitPath> nested) {
        add(index, nested, "--ignore-removal");
    }

    private static void add(PrivateIndex index, Collection<GitPath> nested, String option) {
        List<GitPath> selection = new ArrayList<>();
        selection.add(new GitPath(":(top)"));
        nested.forEach(path -> selection.add(path.in(":(top,exclude,literal)")));
        index.git()
                .run(
                        GitPath.listed(selection),
                        List.of("add", option, "--pathspec-from-file=-", "--pathspec-file-nul"));
    }

    /** What git ignores but the feature declares. */
    static void addDeclared(PrivateIndex index, Collection<RepoPath> declared) {
        List<PathPattern> patterns = declared.stream().map(PathPattern::of).toList();
        if (patterns.isEmpty()) {
            return;
        }
        List<GitPath> ignored =
                index.git().run("ls-files", "--others", "--ignored", "--exclude-standard", "-z").paths().stream()
                        .filter(path -> !path.raw().endsWith("/"))
                        .filter(path -> patterns.stream().anyMatch(pattern -> pattern.matches(path.text())))
                        .toList();
        if (!ignored.isEmpty()) {
            index.git()
                    .with(Map.of("GIT_LITERAL_PATHSPECS", "1"))
                    .run(
                            GitPath.listed(ignored),
                            List.of("add", "--force", "--pathspec-from-file=-", "--pathspec-file-nul"));
        }
    }
}
