package dev.coord.git.rollback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.SafeText;
import dev.coord.core.process.NativeText;
import dev.coord.core.rollback.BrokenFile;
import dev.coord.core.rollback.LandedWork;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.ObjectReader;
import dev.coord.git.history.LandedFeatures.Landing;
import dev.coord.git.lines.Blame;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.merge.Reverts;
import dev.coord.git.prove.RevertCheck;
import dev.coord.proof.IntegrityFinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is left when work is taken back: whether it is whole, and whose work is not. */
final class Leftovers {

    private final RevertCheck check;
    private final IntegrationClone clone;
    private final CommitId target;
    private final List<Landing> standing;

    /**
     * Binds what is known.
     *
     * @param clone where the reverts are
     * @param target what they were made on top of
     * @param standing every landing that was not taken back before
     */
    Leftovers(RevertCheck check, IntegrationClone clone, CommitId target, List<Landing> standing) {
        this.check = check;
        this.clone = clone;
        this.target = target;
        this.standing = List.copyOf(standing);
    }

    /**
     * What was found.
     *
     * @param broken what stops it
     * @param told what does not
     */
    record Found(List<BrokenFile> broken, List<IntegrityFinding> told) {}

    @SuppressWarnings("try") // one process reads as long as that takes
    Found of(Reverts.Made made) {
        try (ObjectReader.Use use = clone.reading()) {
            List<BrokenFile> broken = new ArrayList<>();
            List<IntegrityFinding> told = new ArrayList<>();
            for (IntegrityFinding finding : check.of(clone.git(), target, made.undone())) {
                if (finding.stops()) {
                    broken.add(broken(finding, made.tip()));
                } else {
                    told.add(finding);
                }
            }
            return new Found(broken, told);
        }
    }

    private BrokenFile broken(IntegrityFinding finding, CommitId tip) {
        Git git = clone.git();
        GitPath path = new GitPath(new String(finding.path().getBytes(UTF_8), ISO_8859_1));
        Optional<CommitId> last = finding.line() == 0
                ? Optional.empty()
                : Optional.ofNullable(
                        Blame.of(git, tip, path, List.of(finding.line())).get(finding.line()));
        CommitId commit = last.or(() -> lastOf(git, tip, path)).orElse(tip);
        Optional<LandedWork> by = standing.stream()
                .filter(landing -> landing.commit().equals(commit))
                .map(Landing::work)
                .findFirst();
        return new BrokenFile(finding, by, changed(git, commit, by));
    }

    private static Optional<CommitId> lastOf(Git git, CommitId tip, GitPath path) {
        GitAnswer answer = git.ask(
                new byte[0],
                List.of(
                        "rev-list",
                        "--max-count=1",
                        "--first-parent",
                        tip.value(),
                        "--",
                        ":(literal)" + NativeText.text(path.bytes())));
        return answer.succeeded() && !answer.line().isEmpty()
                ? Optional.of(new CommitId(answer.line()))
                : Optional.empty();
    }

    private static String changed(Git git, CommitId commit, Optional<LandedWork> by) {
        String subject =
                git.ask("log", "-1", "--format=%an: %s", commit.value()).line();
        return "last changed by "
                + by.map(landing -> "'" + landing.feature() + "', ").orElse("") + "commit " + commit.abbreviated()
                + " of " + SafeText.line(subject);
    }
}
