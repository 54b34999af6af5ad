package dev.coord.git.merge;

import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.merge.CommitId;
import java.util.List;

/** Merges two commits without a work tree. */
final class MergeTree {

    /** What a merge gives. */
    sealed interface Merge {

        /** No conflict. */
        record Clean(CommitId tree) implements Merge {}

        /** These files conflict; the tree has them with the marks of git, which name the commits in full. */
        record Conflicted(CommitId tree, List<GitPath> files) implements Merge {

            public Conflicted {
                files = List.copyOf(files);
            }
        }
    }

    private static final int CONFLICT = 1;

    private final AttributeTree attributes;

    MergeTree(AttributeTree attributes) {
        this.attributes = attributes;
    }

    Merge merge(CommitId ours, CommitId theirs) {
        Git git = attributes.of(ours);
        List<String> arguments = List.of(
                "merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours.value(), theirs.value());
        GitAnswer answer = git.ask(new byte[0], arguments);
        if (answer.exit() > CONFLICT || answer.raw().isEmpty()) {
            throw git.failed(arguments, answer);
        }
        List<GitPath> fields = answer.paths();
        return answer.succeeded()
                ? new Merge.Clean(new CommitId(fields.get(0).raw()))
                : new Merge.Conflicted(
                        new CommitId(fields.get(0).raw()),
                        fields.subList(1, fields.size()).stream()
                                .distinct()
                                .sorted()
                                .toList());
    }
}
