package dev.coord.git.resume;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import java.util.ArrayList;
import java.util.List;

/**
 * What git makes of the target and a tip.
 *
 * @param tree the files
 * @param files those that conflict
 * @param groups the same by conflict: a renamed file is in one with all its names
 */
record LaidMerge(String tree, List<GitPath> files, List<List<GitPath>> groups) {

    private static final int CONFLICT = 1;

    static LaidMerge of(Git git, CommitId target, CommitId tip) {
        List<String> arguments = List.of(
                "-c",
                "merge.conflictStyle=diff3",
                "merge-tree",
                "--write-tree",
                "-z",
                "--name-only",
                "--messages",
                target.value(),
                tip.value());
        GitAnswer answer = git.ask(new byte[0], arguments);
        if (answer.exit() > CONFLICT || answer.raw().isEmpty()) {
            throw git.failed(arguments, answer);
        }
        return read(answer.raw());
    }

    /** The tree, the files, and after an empty field what git says: a number of paths, the paths, the kind of message, the message. */
    static LaidMerge read(String answer) {
        List<String> fields = List.of(answer.split("\0", -1));
        List<GitPath> files = new ArrayList<>();
        int at = 1;
        while (at < fields.size() && !fields.get(at).isEmpty()) {
            files.add(new GitPath(fields.get(at++)));
        }
        List<List<GitPath>> groups = new ArrayList<>();
        at++;
        while (at < fields.size() && fields.get(at).matches("[0-9]+")) {
            int kind = at + 1 + Integer.parseInt(fields.get(at));
            if (fields.get(kind).startsWith("CONFLICT")) {
                groups.add(
                        fields.subList(at + 1, kind).stream().map(GitPath::new).toList());
            }
            at = kind + 2;
        }
        return new LaidMerge(fields.get(0), files.stream().distinct().toList(), groups);
    }
}
