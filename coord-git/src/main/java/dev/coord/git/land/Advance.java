package dev.coord.git.land;

import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.merge.CommitId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Brings the files of a checkout from one commit to the next. Git's own step overwrites ignored files without a word, so it
 * gets only what is tracked already. New files follow one by one, each made by a call to the system that fails where
 * something lies there. What git itself leaves open is the instant between its look at a tracked file and its writing it.
 */
final class Advance {

    private final Git git;
    private final LandingIntent intent;
    private final CheckoutIndex index;

    Advance(Git git, LandingIntent intent, CheckoutIndex index) {
        this.git = git;
        this.intent = intent;
        this.index = index;
    }

    /** What git says where it could not; then a part may be done. */
    GitAnswer run() throws IOException {
        List<GitPath> added = added();
        CommitId tracked = withoutAdded(added);
        GitAnswer answer = index.git().ask("read-tree", "-m", "-u", intent.old().value(), tracked.value());
        if (!answer.succeeded() || added.isEmpty()) {
            return answer;
        }
        index.git().run(entries(), List.of("update-index", "-z", "--index-info"));
        answer = index.git()
                .ask(
                        "read-tree",
                        "-m",
                        "-u",
                        tracked.value(),
                        intent.next().value()); // a sparse checkout leaves some out
        if (!answer.succeeded()) {
            return answer;
        }
        Set<GitPath> leftOut = leftOut();
        List<GitPath> wanted =
                added.stream().filter(path -> !leftOut.contains(path)).toList();
        return index.git().ask(GitPath.listed(wanted), List.of("checkout-index", "-u", "-z", "--stdin"));
    }

    private List<GitPath> added() {
        return git.run(difference("--name-only")).paths();
    }

    /** The new files as {@code update-index --index-info} reads them. */
    private byte[] entries() {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        List<String> fields = git.run(difference("--raw")).rawFields();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String[] words = fields.get(i).split(" ", -1); // :000000 mode object object A
            entries.writeBytes(NativeText.of(words[1] + " " + words[3] + "\t"));
            entries.writeBytes(new GitPath(fields.get(i + 1)).bytes());
            entries.write(0);
        }
        return entries.toByteArray();
    }

    private String[] difference(String format) {
        return new String[] {
            "diff-tree",
            "-r",
            "-z",
            "--no-renames",
            "--ignore-submodules=none",
            "--no-abbrev",
            "--diff-filter=A",
            format,
            intent.old().value(),
            intent.next().value()
        };
    }

    private CommitId withoutAdded(List<GitPath> added) throws IOException {
        Path scratch = intent.place().resolve("tracked");
        Files.deleteIfExists(scratch);
        Git without = new CheckoutIndex(git, scratch).git();
        without.run("read-tree", intent.next().value());
        without.run(GitPath.listed(added), List.of("update-index", "--force-remove", "-z", "--stdin"));
        CommitId tree = new CommitId(without.run("write-tree").line());
        Files.deleteIfExists(scratch);
        return tree;
    }

    private Set<GitPath> leftOut() {
        List<GitPath> found = new ArrayList<>();
        for (String entry : index.git().run("ls-files", "-t", "-z").rawFields()) {
            if (entry.charAt(0) == 'S') {
                found.add(new GitPath(entry.substring(2)));
            }
        }
        return new HashSet<>(found);
    }
}
