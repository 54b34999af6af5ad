package dev.coord.git.merge;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.structured.FileConflict;
import dev.coord.git.structured.FileConflicts;
import java.util.List;
import java.util.Optional;

/** Merges two commits without a work tree. */
final class MergeTree {

    /** What a merge gives. */
    sealed interface Merge {

        /** No conflict. */
        record Clean(CommitId tree) implements Merge {}

        /**
         * These files conflict, at least one; the tree has them with the marks of git, which name the commits in full. Where git
         * does not know into which directory a new file belongs, it is the directory the file is in, and nothing is marked.
         *
         * @param contents the files with their versions, where nothing but their contents is in conflict
         */
        record Conflicted(CommitId tree, List<GitPath> files, Optional<List<FileConflict>> contents) implements Merge {

            public Conflicted {
                files = List.copyOf(files);
                contents = contents.map(List::copyOf);
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
        List<String> arguments = List.of("merge-tree", "--write-tree", "-z", ours.value(), theirs.value());
        GitAnswer answer = git.ask(new byte[0], arguments);
        if (answer.exit() > CONFLICT || answer.raw().isEmpty()) {
            if (git.ask("merge-base", ours.value(), theirs.value()).exit() == UNRELATED) {
                return new Merge.Unrelated();
            }
            throw git.failed(arguments, answer);
        }
        List<String> fields = List.of(answer.raw().split("\0", -1));
        CommitId tree = new CommitId(fields.get(0));
        if (answer.succeeded()) {
            return new Merge.Clean(tree);
        }
        FileConflicts conflicts = FileConflicts.read(fields.subList(1, fields.size()));
        return new Merge.Conflicted(tree, conflicts.files(), conflicts.contents());
    }

    /** Git with the attributes of a commit. */
    Git with(CommitId attributesOf) {
        return attributes.of(attributesOf);
    }
}
