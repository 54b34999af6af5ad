package dev.coord.git.land;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.LockPatience;
import dev.coord.git.command.Refs;
import dev.coord.git.command.ShellText;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.TargetBranch;
import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.WaveWork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves the target branch to a candidate by one compare-and-swap. */
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
        String target = TargetBranch.end(git, candidate.work().target());
        CommitId now = target(target);
        TargetCheckouts checkouts = new TargetCheckouts(repository, target, patience);
        List<String> left = checkouts.settle();
        if (now.equals(candidate.commit())) {
            intent.removeLeftovers(now, path(target + ".lock"), path("HEAD.lock"));
            intent.forget();
            return landed(now, left.isEmpty() ? checkouts.forward(candidate.base(), now) : left);
        }
        if (!now.equals(candidate.base())) {
            if (refs.isAncestor(candidate.commit(), now)) {
                return landed(candidate.commit(), left);
            }
            left.forEach(LOG::warn);
            return new LandingOutcome.TargetMoved(now);
        }
        refs.set(kept(candidate), candidate.commit());
        if (!left.isEmpty()) {
            return inTheWay(candidate, target, checkouts, String.join("; ", left));
        }
        return land(candidate, target, checkouts);
    }

    private LandingOutcome land(Candidate candidate, String target, TargetCheckouts checkouts) {
        Optional<TargetCheckouts.Obstacle> unfinished = checkouts.unfinished();
        TargetCheckouts.Preparation preparation =
                unfinished.isPresent() ? unfinished.get() : checkouts.prepare(candidate.base(), candidate.commit());
        if (preparation instanceof TargetCheckouts.Ready ready) {
            try (ready) {
                return swap(candidate, target, checkouts, ready);
            }
        }
        if (!target(target).equals(candidate.base())) {
            return land(candidate); // somebody landed meanwhile, and what was in the way was his landing
        }
        TargetCheckouts.Obstacle obstacle = (TargetCheckouts.Obstacle) preparation;
        Path directory = obstacle.directory();
        String reason = directory + " has " + obstacle.reason();
        if (obstacle.remedy().isEmpty()) {
            return new LandingOutcome.CheckoutInTheWay(reason, kept(candidate), "");
        }
        String remedy = obstacle.remedy().get();
        String first = remedy.isEmpty() ? "" : remedy + " && ";
        if (Files.notExists(directory)) {
            return inTheWay(candidate, target, checkouts, reason, first);
        }
        return new LandingOutcome.CheckoutInTheWay(
                reason, kept(candidate), first + ShellText.forward(directory, kept(candidate)));
    }

    private LandingOutcome swap(
            Candidate candidate, String target, TargetCheckouts checkouts, TargetCheckouts.Ready ready) {
        refs.set(Refs.backup(candidate.work().run(), candidate.work().wave()), candidate.base());
        GitAnswer answer = move(candidate, target);
        CommitId now = target(target);
        if (now.equals(candidate.commit())) {
            return landed(now, ready.bring());
        }
        if (!now.equals(candidate.base())) {
            return new LandingOutcome.TargetMoved(now);
        }
        Optional<Path> lock = lock(target);
        if (lock.isPresent()) {
            return inTheWay(
                    candidate,
                    target,
                    checkouts,
                    "cannot move " + target + " for " + LockPatience.describe(lock.get())
                            + "; coord leaves it to its owner, end that program or, if there is none, remove the lock"
                            + " yourself");
        }
        throw new RepositoryFailed("cannot move " + target + " from " + candidate.base() + " to " + candidate.commit()
                + " in " + directory() + ": " + answer.error() + "; the branch is as it was and the wave is kept at "
                + kept(candidate) + ", run again");
    }

    private GitAnswer move(Candidate candidate, String target) {
        intent.removeLeftovers(candidate.commit(), path(target + ".lock"), path("HEAD.lock"));
        intent.note(candidate.commit());
        GitAnswer answer = swap(candidate, target);
        Optional<Path> lock = answer.succeeded() ? Optional.empty() : lock(target);
        if (lock.isPresent() && patience.outlasts(lock.get())) {
            answer = swap(candidate, target);
        }
        intent.forget();
        return answer;
    }

    private GitAnswer swap(Candidate candidate, String target) {
        WaveWork work = candidate.work();
        return refs.swap(
                "coord: land wave " + work.wave() + " of run " + work.run(),
                target,
                candidate.commit(),
                candidate.base());
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

    private LandingOutcome inTheWay(Candidate candidate, String target, TargetCheckouts checkouts, String reason) {
        return inTheWay(candidate, target, checkouts, reason, "");
    }

    private LandingOutcome inTheWay(
            Candidate candidate, String target, TargetCheckouts checkouts, String reason, String first) {
        return new LandingOutcome.CheckoutInTheWay(
                reason,
                kept(candidate),
                first
                        + checkouts
                                .place()
                                .map(place -> ShellText.forward(place, kept(candidate)))
                                .orElseGet(() -> ShellText.git(directory()) + " update-ref " + ShellText.quote(target)
                                        + " " + candidate.commit() + " " + candidate.base()));
    }

    private static String kept(Candidate candidate) {
        return Refs.candidate(candidate.work().run(), candidate.work().wave());
    }

    private CommitId target(String target) {
        return refs.commit(target)
                .orElseThrow(() -> new RepositoryFailed("cannot land on " + target + " in " + directory()
                        + ": there is no such branch any more; restore it with 'git branch' and run again"));
    }

    private Path path(String name) {
        return git.run("rev-parse", "--path-format=absolute", "--git-path", name)
                .path();
    }

    private Path directory() {
        return repository.directory();
    }
}
