package dev.coord.git;

import dev.coord.merge.CommitId;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work trees that have the target branch checked out: they have to come along when it moves. */
final class TargetCheckouts {

    private static final Logger LOG = LoggerFactory.getLogger(TargetCheckouts.class);

    private static final int SHOWN = 5;

    private final List<Checkout> checkouts;

    TargetCheckouts(GitRepository repository, String target) {
        this.checkouts = Checkout.all(repository.git()).stream()
                .filter(checkout -> checkout.branch().filter(target::equals).isPresent())
                .toList();
    }

    /** A work tree that cannot come along, and why. */
    record Obstacle(Path directory, String reason) {}

    /** The first work tree with changes to tracked files. */
    Optional<Obstacle> changed() {
        for (Checkout checkout : checkouts) {
            List<GitPath> changes = changes(checkout);
            if (!changes.isEmpty()) {
                return Optional.of(new Obstacle(checkout.directory(), "changes to tracked files: " + some(changes)));
            }
        }
        return Optional.empty();
    }

    /** The first work tree that would lose something, or refuse, if it were brought from one commit to the other. */
    Optional<Obstacle> against(CommitId old, CommitId next) {
        Optional<Obstacle> changed = changed();
        if (changed.isPresent()) {
            return changed;
        }
        for (Checkout checkout : checkouts) {
            Git git = new Git(checkout.directory());
            List<GitPath> overwritten = overwritten(git, old, next);
            if (!overwritten.isEmpty()) {
                return Optional.of(new Obstacle(
                        checkout.directory(), "untracked files that would be overwritten: " + some(overwritten)));
            }
            GitAnswer trial = git.ask("read-tree", "-m", "-u", "--dry-run", old.value(), next.value());
            if (!trial.succeeded()) {
                return Optional.of(new Obstacle(checkout.directory(), "git refuses: " + trial.error()));
            }
        }
        return Optional.empty();
    }

    /** Brings every work tree that still is at the old commit to the next one. The branch has moved already. */
    void forward(CommitId old, CommitId next) {
        for (Checkout checkout : checkouts) {
            Git git = new Git(checkout.directory());
            if (git.holds("diff-index", "--cached", "--quiet", next.value())) {
                continue;
            }
            if (!git.holds("diff-index", "--cached", "--quiet", old.value())) {
                LOG.warn("{} has staged changes and stays as it is; see 'git status' there", checkout.directory());
                continue;
            }
            GitAnswer answer = git.ask("read-tree", "-m", "-u", old.value(), next.value());
            if (!answer.succeeded()) {
                LOG.warn(
                        "the branch has moved, but {} could not follow: {}; bring it forward with 'git reset --keep'",
                        checkout.directory(),
                        answer.error());
            }
        }
    }

    private static List<GitPath> changes(Checkout checkout) {
        return new Git(checkout.directory())
                        .run(
                                "status",
                                "--porcelain",
                                "-z",
                                "--no-renames",
                                "--untracked-files=no",
                                "--ignore-submodules=dirty")
                        .rawFields()
                        .stream()
                        .map(field -> new GitPath(field.substring(3)))
                        .toList();
    }

    /** Ignored files too: git would overwrite those without a word. */
    private static List<GitPath> overwritten(Git git, CommitId old, CommitId next) {
        List<GitPath> found = new ArrayList<>();
        List<GitPath> added = git.run(
                        "diff-tree",
                        "-r",
                        "-z",
                        "--no-renames",
                        "--diff-filter=A",
                        "--name-only",
                        old.value(),
                        next.value())
                .paths();
        for (GitPath path : added) {
            path.file(git.directory())
                    .filter(file -> Files.exists(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                    .ifPresent(file -> found.add(path));
        }
        return found;
    }

    private static String some(List<GitPath> paths) {
        List<String> names =
                paths.stream().limit(SHOWN).map(path -> "'" + path + "'").toList();
        return String.join(", ", names) + (paths.size() > SHOWN ? " and " + (paths.size() - SHOWN) + " more" : "");
    }
}
