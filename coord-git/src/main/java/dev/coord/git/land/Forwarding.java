package dev.coord.git.land;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.LockPatience;
import dev.coord.git.command.ShellText;
import dev.coord.git.object.ChangedPaths;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings one checkout from the commit its branch was at to the one it is at now. Holds git's lock on the checkout's index
 * from before the branch moves, so that nobody else stages anything in between, and has git work on a copy.
 */
final class Forwarding implements AutoCloseable {

    private static final int NAMED = 20;

    private final Git git;
    private final LandingIntent intent;
    private final CheckoutIndex index;
    private final List<CheckoutIndex.Hidden> hidden = new ArrayList<>();
    private boolean isOver;
    private boolean isShown;
    private boolean isAtOld; // nobody else writes to the copy

    private Forwarding(Git git, LandingIntent intent) {
        this.git = git;
        this.intent = intent;
        this.index = new CheckoutIndex(git, intent.index());
    }

    /** A checkout that cannot be worked on now, and why. */
    static final class Blocked extends Exception {

        private static final long serialVersionUID = 1L;

        Blocked(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** Takes the lock on a checkout. Nothing else has changed in it. */
    static Forwarding begin(
            Git git, Path administration, String target, CommitId old, CommitId next, LockPatience patience)
            throws Blocked {
        try {
            LandingIntent intent = intent(administration, target, old, next, patience);
            lock(intent, patience);
            return new Forwarding(git.patient(), intent);
        } catch (IOException e) {
            throw new Blocked(
                    "a directory " + administration + " that coord cannot write to (" + FailureText.of(e) + ")");
        }
    }

    private static LandingIntent intent(
            Path administration, String target, CommitId old, CommitId next, LockPatience patience)
            throws IOException, Blocked {
        while (true) {
            try {
                return LandingIntent.write(administration, target, old, next);
            } catch (FileAlreadyExistsException e) {
                Optional<LandingIntent> other = LandingIntent.in(administration);
                Path place = administration.resolve("coord-landing");
                if (other.isPresent() && !other.get().isAtWork()) {
                    other.get().end();
                } else if (!patience.outlasts(place)) {
                    throw new Blocked("another landing in " + place
                            + other.map(it -> ", of process " + it.maker().pid())
                                    .orElse(""));
                }
            }
        }
    }

    private static void lock(LandingIntent intent, LockPatience patience) throws IOException, Blocked {
        while (true) {
            try {
                intent.takeLock();
                return;
            } catch (FileAlreadyExistsException e) {
                if (!patience.outlasts(intent.gitsLock())) {
                    String found = LockPatience.describe(intent.gitsLock());
                    intent.end();
                    throw new Blocked(found + "; coord leaves it to its owner, end that program or, if there is none,"
                            + " remove the lock yourself");
                }
            } catch (IOException e) {
                intent.end();
                throw e;
            }
        }
    }

    /** Proves that the checkout can follow, and makes what that needs beforehand: later the disk may be full. */
    void prepare() throws Blocked {
        if (!index.is(intent.old())) {
            throw new Blocked(
                    "staged changes: its index is not as " + intent.old().abbreviated());
        }
        isAtOld = true;
        show();
        Set<GitPath> changed = hidden.isEmpty() ? Set.of() : index.unlike();
        List<GitPath> edited = hidden.stream()
                .map(CheckoutIndex.Hidden::path)
                .filter(changed::contains)
                .sorted()
                .toList();
        if (!edited.isEmpty()) {
            throw new Blocked("changes that --assume-unchanged or --skip-worktree hides from 'git status': "
                    + TargetCheckouts.some(edited) + "; show them with 'git update-index --no-assume-unchanged' or"
                    + " '--no-skip-worktree'");
        }
        List<GitPath> overwritten = Overwritten.find(git, intent.old(), intent.next());
        if (!overwritten.isEmpty()) {
            throw new Blocked("untracked files that would be overwritten: " + TargetCheckouts.some(overwritten));
        }
        GitAnswer trial = index.git().ask(twoWay("--dry-run", "-u"));
        if (!trial.succeeded()) {
            throw new Blocked("something git does not pass: " + trial.error());
        }
        makeNext();
    }

    private String[] twoWay(String... options) {
        List<String> words = new ArrayList<>(List.of("read-tree", "-m"));
        words.addAll(List.of(options));
        words.addAll(List.of(intent.old().value(), intent.next().value()));
        return words.toArray(new String[0]);
    }

    /** Has git look at the files that it would take for unchanged. */
    private void show() {
        if (!isShown) {
            Set<GitPath> between = between();
            index.hidden().stream().filter(one -> between.contains(one.path())).forEach(hidden::add);
            index.show(hidden);
            isShown = true;
        }
        index.refresh();
    }

    private Set<GitPath> between() {
        return ChangedPaths.between(git, intent.old().value(), intent.next().value());
    }

    private CheckoutIndex makeNext() {
        try {
            Files.copy(
                    intent.index(),
                    intent.prepared(),
                    StandardCopyOption.COPY_ATTRIBUTES,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RepositoryFailed("cannot write to " + intent.place() + ": " + FailureText.of(e), e);
        }
        CheckoutIndex prepared = new CheckoutIndex(git, intent.prepared());
        if (isAtOld || !prepared.is(intent.next())) {
            prepared.git().run(twoWay("-i"));
        }
        return prepared;
    }

    /** Does it, or what is left of it. Says what is missing in the checkout, if anything is. The branch has moved already. */
    Optional<String> bring() {
        try {
            boolean isAtNext = !isAtOld && index.is(intent.next());
            if (!isAtOld && !isAtNext && !index.is(intent.old())) {
                return behind(
                        "it has staged changes, which were made before its files could follow",
                        Set.of(),
                        ShellText.git(git.directory()) + " stash push --staged");
            }
            if (!isAtNext) {
                show();
                GitAnswer answer = new Advance(git, intent, index).run();
                if (answer.succeeded()) {
                    index.hide(hidden);
                    intent.install(intent.index());
                    finish();
                    return Optional.empty();
                }
                return repair(answer.error());
            }
            return repair("");
        } catch (IOException e) {
            return interrupted(FailureText.of(e));
        } catch (RepositoryFailed e) {
            return interrupted(String.valueOf(e.getMessage()));
        }
    }

    /** With the prepared index 'git status' names what is missing, and not the whole wave as taken back. */
    private Optional<String> interrupted(String cause) {
        try {
            if (Files.exists(intent.prepared())) {
                intent.install(intent.prepared());
            }
        } catch (IOException e) {
            return behind(cause + ", " + FailureText.of(e), Set.of(), "");
        }
        return behind(cause, Set.of(), "");
    }

    private Optional<String> repair(String cause) throws IOException {
        CheckoutIndex next = Files.exists(intent.prepared()) ? new CheckoutIndex(git, intent.prepared()) : makeNext();
        Restoration restoration = new Restoration(git, intent, next);
        String failure = restoration.restore(between());
        next.refresh();
        Set<GitPath> missing = new HashSet<>(next.unlike());
        missing.retainAll(between());
        String command = stash(missing);
        missing.addAll(restoration.leftOver());
        next.hide(hidden);
        intent.install(intent.prepared());
        if (missing.isEmpty()) {
            finish();
            return Optional.empty();
        }
        return behind(failure.isEmpty() ? cause : failure, missing, command);
    }

    private void finish() throws IOException {
        isOver = true;
        intent.end();
    }

    private Optional<String> behind(String cause, Set<GitPath> missing, String command) {
        String rest = missing.isEmpty()
                ? ""
                : "; missing or as they were are "
                        + TargetCheckouts.some(missing.stream().sorted().toList()) + ", the rest is as on the branch";
        try {
            isOver = true;
            intent.leave();
        } catch (IOException e) {
            rest += "; the lock " + intent.gitsLock() + " could not be removed (" + FailureText.of(e) + ")";
        }
        return Optional.of(intent.target() + " has landed and is at "
                + intent.next().abbreviated() + ", but its checkout " + git.directory() + " could not follow"
                + (cause.isEmpty() ? "" : " (" + cause.strip().replace("\n", ", ") + ")") + rest
                + "; mend the cause and run again, which finishes it"
                + (command.isEmpty() ? "" : ", or use: " + command));
    }

    /**
     * Gives the files as on the branch, and keeps in the stash what lies in their place. Only these: a stash of everything
     * resets hard, which destroys untracked files that are in the way and changes that are hidden from git.
     */
    private String stash(Set<GitPath> missing) {
        if (missing.isEmpty()) {
            return "";
        }
        String stash = " --literal-pathspecs stash push";
        if (missing.size() > NAMED) {
            return ShellText.git(git.directory()) + " ls-files -z --deleted --modified | "
                    + ShellText.git(git.directory()) + stash + " --pathspec-from-file=- --pathspec-file-nul";
        }
        return ShellText.git(git.directory()) + stash + " -- "
                + missing.stream()
                        .sorted()
                        .map(path -> ShellText.quote(NativeText.text(path.bytes())))
                        .collect(Collectors.joining(" "));
    }

    /** Gives everything back, where the branch did not move. */
    @Override
    public void close() {
        if (isOver) {
            return;
        }
        try {
            isOver = true;
            intent.end();
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot remove " + intent.place() + ": " + FailureText.of(e) + "; remove it and "
                            + intent.gitsLock() + " by hand, nothing else was changed",
                    e);
        }
    }
}
