package dev.coord.git.object;

import dev.coord.CommitId;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.LongProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes many commits by one git process. Each is what {@code git commit-tree} makes of the same, and where the process does not
 * answer that makes it. For one thread at a time.
 */
public final class CommitWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommitWriter.class);

    private final Git git;
    private final Map<String, String> identity;
    private final Path scratch;
    private @Nullable LongProcess process;
    private boolean isOver;

    /**
     * Binds git; starts nothing.
     *
     * @param identity who commits, as variables that git has told
     * @param scratch a file that nobody else writes
     */
    public CommitWriter(Git git, Map<String, String> identity, Path scratch) {
        this.git = git;
        this.identity = identity;
        this.scratch = scratch;
    }

    /**
     * Makes a commit.
     *
     * @param time of the author and of the committer, in seconds
     */
    public CommitId make(CommitId tree, List<CommitId> parents, String message, long time) {
        return quickly(text(tree, parents, message, time)).orElseGet(() -> {
            String date = "@" + time + " +0000";
            return Commits.make(
                    git.with(identity).with(Map.of("GIT_AUTHOR_DATE", date, "GIT_COMMITTER_DATE", date)),
                    tree,
                    parents,
                    message);
        });
    }

    private Optional<CommitId> quickly(String text) {
        if (isOver || NativeText.text(scratch).indexOf('\n') >= 0) {
            return Optional.empty();
        }
        try {
            if (process == null) {
                process = new LongProcess(
                        git.builder(List.of("hash-object", "-t", "commit", "-w", "--no-filters", "--stdin-paths")));
            }
            LongProcess asked = process;
            Files.write(scratch, NativeText.of(text));
            String id = asked.talk(() -> {
                asked.write(NativeText.of(NativeText.text(scratch) + "\n"));
                return asked.line();
            });
            return Optional.of(new CommitId(id));
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.debug("a writer of commits has ended in {}", git.directory(), e);
            end();
            return Optional.empty();
        }
    }

    private String text(CommitId tree, List<CommitId> parents, String message, long time) {
        StringBuilder text = new StringBuilder("tree " + tree + "\n");
        parents.forEach(parent -> text.append("parent ").append(parent).append('\n'));
        text.append("author ").append(who("AUTHOR")).append(time).append(" +0000\n");
        text.append("committer ").append(who("COMMITTER")).append(time).append(" +0000\n\n");
        return text.append(message).toString();
    }

    private String who(String role) {
        return identity.get("GIT_" + role + "_NAME") + " <" + identity.get("GIT_" + role + "_EMAIL") + "> ";
    }

    private void end() {
        isOver = true;
        if (process != null) {
            process.close();
            process = null;
        }
    }

    @Override
    public void close() {
        end();
        try {
            Files.deleteIfExists(scratch);
        } catch (IOException e) {
            LOG.debug("{} stays", scratch, e);
        }
    }
}
