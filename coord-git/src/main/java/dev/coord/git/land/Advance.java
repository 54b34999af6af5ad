package dev.coord.git.land;

import dev.coord.CommitId;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.TreeDifference;
import dev.coord.git.object.TreeDifference.Difference;
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
        List<Difference> differences =
                TreeDifference.between(git, intent.old().value(), intent.next().value());
        List<Difference> added =
                differences.stream().filter(Difference::isAddition).toList();
        CommitId tracked = intent.old();
        if (added.size() < differences.size()) {
            tracked = added.isEmpty() ? intent.next() : without(added);
            GitAnswer answer =
                    index.git().ask("read-tree", "-m", "-u", intent.old().value(), tracked.value());
            if (!answer.succeeded() || added.isEmpty()) {
                return answer;
            }
        }
        index.git().run(entries(added), List.of("update-index", "-z", "--index-info"));
        GitAnswer answer = index.git()
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
        List<GitPath> wanted = added.stream()
                .map(Difference::path)
                .filter(path -> !leftOut.contains(path))
                .toList();
        return index.git().ask(GitPath.listed(wanted), List.of("checkout-index", "-u", "-z", "--stdin"));
    }

    /** The new files as {@code update-index --index-info} reads them. */
    private static byte[] entries(List<Difference> added) {
        ByteArrayOutputStream entries = new ByteArrayOutputStream();
        for (Difference one : added) {
            entries.writeBytes(NativeText.of(one.newMode() + " " + one.newId() + "\t"));
            entries.writeBytes(one.path().bytes());
            entries.write(0);
        }
        return entries.toByteArray();
    }

    private CommitId without(List<Difference> added) throws IOException {
        Path scratch = intent.place().resolve("tracked");
        Files.deleteIfExists(scratch);
        Git without = new CheckoutIndex(git, scratch).git();
        without.run("read-tree", intent.next().value());
        List<GitPath> paths = added.stream().map(Difference::path).toList();
        without.run(GitPath.listed(paths), List.of("update-index", "--force-remove", "-z", "--stdin"));
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
