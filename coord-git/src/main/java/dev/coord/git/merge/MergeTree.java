package dev.coord.git.merge;

import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.merge.CommitId;
import java.util.ArrayList;
import java.util.List;

/** Merges two commits without a work tree. */
final class MergeTree {

    /** What a merge gives. */
    sealed interface Merge {

        /** No conflict. */
        record Clean(CommitId tree) implements Merge {}

        /**
         * These files conflict, at least one; the tree has them with the marks of git, which name the commits in full. Where git
         * does not know into which directory a new file belongs, it is the directory the file is in, and nothing is marked.
         */
        record Conflicted(CommitId tree, List<GitPath> files) implements Merge {

            public Conflicted {
                files = List.copyOf(files);
            }
        }

        /** They have no commit in common. */
        record Unrelated() implements Merge {}
    }

    private static final int CONFLICT = 1;
    private static final int UNRELATED = 1;

    private final AttributeTree attributes;

    MergeTree(AttributeTree attributes) {
        this.attributes = attributes;
    }

    Merge merge(CommitId ours, CommitId theirs) {
        Git git = attributes.of(ours);
        List<String> arguments =
                List.of("merge-tree", "--write-tree", "-z", "--name-only", ours.value(), theirs.value());
        GitAnswer answer = git.ask(new byte[0], arguments);
        if (answer.exit() > CONFLICT || answer.raw().isEmpty()) {
            if (git.ask("merge-base", ours.value(), theirs.value()).exit() == UNRELATED) {
                return new Merge.Unrelated();
            }
            throw git.failed(arguments, answer);
        }
        List<String> fields = List.of(answer.raw().split("\0", -1));
        CommitId tree = new CommitId(fields.get(0));
        return answer.succeeded()
                ? new Merge.Clean(tree)
                : new Merge.Conflicted(
                        tree,
                        conflicts(fields.subList(1, fields.size())).stream()
                                .distinct()
                                .sorted()
                                .map(GitPath::new)
                                .toList());
    }

    /** The files, and after an empty field what git says: the number of paths, the paths, the kind of message, the message. */
    private static List<String> conflicts(List<String> fields) {
        int files = fields.indexOf("");
        if (files > 0) {
            return fields.subList(0, files);
        }
        List<String> named = new ArrayList<>();
        int at = files + 1;
        while (at < fields.size() && !fields.get(at).isEmpty()) {
            int kind = at + 1 + Integer.parseInt(fields.get(at));
            if (fields.get(kind).startsWith("CONFLICT")) {
                named.addAll(fields.subList(at + 1, kind));
            }
            at = kind + 2;
        }
        return named;
    }
}
