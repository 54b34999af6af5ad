package dev.coord.git.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.CommitId;
import dev.coord.core.integrate.CommitGraph;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The part of the history that branches have and something else has not. */
public final class BranchHistory {

    private BranchHistory() {}

    /** The latest commit that all of them contain. */
    public static Optional<CommitId> common(Git git, Collection<CommitId> tips) {
        List<String> command = new ArrayList<>(List.of("merge-base", "--octopus"));
        new TreeSet<>(tips).forEach(tip -> command.add(tip.value()));
        GitAnswer answer = git.ask(command.toArray(String[]::new));
        return answer.succeeded() ? Optional.of(new CommitId(answer.line())) : Optional.empty();
    }

    /** From what all of them contain. */
    public static CommitGraph of(Git git, Collection<CommitId> tips) {
        return from(git, tips, common(git, tips));
    }

    static CommitGraph from(Git git, Collection<CommitId> tips, Optional<CommitId> common) {
        return without(git, tips, common.map(commit -> commit + "^@").orElse(""));
    }

    /** From what another commit contains. */
    public static CommitGraph above(Git git, Collection<CommitId> tips, CommitId other) {
        return without(git, tips, other.value());
    }

    private static CommitGraph without(Git git, Collection<CommitId> tips, String other) {
        StringBuilder asked = new StringBuilder();
        new TreeSet<>(tips).forEach(tip -> asked.append(tip).append('\n'));
        asked.append(other.isEmpty() ? "" : "^" + other + "\n");
        Map<CommitId, List<CommitId>> parents = new LinkedHashMap<>();
        git.run(asked.toString().getBytes(US_ASCII), List.of("rev-list", "--topo-order", "--parents", "--stdin"))
                .lines()
                .forEach(line -> {
                    List<CommitId> commits =
                            Stream.of(line.split(" ", -1)).map(CommitId::new).toList();
                    parents.put(commits.get(0), commits.subList(1, commits.size()));
                });
        return new CommitGraph(parents);
    }
}
