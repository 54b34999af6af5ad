package dev.coord.git.resume;

import dev.coord.git.command.ChangedPaths;
import dev.coord.git.command.Commits;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.merge.CommitId;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Finds the conflict that an agent has not resolved. */
public final class LeftMarks {

    private static final long LARGEST = 16 << 20;

    private LeftMarks() {}

    /**
     * Looks at every file that differs from the base.
     *
     * @param tree what the agent left
     * @param tip what the work tree was made from, besides the base
     * @return the first place in words, if there is one
     */
    public static Optional<String> find(Git git, CommitId base, CommitId tree, CommitId tip) {
        Map<GitPath, String[]> changed = new TreeMap<>();
        Iterator<String> fields = ChangedPaths.difference(git, base.value(), tree.value())
                .rawFields()
                .iterator();
        Set<String> ids = new HashSet<>();
        while (fields.hasNext()) {
            String[] change = fields.next().strip().split(" ", -1);
            changed.put(new GitPath(fields.next()), change);
            ids.add(change[2]);
            ids.add(change[3]);
        }
        Map<String, String> contents = Commits.contents(git, Commits.blobs(git, ids, LARGEST));
        for (Map.Entry<GitPath, String[]> entry : changed.entrySet()) {
            String before = contents.getOrDefault(entry.getValue()[2], "");
            String after = contents.getOrDefault(entry.getValue()[3], "");
            OptionalInt line = ConflictMarks.left(after, before, base, tip);
            if (line.isPresent()) {
                return Optional.of("'" + entry.getKey() + "' line " + line.getAsInt());
            }
        }
        return Optional.empty();
    }
}
