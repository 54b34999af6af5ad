package dev.coord.git.land;

import dev.coord.CommitId;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.ShellText;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.Refs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells of a checkout whose branch moved and whose index stayed: to git that looks like changes of the user's, and a commit
 * takes back what the branch had got.
 */
final class StaleIndex {

    private static final int EARLIER = 20;

    private StaleIndex() {}

    /** The checkout whose index is that of an earlier commit of its branch, with a command that overwrites nothing. */
    static Optional<TargetCheckouts.Obstacle> behind(Git git, Path administration, String target) {
        Refs refs = new Refs(git);
        CheckoutIndex index = new CheckoutIndex(git, administration.resolve("index"));
        Optional<CommitId> now = refs.commit(target);
        if (now.isEmpty() || index.is(now.get())) {
            return Optional.empty();
        }
        return earlier(git, target).stream()
                .filter(index::is)
                .filter(old -> refs.isAncestor(old, now.get()))
                .findFirst()
                .map(old -> obstacle(git.directory(), target, old, now.get()));
    }

    private static List<CommitId> earlier(Git git, String target) {
        Set<String> commits = new LinkedHashSet<>();
        String most = "--max-count=" + EARLIER;
        commits.addAll(git.ask("rev-list", "--walk-reflogs", most, target, "--").lines());
        commits.addAll(git.ask("rev-list", "--first-parent", most, target, "--").lines());
        return commits.stream().map(CommitId::new).toList();
    }

    /** Sets the branch back and has git merge, which keeps what is ignored; sets it forward again if that refuses. */
    private static TargetCheckouts.Obstacle obstacle(Path checkout, String target, CommitId old, CommitId now) {
        String set = ShellText.git(checkout) + " update-ref " + ShellText.quote(target) + " ";
        String command = set + old + " " + now + " && { " + ShellText.forward(checkout, now.value()) + " || { " + set
                + now + " " + old + "; false; }; }";
        return new TargetCheckouts.Obstacle(
                checkout,
                "its files and index as they were at " + old.abbreviated() + ", while " + target + " is at "
                        + now.abbreviated() + ": something moved the branch without them, and a commit there would take"
                        + " that back; bring the files along with: " + command,
                command);
    }

    /** Says that the branch, which had landed, was committed to from a checkout that had not followed. */
    static Optional<String> takenBack(Git git, LandingIntent intent, CommitId now) {
        Refs refs = new Refs(git);
        if (!hasMoved(refs, intent, now)) {
            return Optional.empty();
        }
        String old = intent.old().value();
        Set<GitPath> landed = ChangedPaths.between(git, old, intent.next().value());
        List<GitPath> lost = new ArrayList<>(landed);
        lost.removeAll(ChangedPaths.between(git, old, now.value()));
        if (lost.isEmpty()) {
            return Optional.empty();
        }
        lost.sort(null);
        String directory = ShellText.git(git.directory());
        String paths = lost.size() == landed.size()
                ? ""
                : lost.stream()
                        .map(path -> " " + ShellText.quote(NativeText.text(path.bytes())))
                        .collect(Collectors.joining("", " --", ""));
        return Optional.of(intent.target() + " had landed and was at "
                + intent.next().abbreviated() + ", but its checkout "
                + git.directory() + " had not followed when somebody committed there, which took back "
                + TargetCheckouts.some(lost) + "; if that was not meant, look at what this brings again and commit it: "
                + directory + " --literal-pathspecs diff-tree -p --binary --no-renames " + old + " " + intent.next()
                + paths + " | " + directory + " apply --index");
    }

    /** A branch that contains where it was to be set back to may never have left where it was. */
    private static boolean hasMoved(Refs refs, LandingIntent intent, CommitId now) {
        if (refs.commit(intent.next().value()).isEmpty() || !refs.isAncestor(intent.next(), now)) {
            return false;
        }
        boolean wasToBeSetBack = refs.isAncestor(intent.next(), intent.old());
        return !wasToBeSetBack || !refs.isAncestor(intent.old(), now);
    }
}
