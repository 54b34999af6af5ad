package dev.coord.git.land;

import dev.coord.CommitId;
import dev.coord.SafeText;
import dev.coord.core.file.PlainFile;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.LockPatience;
import dev.coord.git.command.ShellText;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Checkout;
import dev.coord.git.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work trees that have the target branch checked out: they have to come along when it moves. */
public final class TargetCheckouts {

    private static final Logger LOG = LoggerFactory.getLogger(TargetCheckouts.class);

    private static final List<String> UNFINISHED =
            List.of("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "sequencer/todo", "rebase-apply/applying");

    private static final int SHOWN = 5;

    private final Repository repository;
    private final String target;
    private final LockPatience patience;
    private final List<Checkout> all;
    private final List<Checkout> onTarget;
    private final List<Checkout> away;

    public TargetCheckouts(Repository repository, String target, LockPatience patience) {
        this.repository = repository;
        this.target = target;
        this.patience = patience;
        List<Checkout> known = repository.knownCheckouts().stream()
                .filter(checkout -> !checkout.directory().startsWith(repository.workspaces())) // they come and go
                .toList();
        this.all = known.stream().filter(Checkout::isThere).toList();
        this.onTarget = all.stream().filter(this::isOnTarget).toList();
        this.away = known.stream()
                .filter(checkout -> !checkout.isThere() && isOnTarget(checkout))
                .toList();
    }

    private boolean isOnTarget(Checkout checkout) {
        return checkout.branch().filter(target::equals).isPresent();
    }

    /** What may come of getting the work trees ready. */
    sealed interface Preparation {}

    /** All can come along. Each is locked until it has. */
    record Ready(List<Forwarding> forwardings) implements Preparation, AutoCloseable {

        Ready {
            forwardings = List.copyOf(forwardings);
        }

        /** Brings every work tree to where the branch is now; says of each that could not follow what is missing there. */
        List<String> bring() {
            return forwardings.stream()
                    .map(Forwarding::bring)
                    .flatMap(Optional::stream)
                    .toList();
        }

        @Override
        public void close() {
            forwardings.forEach(Forwarding::close);
        }
    }

    /**
     * A work tree that cannot come along, and why.
     *
     * @param remedy the command to run there before the wave can be landed by hand; empty text where none is needed, none
     *     where the user has to finish something first: until then git would take the wave into that
     */
    public record Obstacle(Path directory, String reason, Optional<String> remedy) implements Preparation {

        Obstacle(Path directory, String reason) {
            this(directory, reason, Optional.of(""));
        }

        static Obstacle unfinished(Path directory, String what) {
            return new Obstacle(directory, what + "; finish or abort that there", Optional.empty());
        }

        Obstacle(Path directory, String reason, String remedy) {
            this(directory, reason, Optional.of(remedy));
        }
    }

    /** Where the target is checked out, if it is. */
    public Optional<Path> place() {
        return onTarget.stream().map(Checkout::directory).findFirst();
    }

    /** The first work tree in which something is unfinished: a rebase of the target, a merge, changes to tracked files. */
    public Optional<Obstacle> unfinished() {
        return unfinishedButChanges()
                .or(() -> onTarget.stream()
                        .map(this::changes)
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    /** The same without what is looked for once more by {@link #prepare}. */
    Optional<Obstacle> unfinishedButChanges() {
        Stream<Optional<Obstacle>> places = Stream.of(denied(), lost(), away());
        Stream<Optional<Obstacle>> rebases = all.stream().map(this::rebase);
        return Stream.of(places, rebases)
                .flatMap(each -> each)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Says which changes are hidden from git: a wave that changes these files will not land. */
    public void tellHidden() {
        for (Checkout checkout : onTarget) {
            List<GitPath> edited = CheckoutIndex.hiddenChanges(git(checkout), administration(checkout));
            if (!edited.isEmpty()) {
                LOG.warn(
                        "in {} --assume-unchanged or --skip-worktree hides changes from git: {}; a wave that changes"
                                + " one of these files will not land",
                        SafeText.line(checkout.directory().toString()),
                        SafeText.line(some(edited)));
            }
        }
    }

    /** Finishes what a landing that was killed, or could not write, left undone; says what is still missing. */
    public List<String> settle() {
        List<String> behind = new ArrayList<>();
        for (Checkout checkout : all) {
            Optional<LandingIntent> intent =
                    LandingIntent.in(administration(checkout)).filter(found -> !found.isAtWork());
            if (intent.isPresent()) {
                settle(checkout, intent.get()).ifPresent(onTarget.contains(checkout) ? behind::add : LOG::warn);
            }
        }
        return behind;
    }

    private Optional<String> settle(Checkout checkout, LandingIntent intent) {
        try {
            Optional<CommitId> now = checkout.branch()
                    .filter(intent.target()::equals)
                    .flatMap(branch -> new Refs(repository.git()).commit(branch));
            if (now.filter(intent.next()::equals).isPresent()) {
                return bring(checkout, intent.old(), intent.next());
            }
            Optional<String> lost = now.flatMap(at -> StaleIndex.takenBack(git(checkout), intent, at));
            intent.end();
            return lost;
        } catch (IOException e) {
            return Optional.of("cannot remove " + intent.place() + ": " + FailureText.of(e) + "; make it writable");
        }
    }

    /** Gets every work tree ready to come along; nothing is locked where one cannot. */
    public Preparation prepare(CommitId old, CommitId next) {
        List<Forwarding> forwardings = new ArrayList<>();
        for (Checkout checkout : onTarget) {
            try {
                Forwarding forwarding =
                        Forwarding.begin(git(checkout), administration(checkout), target, old, next, patience);
                forwardings.add(forwarding);
                Optional<Obstacle> since = changes(checkout); // nobody stages anything from here on
                if (since.isPresent()) {
                    new Ready(forwardings).close();
                    return since.get();
                }
                forwarding.prepare();
            } catch (Forwarding.Blocked e) {
                new Ready(forwardings).close();
                return new Obstacle(checkout.directory(), e.reason());
            }
        }
        return new Ready(forwardings);
    }

    /** Brings every work tree that still is at the old commit to the next one. The branch has moved already. */
    public List<String> forward(CommitId old, CommitId next) {
        return onTarget.stream()
                .map(checkout -> bring(checkout, old, next))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<String> bring(Checkout checkout, CommitId old, CommitId next) {
        CheckoutIndex index =
                new CheckoutIndex(git(checkout), administration(checkout).resolve("index"));
        boolean isDone = LandingIntent.in(administration(checkout)).isEmpty() && index.is(next);
        if (isDone) {
            return Optional.empty();
        }
        try (Forwarding forwarding =
                Forwarding.begin(git(checkout), administration(checkout), target, old, next, patience)) {
            return forwarding.bring();
        } catch (Forwarding.Blocked e) {
            return Optional.of(target + " has landed and is at " + next.abbreviated() + ", but its checkout "
                    + checkout.directory() + " could not follow: there is " + e.reason()
                    + "; then run again, which brings it forward");
        }
    }

    /** A rebase detaches the head, and moves the branch only at its end. */
    private Optional<Obstacle> rebase(Checkout checkout) {
        for (String state : List.of("rebase-merge/head-name", "rebase-apply/head-name")) {
            if (read(administration(checkout).resolve(state)).equals(target)) {
                return Optional.of(Obstacle.unfinished(checkout.directory(), "an unfinished rebase of " + target));
            }
        }
        return Optional.empty();
    }

    private Optional<Obstacle> changes(Checkout checkout) {
        for (String state : UNFINISHED) {
            if (Files.exists(administration(checkout).resolve(state))) {
                return Optional.of(Obstacle.unfinished(checkout.directory(), "something unfinished (" + state + ")"));
            }
        }
        List<GitPath> changes = git(checkout)
                .run("status", "--porcelain", "-z", "--no-renames", "--untracked-files=no", "--ignore-submodules=dirty")
                .rawFields()
                .stream()
                .map(field -> new GitPath(field.substring(3)))
                .toList();
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        return StaleIndex.behind(git(checkout), administration(checkout), target)
                .or(() ->
                        Optional.of(new Obstacle(checkout.directory(), "changes to tracked files: " + some(changes))));
    }

    /** An agent can say in its work tree that the repository has none, and so hide the user's from git. */
    private Optional<Obstacle> denied() {
        Path common = repository.commonDirectory();
        return repository.main().isDenied(common, target)
                ? Optional.of(new Obstacle(
                        repository.main().directory().orElse(common),
                        target + " checked out, but the setting core.bare of " + common
                                + " says that there is no work tree, which an agent may have set; set it right with 'git config"
                                + " core.bare false'",
                        ShellText.git(common) + " config core.bare false"))
                : Optional.empty();
    }

    private Optional<Obstacle> lost() {
        return onTarget.stream()
                .filter(checkout ->
                        checkout.main() && repository.main().directory().isEmpty())
                .map(checkout -> new Obstacle(
                        checkout.directory(),
                        target + " checked out in its main work tree, and git does not tell where that is; run coord"
                                + " there, or check out another branch there"))
                .findFirst();
    }

    private Optional<Obstacle> away() {
        return away.stream().findFirst().map(checkout -> {
            String git = ShellText.git(repository.directory());
            String place = ShellText.quote(NativeText.text(checkout.directory()));
            String forget = (checkout.locked() ? git + " worktree unlock " + place + " && " : "") + git
                    + " worktree remove " + place;
            return new Obstacle(
                    checkout.directory(),
                    target
                            + " checked out, but is not there, so that it cannot follow, and a later commit in it would take"
                            + " back what lands now; bring it back (is a drive not plugged in?), or, if it is gone for"
                            + " good, have git forget it with: " + forget,
                    forget);
        });
    }

    private Git git(Checkout checkout) {
        return checkout.git(repository);
    }

    private Path administration(Checkout checkout) {
        return checkout.administration(repository.commonDirectory());
    }

    private static String read(Path file) {
        try {
            return NativeText.text(PlainFile.read(file)).strip();
        } catch (IOException e) {
            return ""; // most repositories are in no such state
        }
    }

    static String some(List<GitPath> paths) {
        List<String> names =
                paths.stream().limit(SHOWN).map(path -> "'" + path + "'").toList();
        return String.join(", ", names) + (paths.size() > SHOWN ? " and " + (paths.size() - SHOWN) + " more" : "");
    }
}
