package dev.coord.git;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.merge.Candidate;
import dev.coord.merge.CommitId;
import dev.coord.merge.LandingOutcome;
import dev.coord.merge.WaveWork;
import java.nio.file.Path;
import java.util.Optional;

/** Moves the target branch to a candidate by one compare-and-swap. */
final class Landing {

    private final GitRepository repository;
    private final Git git;
    private final Refs refs;

    Landing(GitRepository repository) {
        this.repository = repository;
        this.git = repository.git().patient();
        this.refs = new Refs(git);
    }

    LandingOutcome land(Candidate candidate) {
        String target = candidate.work().target();
        CommitId now = target(target);
        TargetCheckouts checkouts = new TargetCheckouts(repository, target);
        if (now.equals(candidate.commit())) {
            new StaleLocks(git, now).clearHead();
            checkouts.forward(candidate.base(), now);
            return new LandingOutcome.Landed(now);
        }
        if (!now.equals(candidate.base())) {
            return refs.isAncestor(candidate.commit(), now)
                    ? new LandingOutcome.Landed(candidate.commit())
                    : new LandingOutcome.TargetMoved(now);
        }
        String kept = Refs.candidate(candidate.work().run(), candidate.work().wave());
        refs.set(kept, candidate.commit());
        Optional<TargetCheckouts.Obstacle> obstacle = checkouts.against(candidate.base(), candidate.commit());
        if (obstacle.isEmpty()) {
            return swap(candidate, checkouts);
        }
        if (!target(target).equals(now)) {
            return land(candidate); // somebody landed meanwhile, and what was in the way was his landing
        }
        Path directory = obstacle.get().directory();
        return new LandingOutcome.CheckoutInTheWay(
                directory + " has " + obstacle.get().reason(),
                kept,
                "git -C " + Shell.quote(Bytes.text(directory)) + " merge " + kept);
    }

    private LandingOutcome swap(Candidate candidate, TargetCheckouts checkouts) {
        String target = candidate.work().target();
        int wave = candidate.work().wave();
        refs.set(Refs.backup(candidate.work().run(), wave), candidate.base());
        GitAnswer answer = move(candidate);
        if (!answer.succeeded() && target(target).equals(candidate.base())) {
            new StaleLocks(git, candidate.commit()).clearRef(target);
            answer = move(candidate);
        }
        CommitId now = target(target);
        if (now.equals(candidate.commit())) {
            checkouts.forward(candidate.base(), candidate.commit());
            return new LandingOutcome.Landed(now);
        }
        if (!now.equals(candidate.base())) {
            return new LandingOutcome.TargetMoved(now);
        }
        throw new RepositoryFailed("cannot move " + target + " from " + candidate.base() + " to " + candidate.commit()
                + " in " + directory() + ": " + answer.error() + "; the branch is as it was, run again");
    }

    private GitAnswer move(Candidate candidate) {
        WaveWork work = candidate.work();
        return refs.swap(
                "coord: land wave " + work.wave() + " of run " + work.run(),
                work.target(),
                candidate.commit(),
                candidate.base());
    }

    private CommitId target(String target) {
        return refs.commit(target)
                .orElseThrow(() -> new RepositoryFailed("cannot land on " + target + " in " + directory()
                        + ": there is no such branch any more; restore it with 'git branch' and run again"));
    }

    private Path directory() {
        return repository.directory();
    }
}
