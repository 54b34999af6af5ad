package dev.coord.git.land;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CommitId;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finishes a half-done step from one commit to the next, file by file. It touches a file only where that is as in the old
 * commit, is not there, or is the beginning of what git was writing when it stopped; anything else is the user's.
 */
final class Restoration {

    private final Git git;
    private final LandingIntent intent;
    private final CheckoutIndex next;
    private final Set<GitPath> leftOver = new HashSet<>();

    Restoration(Git git, LandingIntent intent, CheckoutIndex next) {
        this.git = git;
        this.intent = intent;
        this.next = next;
    }

    /** Files of the old commit that could not be taken away. */
    Set<GitPath> leftOver() {
        return leftOver;
    }

    /** What git says about what it could not write. */
    String restore(Set<GitPath> between) throws IOException {
        Set<GitPath> known = tracked(intent.next());
        Set<GitPath> before = tracked(intent.old());
        Set<GitPath> unlikeOld = unlikeOld();
        next.refresh();
        Set<GitPath> differing = next.unlike();
        List<GitPath> replaced = new ArrayList<>();
        List<GitPath> made = new ArrayList<>();
        for (GitPath path : new TreeSet<>(between)) {
            boolean asBefore = before.contains(path) && !unlikeOld.contains(path);
            if (!known.contains(path)) {
                if (asBefore) {
                    takeAway(path);
                }
            } else if (differing.contains(path) && hasRoom(path)) {
                if (asBefore && !isFree(path)) {
                    replaced.add(path);
                } else if (isFree(path) || isBegun(path)) {
                    made.add(path);
                }
            }
        }
        String failure = write(replaced, "--force");
        String other = write(made, "--no-force"); // git makes these only where nothing lies by then
        return failure.isEmpty() ? other : failure;
    }

    /** Git ends at a file that a filter cannot make: the others are tried without it. */
    private String write(List<GitPath> wanted, String force) throws IOException {
        for (GitPath path : wanted) {
            if (isBegun(path)) {
                Files.delete(path.file(git.directory()));
            }
        }
        GitAnswer answer =
                next.git().ask(GitPath.listed(wanted), List.of("checkout-index", force, "-u", "-z", "--stdin"));
        if (answer.succeeded()) {
            return "";
        }
        Set<GitPath> unlike = next.unlike();
        List<GitPath> rest = wanted.stream().filter(unlike::contains).toList();
        for (GitPath path : rest) {
            if (isBegun(path)) {
                Files.delete(path.file(git.directory())); // no half-written file stays
            }
        }
        if (wanted.size() > 1) {
            int half = rest.size() / 2;
            write(rest.subList(0, half), force);
            write(rest.subList(half, rest.size()), force);
        }
        return answer.error();
    }

    private void takeAway(GitPath path) {
        Path file = path.file(git.directory());
        try {
            Files.deleteIfExists(file);
            for (Path parent = file.getParent();
                    parent != null && !parent.equals(git.directory());
                    parent = parent.getParent()) {
                Files.delete(parent);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            return; // the directory holds more
        } catch (IOException e) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                leftOver.add(path);
            }
        }
    }

    /** The index of the old commit, which the step has kept; made anew where it has not. */
    private Set<GitPath> unlikeOld() throws IOException {
        CheckoutIndex index = new CheckoutIndex(git, intent.index());
        if (!index.is(intent.old())) {
            Path scratch = intent.place().resolve("old");
            Files.deleteIfExists(scratch);
            index = new CheckoutIndex(git, scratch);
            index.git().run("read-tree", intent.old().value());
            index.refresh();
        }
        return index.unlike();
    }

    private Set<GitPath> tracked(CommitId commit) {
        return new HashSet<>(
                git.run("ls-tree", "-r", "-z", "--name-only", commit.value()).paths());
    }

    private boolean isFree(GitPath path) {
        return Files.notExists(path.file(git.directory()), LinkOption.NOFOLLOW_LINKS);
    }

    /** Git would remove a directory in the file's place with all that is in it, and a file in a directory's. */
    private boolean hasRoom(GitPath path) {
        Path at = git.directory();
        Path file = path.file(at);
        for (Path name : at.relativize(file)) {
            at = at.resolve(name);
            try {
                BasicFileAttributes found =
                        Files.readAttributes(at, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                if (found.isDirectory() == at.equals(file)) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                return true;
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /** Whether a file holds the beginning of what git writes there, and no more than a part of it. */
    private boolean isBegun(GitPath path) throws IOException {
        Path file = path.file(git.directory());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        byte[] whole = content(path);
        long size = Files.size(file);
        return size < whole.length && Arrays.equals(Files.readAllBytes(file), Arrays.copyOf(whole, (int) size));
    }

    private byte[] content(GitPath path) {
        String name = intent.next().value() + ":" + NativeText.text(path.bytes());
        return git.run("cat-file", "--filters", name).raw().getBytes(ISO_8859_1);
    }
}
