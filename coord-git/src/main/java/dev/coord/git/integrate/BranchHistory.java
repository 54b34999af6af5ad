package dev.coord.git.integrate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.core.integrate.CommitGraph;
import dev.coord.git.command.Git;
import dev.coord.merge.CommitId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The part of the history that branches have and something else has not. */
final class BranchHistory {

    private BranchHistory() {}

    static CommitGraph of(Git git, Collection<CommitId> tips, String... without) {
        StringBuilder asked = new StringBuilder();
        new TreeSet<>(tips).forEach(tip -> asked.append(tip).append('\n'));
        Stream.of(without).forEach(commit -> asked.append('^').append(commit).append('\n'));
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
