package dev.coord.git.radar;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.collect.Inventory;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitLimit;
import dev.coord.git.command.HiddenChanges;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.object.CommitWriter;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.git.resume.ResumedWork;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One work tree, read again and again. An index of coord's own remembers sizes and times of its files, so that only what was written
 * since is read; where nothing was, one command tells that, and nothing is written. The agent's index, and a lock on it, are left
 * alone. Nothing of it is for several threads.
 */
final class LiveTree implements AutoCloseable {

    /** Whatever makes git wait, such as a pipe, keeps the others from being looked at for that long, and only once. */
    private static final GitLimit LIMIT = new GitLimit(Duration.ofSeconds(20));

    /** A lock on the index that is older was left behind. */
    private static final Duration BUSY = Duration.ofSeconds(30);

    /** Equal work is to give an equal commit. */
    private static final long TIME = 1;

    private static final List<String> ADD = List.of("add", "--all", "--ignore-errors", "--sparse");

    private final Repository repository;
    private final IntegrationClone clone;
    private final InstantSource clock;
    private final Path index;
    private final boolean watches;
    private Optional<Writes> writes = Optional.empty();
    private boolean begun;
    private boolean suspicious = true;
    private Optional<WorkSnapshot> last = Optional.empty();
    private String lastState = "";
    private Optional<CommitId> lastTree = Optional.empty();

    /**
     * Binds a work tree; reads nothing.
     *
     * @param index a file in the clone that nobody else writes
     * @param watches whether files are only looked at where the system tells that somebody wrote
     */
    LiveTree(Repository repository, IntegrationClone clone, InstantSource clock, Path index, boolean watches) {
        this.repository = repository;
        this.clone = clone;
        this.clock = clock;
        this.index = index;
        this.watches = watches;
    }

    /** It cannot be read now. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        Unreadable(String reason) {
            super(reason);
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * What it has now; while git is busy there, what it had before.
     *
     * @param branch full name of its branch, whose tip counts as long as nothing else was seen
     * @param workspace what a run knows of it
     */
    WorkSnapshot read(WorkTree tree, String branch, Optional<Workspace> workspace, CommitWriter commits)
            throws Unreadable {
        if (!tree.exists() || !tree.registered()) {
            throw new Unreadable("its work tree " + tree.directory() + " is gone");
        }
        try {
            if (isBusy(tree)) {
                return last.or(() -> new Refs(repository.git()).commit(branch).map(WorkSnapshot::committed))
                        .orElseThrow(() -> new Unreadable("git is busy in its work tree " + tree.directory()));
            }
            WorkSnapshot work = readFiles(tree, workspace, commits);
            last = Optional.of(work);
            return work;
        } catch (RepositoryFailed e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            suspicious = true;
            begun = false; // the next look begins anew
            throw new Unreadable(!tree.exists() ? "its work tree " + tree.directory() + " is gone" : FailureText.of(e));
        } catch (IOException e) {
            begun = false;
            throw new Unreadable("there is no reading " + tree.directory() + ": " + FailureText.of(e));
        }
    }

