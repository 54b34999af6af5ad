package dev.coord.git;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FailureText;
import dev.coord.merge.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The work trees that have the target branch checked out: they have to come along when it moves. */
final class TargetCheckouts {

    private static final int SHOWN = 5;

    private final String target;
    private final List<Checkout> all;
    private final List<Checkout> onTarget;

    TargetCheckouts(GitRepository repository, String target) {
        this.target = target;
        this.all = repository.checkouts().stream()
                .filter(checkout -> !checkout.directory().startsWith(repository.workspaces())) // they come and go
                .toList();
        this.onTarget = all.stream()
                .filter(checkout -> checkout.branch().filter(target::equals).isPresent())
                .toList();
    }

    /** A work tree that cannot come along, and why. */
    record Obstacle(Path directory, String reason) {}

    /** The first work tree in which something is unfinished: a rebase of the target, a merge, changes to tracked files. */
    Optional<Obstacle> unfinished() {
        Stream<Optional<Obstacle>> rebases = all.stream().map(this::rebase);
        Stream<Optional<Obstacle>> others = onTarget.stream().map(TargetCheckouts::changes);
        return Stream.concat(rebases, others).flatMap(Optional::stream).findFirst();
    }

    /** The first work tree that would lose something, or refuse, if it were brought from one commit to the other. */
    Optional<Obstacle> against(CommitId old, CommitId next) {
        return unfinished()
                .or(() -> onTarget.stream()
                        .map(checkout -> refusal(checkout, old, next))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    /** Brings every work tree that still is at the old commit to the next one. The branch has moved already. */
    void forward(CommitId old, CommitId next) {
        onTarget.forEach(checkout -> new Forwarding(checkout.directory(), old, next).bring());
    }

    /** A rebase detaches the head, and moves the branch only at its end. */
    private Optional<Obstacle> rebase(Checkout checkout) {
        Git git = new Git(checkout.directory());
        for (String state : List.of("rebase-merge/head-name", "rebase-apply/head-name")) {
            if (read(state(git, state)).equals(target)) {
                return Optional.of(new Obstacle(checkout.directory(), "an unfinished rebase of " + target));
            }
        }
        return Optional.empty();
    }

    private static Optional<Obstacle> changes(Checkout checkout) {
        Git git = new Git(checkout.directory());
        for (String state : List.of("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD")) {
            if (Files.exists(state(git, state))) {
                return Optional.of(new Obstacle(checkout.directory(), "an unfinished merge (" + state + ")"));
            }
        }
        List<GitPath> changes = git
                .run("status", "--porcelain", "-z", "--no-renames", "--untracked-files=no", "--ignore-submodules=dirty")
                .rawFields()
                .stream()
                .map(field -> new GitPath(field.substring(3)))
                .toList();
        return changes.isEmpty()
                ? Optional.empty()
                : Optional.of(new Obstacle(checkout.directory(), "changes to tracked files: " + some(changes)));
    }

    private static Optional<Obstacle> refusal(Checkout checkout, CommitId old, CommitId next) {
        Git git = new Git(checkout.directory());
        List<GitPath> overwritten = Overwritten.find(git, old, next);
        if (!overwritten.isEmpty()) {
            return Optional.of(new Obstacle(
                    checkout.directory(), "untracked files that would be overwritten: " + some(overwritten)));
        }
        GitAnswer trial = trial(git, old, next);
        return trial.succeeded()
                ? Optional.empty()
                : Optional.of(new Obstacle(checkout.directory(), "something git does not pass: " + trial.error()));
    }

    /** On a copy of the index: a trial locks what it reads, and the user's editor may be asking for the status just now. */
    private static GitAnswer trial(Git git, CommitId old, CommitId next) {
        Path index = state(git, "index");
        try {
            Path copy = Files.createTempFile(index.getParent(), "coord-trial-", ".index");
            try {
                Files.copy(index, copy, StandardCopyOption.REPLACE_EXISTING);
                return git.with(Map.of("GIT_INDEX_FILE", Bytes.text(copy)))
                        .ask("read-tree", "-m", "-u", "--dry-run", old.value(), next.value());
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot copy " + index + ": " + FailureText.of(e) + "; nothing was landed, run again", e);
        }
    }

    private static Path state(Git git, String name) {
        return git.run("rev-parse", "--path-format=absolute", "--git-path", name)
                .path();
    }

    private static String read(Path file) {
        try {
            return Bytes.text(Files.readAllBytes(file)).strip();
        } catch (IOException e) {
            return ""; // most repositories are in no such state
        }
    }

    private static String some(List<GitPath> paths) {
        List<String> names =
                paths.stream().limit(SHOWN).map(path -> "'" + path + "'").toList();
        return String.join(", ", names) + (paths.size() > SHOWN ? " and " + (paths.size() - SHOWN) + " more" : "");
    }
}
