package dev.coord.git;

import dev.coord.merge.CommitId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one work tree from the commit its branch was at to the one it is at now. */
final class Forwarding {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarding.class);

    private final Git git;
    private final CommitId old;
    private final CommitId next;

    Forwarding(Path directory, CommitId old, CommitId next) {
        this.git = new Git(directory).patient();
        this.old = old;
        this.next = next;
    }

    /** Does nothing where it is done already, or where the user has begun something else meanwhile. */
    void bring() {
        if (git.holds("diff-index", "--cached", "--quiet", next.value())) {
            return;
        }
        if (!git.holds("diff-index", "--cached", "--quiet", old.value())) {
            LOG.warn("{} has staged changes and stays as it is; see 'git status' there", git.directory());
            return;
        }
        new StaleLocks(git, next).clearIndex();
        GitAnswer answer = git.ask("read-tree", "-m", "-u", old.value(), next.value());
        if (answer.succeeded()) {
            return;
        }
        if (isHalfDone()) {
            git.run("read-tree", "--reset", "-u", next.value());
        } else {
            LOG.warn(
                    "the branch has moved, but {} could not follow: {}; mend that and run 'git reset --keep' there",
                    git.directory(),
                    answer.error());
        }
    }

    /** Whether every file that is not as in the old commit is as in the next one: then only coord has been here. */
    private boolean isHalfDone() {
        Set<GitPath> between =
                paths(git, "diff-tree", "-r", "-z", "--no-renames", "--name-only", old.value(), next.value());
        Set<GitPath> unlikeOld = unlike(old);
        if (!between.containsAll(unlikeOld)) {
            return false;
        }
        Set<GitPath> unlikeNext = unlike(next);
        unlikeOld.addAll(unknown(old, between));
        unlikeNext.addAll(unknown(next, between));
        return unlikeOld.stream().filter(unlikeNext::contains).noneMatch(this::isThere);
    }

    private Set<GitPath> unlike(CommitId commit) {
        Path scratch = git.run("rev-parse", "--path-format=absolute", "--git-path", "coord-forward-index")
                .path();
        Git other = git.with(Map.of("GIT_INDEX_FILE", Bytes.text(scratch)));
        try {
            Files.deleteIfExists(scratch);
            other.run("read-tree", commit.value());
            other.ask("update-index", "-q", "--refresh");
            Set<GitPath> unlike = paths(other, "diff-files", "-z", "--name-only");
            Files.deleteIfExists(scratch);
            return unlike;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<GitPath> unknown(CommitId commit, Collection<GitPath> among) {
        Set<GitPath> unknown = new HashSet<>(among);
        unknown.removeAll(paths(git, "ls-tree", "-r", "-z", "--name-only", commit.value()));
        return unknown;
    }

    private boolean isThere(GitPath path) {
        return !Files.notExists(path.file(git.directory()), LinkOption.NOFOLLOW_LINKS);
    }

    private static Set<GitPath> paths(Git git, String... arguments) {
        return new HashSet<>(git.run(new byte[0], List.of(arguments)).paths());
    }
}
