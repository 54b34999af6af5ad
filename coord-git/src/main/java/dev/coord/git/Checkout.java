package dev.coord.git;

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
 */
record Checkout(Path directory, Optional<String> branch) {

    private static final int TRIES = 20;
    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Every work tree that is there. */
    static List<Checkout> all(Git git) {
        return known(git).stream()
                .filter(checkout -> Files.isDirectory(checkout.directory()))
                .toList();
    }

    /** Every work tree that git knows, also one whose directory somebody deleted. */
    static List<Checkout> known(Git git) {
        List<Checkout> all = new ArrayList<>();
        String directory = "";
        Optional<String> branch = Optional.empty();
        for (GitPath field : list(git).paths()) {
            String text = Bytes.text(field.bytes());
            if (text.startsWith("worktree ")) {
                add(all, directory, branch);
                directory = text.substring("worktree ".length());
                branch = Optional.empty();
            } else if (text.startsWith("branch ")) {
                branch = Optional.of(text.substring("branch ".length()));
            } else if (text.equals("bare")) {
                directory = "";
            }
        }
        add(all, directory, branch);
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

    private static void add(List<Checkout> all, String directory, Optional<String> branch) {
        if (!directory.isEmpty()) {
            all.add(new Checkout(Bytes.path(directory), branch));
        }
    }
}
