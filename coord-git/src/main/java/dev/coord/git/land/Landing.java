package dev.coord.git.land;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.LockPatience;
import dev.coord.git.command.ShellText;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.TargetBranch;
import dev.coord.merge.Candidate;
import dev.coord.merge.LandingOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves the target branch by one compare-and-swap, and brings its checkouts along. */
public final class Landing {

    private static final Logger LOG = LoggerFactory.getLogger(Landing.class);

    private final Repository repository;
    private final Git git;
    private final Refs refs;
    private final LockPatience patience;
    private final SwapIntent intent;
    private List<String> behind = List.of();

    public Landing(Repository repository, LockPatience patience) {
        this.repository = repository;
        this.git = repository.git().patient();
        this.refs = new Refs(git);
        this.patience = patience;
        this.intent = new SwapIntent(repository.commonDirectory());
    }

    public LandingOutcome land(Candidate candidate) {
        return land(Move.of(candidate));
    }

    /** Moves a branch in the same way, for another reason. */
    public LandingOutcome land(Move move) {
        String target = TargetBranch.end(repository, move.target());
        CommitId now = target(target);
        TargetCheckouts checkouts = new TargetCheckouts(repository, target, patience);
        List<String> left = checkouts.settle();
        if (now.equals(move.next())) {
            removeLeftovers(target);
            intent.forget();
            return landed(now, left.isEmpty() ? checkouts.forward(move.base(), now) : left);
        }
        if (!now.equals(move.base())) {
            if (!move.isBack() && refs.isAncestor(move.next(), now)) {
                return landed(move.next(), left);
            }
            left.forEach(LOG::warn);
            return new LandingOutcome.TargetMoved(now);
        }
        refs.set(move.kept(), move.next());
        if (!left.isEmpty()) {
            return inTheWay(move, target, checkouts, String.join("; ", left));
        }
        return land(move, target, checkouts);
    }

    private void removeLeftovers(String target) {
        intent.removeLeftovers(path(target + ".lock"), path("HEAD.lock"));
    }

    private LandingOutcome land(Move move, String target, TargetCheckouts checkouts) {
        Optional<TargetCheckouts.Obstacle> unfinished = checkouts.unfinishedButChanges();
        TargetCheckouts.Preparation preparation =
                unfinished.isPresent() ? unfinished.get() : checkouts.prepare(move.base(), move.next());
        if (preparation instanceof TargetCheckouts.Ready ready) {
            try (ready) {
                return swap(move, target, checkouts, ready);
            }
        }
        if (!target(target).equals(move.base())) {
            return land(move); // somebody landed meanwhile, and what was in the way was his landing
        }
        TargetCheckouts.Obstacle obstacle = (TargetCheckouts.Obstacle) preparation;
        Path directory = obstacle.directory();
        String reason = directory + " has " + obstacle.reason();
        if (obstacle.remedy().isEmpty()) {
            return new LandingOutcome.CheckoutInTheWay(reason, move.kept(), "");
        }
        String remedy = obstacle.remedy().get();
        String first = remedy.isEmpty() ? "" : remedy + " && ";
        if (Files.notExists(directory)) {
            return inTheWay(move, target, checkouts, reason, first);
        }
        return new LandingOutcome.CheckoutInTheWay(reason, move.kept(), first + move.byHand(directory));
    }

    private LandingOutcome swap(Move move, String target, TargetCheckouts checkouts, TargetCheckouts.Ready ready) {
        refs.set(move.backup(), move.base());
        GitAnswer answer = move(move, target);
        CommitId now = target(target);
        if (now.equals(move.next())) {
            return landed(now, ready.bring());
        }
        if (!now.equals(move.base())) {
            return new LandingOutcome.TargetMoved(now);
        }
        Optional<Path> lock = lock(target);
        if (lock.isPresent()) {
            return inTheWay(
                    move,
                    target,
                    checkouts,
                    "cannot move " + target + " for " + LockPatience.describe(lock.get())
                            + "; coord leaves it to its owner, end that program or, if there is none, remove the lock"
                            + " yourself");
        }
        throw new RepositoryFailed("cannot move " + target + " from " + move.base() + " to " + move.next() + " in "
                + directory() + ": " + answer.error() + "; the branch is as it was and what was to be on it is kept at "
                + move.kept() + ", run again");
    }

    private GitAnswer move(Move move, String target) {
        removeLeftovers(target);
        intent.note(move.next());
        GitAnswer answer = refs.swap(move.reason(), target, move.next(), move.base());
        Optional<Path> lock = answer.succeeded() ? Optional.empty() : lock(target);
        if (lock.isPresent() && patience.outlasts(lock.get())) {
            answer = refs.swap(move.reason(), target, move.next(), move.base());
        }
        intent.forget();
        return answer;
    }

    /** What keeps git from moving the branch. */
    private Optional<Path> lock(String target) {
        return List.of(target + ".lock", "HEAD.lock", "packed-refs.lock").stream()
                .map(this::path)
                .filter(LockPatience::isThere)
                .findFirst();
    }

    /** What of the checkouts has not followed the landing, in words. */
    public List<String> behind() {
        return behind;
    }

    private LandingOutcome landed(CommitId now, List<String> missing) {
        missing.forEach(LOG::warn);
        behind = List.copyOf(missing);
        return new LandingOutcome.Landed(now);
    }

    private LandingOutcome inTheWay(Move move, String target, TargetCheckouts checkouts, String reason) {
        return inTheWay(move, target, checkouts, reason, "");
    }

    private LandingOutcome inTheWay(Move move, String target, TargetCheckouts checkouts, String reason, String first) {
        return new LandingOutcome.CheckoutInTheWay(
                reason,
                move.kept(),
                first
                        + checkouts
                                .place()
                                .map(move::byHand)
                                .orElseGet(() -> ShellText.git(directory()) + " update-ref " + ShellText.quote(target)
                                        + " " + move.next() + " " + move.base()));
    }

    private CommitId target(String target) {
        return refs.commit(target)
                .orElseThrow(() -> new RepositoryFailed("cannot land on " + target + " in " + directory()
                        + ": there is no such branch any more; restore it with 'git branch' and run again"));
    }

    /** Where git keeps a file that belongs to a ref which all work trees share, or to the head of the user's. */
    private Path path(String name) {
        return NativeText.in(name.startsWith("HEAD") ? repository.gitDirectory() : repository.commonDirectory(), name);
    }

    private Path directory() {
        return repository.directory();
    }
}
