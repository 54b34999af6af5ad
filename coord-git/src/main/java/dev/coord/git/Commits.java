package dev.coord.git;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.merge.CommitId;
import java.util.ArrayList;
import java.util.List;

/** Makes commits without a work tree. */
final class Commits {

    private Commits() {}

    static CommitId make(Git git, CommitId tree, List<CommitId> parents, String message) {
        List<String> arguments = new ArrayList<>(List.of("commit-tree", "-F", "-"));
        parents.forEach(parent -> arguments.addAll(List.of("-p", parent.value())));
        arguments.add(tree.value());
        return new CommitId(git.run(message.getBytes(UTF_8), arguments).line());
    }
}
