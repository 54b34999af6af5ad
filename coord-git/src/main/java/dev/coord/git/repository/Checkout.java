package dev.coord.git.repository;

import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A work tree of the repository, the main one or a linked one.
 *
 * @param directory its top
 * @param branch full name of the branch that is checked out; none if the head is detached
 * @param locked whether git keeps it though its directory is away
 * @param main whether it is the main work tree, of which git tells the place only where that is beside {@code .git}
 */
public record Checkout(Path directory, Optional<String> branch, boolean locked, boolean main) {

    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The same at another place. */
    public Checkout at(Path place) {
        return new Checkout(place, branch, locked, main);
    }

    /** Whether it may be there: one that cannot be looked at is. */
    public boolean isThere() {
        return !Files.notExists(directory);
    }

    /** Its directory in the repository: the head, the index and what is unfinished. */
    public Path administration(Path commonDirectory) {
        return main ? commonDirectory : WorkTree.at(directory, commonDirectory).administration();
    }

    /** Git on it. Its place is said, for settings of the repository can send git elsewhere. */
    public Git git(Repository repository) {
        return repository.gitAt(administration(repository.commonDirectory()), directory);
    }

    /** Every work tree that git knows, the main one first, also one whose directory somebody deleted. */
    public static List<Checkout> known(Git git) {
        return of(list(git));
    }

    /** What {@code git worktree list --porcelain -z} tells. Pure. */
    static List<Checkout> of(GitAnswer list) {
        List<Checkout> all = new ArrayList<>();
        String directory = "";
        Optional<String> branch = Optional.empty();
        boolean locked = false;
        int entries = 0;
        for (GitPath field : list.paths()) {
            String text = NativeText.text(field.bytes());
            if (text.startsWith("worktree ")) {
                add(all, directory, branch, locked, entries == 1);
                directory = text.substring("worktree ".length());
                branch = Optional.empty();
                locked = false;
                entries++;
            } else if (text.startsWith("branch ")) {
                branch = Optional.of(text.substring("branch ".length()));
            } else if (text.equals("locked") || text.startsWith("locked ")) {
                locked = true;
            } else if (text.equals("bare")) {
                directory = "";
            }
        }
        add(all, directory, branch, locked, entries == 1);
        return all;
    }

    /** Git fails on a work tree that an agent or the user is just making or removing. */
    private static GitAnswer list(Git git) {
        String[] command = {"worktree", "list", "--porcelain", "-z"};
        for (int tries = 1; tries < TRIES; tries++) {
            GitAnswer answer = git.ask(command);
            if (answer.succeeded()) {
                return answer;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return git.run(command);
    }

    private static void add(
            List<Checkout> all, String directory, Optional<String> branch, boolean locked, boolean main) {
        if (!directory.isEmpty()) {
            all.add(new Checkout(NativeText.path(directory), branch, locked, main));
        }
    }
}
