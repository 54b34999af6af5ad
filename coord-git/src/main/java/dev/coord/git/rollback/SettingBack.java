package dev.coord.git.rollback;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.history.LandedFeatures.Landing;
import dev.coord.git.repository.Checkout;
import dev.coord.git.repository.Repository;
import java.util.List;
import java.util.Optional;

/** Tells where a branch can be set back to, instead of reverting on top of it what landed. */
final class SettingBack {

    private static final String COORDS = "refs/coord/";

    private final Repository repository;
    private final Git git;

    public SettingBack(Repository repository) {
        this.repository = repository;
        this.git = repository.git();
    }

    /**
     * The commit that was recorded before the landings. None unless they are all there is above it, and nothing but the target
     * holds one of them: whoever has them would bring them back with the next merge.
     *
     * @param target full name of the branch, no second name of it
     * @param doomed what is taken back, latest first
     */
    public Optional<CommitId> to(String target, CommitId now, List<Landing> doomed) {
        CommitId at = now;
        for (Landing landing : doomed) {
            if (!landing.commit().equals(at)) {
                return Optional.empty();
            }
            at = landing.before();
        }
        CommitId oldest = doomed.get(doomed.size() - 1).commit();
        return isRecorded(at) && !isHeld(target, oldest) ? Optional.of(at) : Optional.empty();
    }

    private boolean isRecorded(CommitId commit) {
        return !git.run("for-each-ref", "--points-at=" + commit, "--format=%(refname)", COORDS + "backup/")
                .lines()
                .isEmpty();
    }

    private boolean isHeld(String target, CommitId commit) {
        boolean byRef =
                git.run("for-each-ref", "--contains=" + commit, "--format=%(refname) %(symref)").lines().stream()
                        .map(line -> line.split(" ", -1))
                        .anyMatch(
                                ref -> !ref[0].startsWith(COORDS) && !ref[0].equals(target) && !ref[1].equals(target));
        return byRef || repository.checkouts().stream().anyMatch(checkout -> isHeld(checkout, commit));
    }

    /** A head that is on no branch. */
    private boolean isHeld(Checkout checkout, CommitId commit) {
        if (checkout.branch().isPresent()) {
            return false;
        }
        Git there = checkout.git(repository);
        GitAnswer head = there.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        return head.succeeded() && there.holds("merge-base", "--is-ancestor", commit.value(), head.line());
    }
}
