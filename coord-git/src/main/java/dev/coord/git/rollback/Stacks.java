package dev.coord.git.rollback;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.history.LandedFeatures.Landing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which landings were made on top of the work of others: they hold its tip, and not the merge commit that landed it, so that they do
 * not have it from the target. The history since the oldest landing is read once.
 */
final class Stacks {

    private final Map<CommitId, List<CommitId>> parents = new HashMap<>();
    private final Set<CommitId> mainline = new HashSet<>();

    /**
     * Reads the history.
     *
     * @param all every landing on the target, oldest first
     */
    Stacks(Git git, CommitId target, List<Landing> all) {
        List<String> range = new ArrayList<>(List.of("rev-list", "--parents", "--end-of-options", target.value()));
        all.stream().limit(1).forEach(oldest -> range.add("^" + oldest.before()));
        for (String line : git.run(range.toArray(String[]::new)).lines()) {
            List<CommitId> commits =
                    Arrays.stream(line.split(" ")).map(CommitId::new).toList();
            parents.put(commits.get(0), commits.subList(1, commits.size()));
        }
        CommitId at = target;
        while (at != null && mainline.add(at)) {
            at = parents.getOrDefault(at, List.of()).stream().findFirst().orElse(null);
        }
    }

    /** The landings, of those before it, on top of whose work one was made. Work without a commit of its own is under none. */
    Set<CommitId> under(Landing later, List<Landing> earlier) {
        Set<CommitId> held = held(later);
        Set<CommitId> under = new HashSet<>();
        for (Landing landing : earlier) {
            boolean isOnTop = Stream.concat(landing.parents().stream().skip(1), landing.tip().stream())
                    .anyMatch(tip -> held.contains(tip) && parents.containsKey(tip) && !mainline.contains(tip));
            if (isOnTop && !held.contains(landing.commit())) {
                under.add(landing.commit());
            }
        }
        return under;
    }

    private Set<CommitId> held(Landing later) {
        Set<CommitId> held = new HashSet<>();
        Deque<CommitId> open =
                new ArrayDeque<>(later.parents().subList(1, later.parents().size()));
        while (!open.isEmpty()) {
            CommitId commit = open.remove();
            if (held.add(commit)) {
                open.addAll(parents.getOrDefault(commit, List.of()));
            }
        }
        return held;
    }
}
