package dev.coord.git.prove;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.ObjectReader;
import dev.coord.git.object.Commits;
import dev.coord.git.repository.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Merges commits as git alone does: no merge driver, no attribute and no setting of the user's takes part. What it makes lies in a
 * repository of its own, which borrows all objects, and which goes when this is closed. For one thread.
 */
final class PlainMerges implements AutoCloseable {

    private static final int CONFLICT = 1;

    private static final List<String> ARGUMENTS = List.of(
            "-c",
            "merge.conflictStyle=diff3",
            "-c",
            "merge.renormalize=false",
            "-c",
            "core.attributesFile=/dev/null",
            "merge-tree",
            "--write-tree",
            "-z",
            "--messages",
            "--allow-unrelated-histories");

    private final Path directory;
    private final Git git;
    private final ObjectReader.Use reading;

    private PlainMerges(Path directory, Git git, ObjectReader objects) {
        this.directory = directory;
        this.git = git.reading(objects);
        this.reading = objects.open();
    }

    /**
     * Makes the repository.
     *
     * @param user git on the repository whose commits are merged
     * @param objects its object directory
     * @param format its object format
     * @param directory where to make it; what an earlier process left there is deleted
     */
    static PlainMerges in(Git user, Path objects, String format, Path directory) {
        try {
            DirectoryTree.delete(directory);
            Files.createDirectories(directory.resolve("refs"));
            Path info = Files.createDirectories(directory.resolve("info"));
            Path own = Files.createDirectories(directory.resolve("objects").resolve("info"));
            Files.writeString(directory.resolve("HEAD"), "ref: refs/heads/none\n");
            Files.writeString(
                    directory.resolve("config"),
                    "[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectFormat = " + format
                            + "\n");
            Files.writeString(
                    info.resolve("attributes"), "* conflict-marker-size=" + MarkedFile.MARK + " !merge !text !eol\n");
            Files.write(own.resolve("alternates"), NativeText.of(NativeText.text(objects) + "\n"));
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot write to " + directory + ": " + FailureText.of(e) + "; make it writable and run again", e);
        }
        Git git = user.at(directory)
                .with(Map.of(
                        "GIT_DIR", NativeText.text(directory),
                        "GIT_ATTR_NOSYSTEM", "1",
                        "GIT_AUTHOR_NAME", "coord",
                        "GIT_AUTHOR_EMAIL", "coord@localhost",
                        "GIT_COMMITTER_NAME", "coord",
                        "GIT_COMMITTER_EMAIL", "coord@localhost"));
        return new PlainMerges(directory, git, new ObjectReader(git));
    }

    /** Git on it, which finds what the user's repository has, and what was merged here. */
    Git git() {
        return git;
    }

    /** What git makes of two commits. */
    PlainMerge merge(CommitId ours, CommitId theirs) {
        List<String> arguments = new ArrayList<>(ARGUMENTS);
        arguments.addAll(List.of(ours.value(), theirs.value()));
        GitAnswer answer = git.ask(new byte[0], arguments);
        if (answer.exit() > CONFLICT || answer.raw().isEmpty()) {
            throw git.failed(arguments, answer);
        }
        return PlainMerge.read(answer.raw());
    }

    /** The same as a commit, which can be merged further. */
    CommitId commit(CommitId ours, CommitId theirs) {
        return Commits.make(git, merge(ours, theirs).tree(), List.of(ours, theirs), "merge\n");
    }

    /** Names of files, as they are in paths. */
    static String name(CommitId commit, GitPath path) {
        return commit + ":" + path.raw();
    }

    @Override
    public void close() {
        reading.close();
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot delete " + directory + ": " + FailureText.of(e) + "; delete it and run again", e);
        }
    }
}
