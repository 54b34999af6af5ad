package dev.coord.git.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.merge.CommitId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes commits without a work tree, and tells which a repository has. */
public final class Commits {

    private Commits() {}

    public static CommitId make(Git git, CommitId tree, List<CommitId> parents, String message) {
        List<String> arguments = new ArrayList<>(List.of("commit-tree", "-F", "-"));
        parents.forEach(parent -> arguments.addAll(List.of("-p", parent.value())));
        arguments.add(tree.value());
        return new CommitId(git.run(message.getBytes(UTF_8), arguments).line());
    }

    /** Those of the ids that are commits the repository has. */
    public static List<CommitId> present(Git git, Collection<String> ids) {
        return ofType(git, ids, "commit").stream().map(CommitId::new).toList();
    }

    /** Those of the ids that are contents of files the repository has. */
    public static Set<String> blobs(Git git, Collection<String> ids) {
        return new HashSet<>(ofType(git, ids, "blob"));
    }

    private static List<String> ofType(Git git, Collection<String> ids, String type) {
        if (ids.isEmpty()) {
            return List.of();
        }
        String asked = ids.stream().map(id -> id + "\n").collect(Collectors.joining());
        return git
                .run(asked.getBytes(US_ASCII), List.of("cat-file", "--batch-check=%(objectname) %(objecttype)"))
                .lines()
                .stream()
                .filter(line -> line.endsWith(" " + type))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }
}