    /** In the middle of a rebase or a merge, and while git writes files, the files are nobody's work. */
    private boolean isBusy(WorkTree tree) throws IOException {
        if (tree.unfinished().isPresent()) {
            return true;
        }
        Path lock = tree.administration().resolve("index.lock");
        if (!Files.exists(lock, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        try {
            Instant since =
                    Files.getLastModifiedTime(lock, LinkOption.NOFOLLOW_LINKS).toInstant();
            return since.plus(BUSY).isAfter(clock.instant());
        } catch (java.nio.file.NoSuchFileException e) {
            return false; // it is done
        }
    }

    private WorkSnapshot readFiles(WorkTree tree, Optional<Workspace> workspace, CommitWriter commits)
            throws IOException, Unreadable {
        if (suspicious) {
            Optional<String> waits = Inventory.of(tree.directory()).whyGitWaits();
            if (waits.isPresent()) {
                throw new Unreadable("in its work tree " + tree.directory() + ", " + waits.get());
            }
        }
        Git git =
                clone.guard(tree.git(repository)).within(LIMIT).with(Map.of("GIT_INDEX_FILE", NativeText.text(index)));
        CommitId head = head(tree, git);
        if (watches && writes.isEmpty()) {
            writes = Optional.of(new Writes(tree.directory()));
        }
        boolean mayDiffer = writes.isEmpty() || writes.get().any();
        if (begun && !suspicious && !mayDiffer && lastTree.isPresent()) {
            return work(git, head, lastTree.get(), workspace, commits);
        }
        if (!begun) {
            begin(tree, git, head);
        }
        GitAnswer added = git.ask(ADD.toArray(String[]::new));
        suspicious = false;
        if (added.exit() > 1) {
            throw new Unreadable("git cannot take its files: " + added.error());
        }
        CommitId content = tree(git);
        return work(git, head, content, workspace, commits);
    }

    private void begin(WorkTree tree, Git git, CommitId head) throws IOException {
        Files.createDirectories(index.resolveSibling("."));
        Files.deleteIfExists(index.resolveSibling(index.getFileName() + ".lock"));
        Files.deleteIfExists(index);
        try {
            // with its time of change: by that git knows which files it must not trust to be unchanged
            Files.copy(tree.administration().resolve("index"), index, StandardCopyOption.COPY_ATTRIBUTES);
        } catch (java.nio.file.NoSuchFileException e) {
            git.run("read-tree", head.value());
        }
        HiddenChanges.show(git);
        lastState = "";
        begun = true;
    }

    /** Git writes an index anew where it found a change, and otherwise not at all. */
    private CommitId tree(Git git) throws IOException {
        BasicFileAttributes found = Files.readAttributes(index, BasicFileAttributes.class);
        String state = found.fileKey() + " " + found.size() + " " + found.lastModifiedTime();
        if (!state.equals(lastState) || lastTree.isEmpty()) {
            lastTree = Optional.of(new CommitId(git.run("write-tree").line()));
            BasicFileAttributes written = Files.readAttributes(index, BasicFileAttributes.class);
            lastState = written.fileKey() + " " + written.size() + " " + written.lastModifiedTime();
        }
        return lastTree.orElseThrow();
    }

    private WorkSnapshot work(
            Git git, CommitId head, CommitId content, Optional<Workspace> workspace, CommitWriter commits) {
        List<CommitId> begunFrom = new ArrayList<>(List.of(head));
        Optional<Workspace> resuming = workspace.filter(place -> place.resumes().isPresent());
        resuming.flatMap(Workspace::resumes)
                .filter(earlier -> !new Refs(repository.git()).isAncestor(earlier, head))
                .ifPresent(begunFrom::add);
        if (begunFrom.size() == 1 && content.equals(new Refs(repository.git()).tree(head.value()))) {
            return WorkSnapshot.committed(head);
        }
        CommitId commit = commits.make(content, begunFrom, "live work\n", TIME);
        if (last.filter(before -> before.commit().equals(commit)).isPresent()) {
            return last.get();
        }
        Set<String> undecided = new TreeSet<>();
        resuming.ifPresent(
                place -> ResumedWork.of(git, place, place.resumes().orElseThrow()).unresolved(content.value()).stream()
                        .map(ConflictedFile::path)
                        .forEach(undecided::add));
        return new WorkSnapshot(commit, begunFrom, undecided);
    }

    private CommitId head(WorkTree tree, Git git) throws Unreadable {
        Optional<CommitId> named = tree.namedBranch().flatMap(branch -> new Refs(repository.git()).commit(branch));
        Optional<CommitId> head = named.isPresent() ? named : new Refs(git).commit("HEAD");
        return head.orElseThrow(() -> new Unreadable("its work tree " + tree.directory() + " has no commit"));
    }

    @Override
    public void close() {
        writes.ifPresent(Writes::close);
        writes = Optional.empty();
    }
}
