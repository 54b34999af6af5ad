package dev.coord.git.merge;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.SafeText;
import dev.coord.core.file.PlainFile;
import dev.coord.core.process.NativeText;
import dev.coord.core.process.ProcessFamily;
import dev.coord.core.process.WorkingBelow;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.git.repository.EmptyDirectories;
import dev.coord.git.repository.Repository;
import dev.coord.merge.WaveWork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A work tree beside the repository that belongs to the private clone, for a command of the user's: what lies in it is nobody's work.
 * For one command at a time.
 */
public final class IntegrationTree {

    private static final Logger LOG = LoggerFactory.getLogger(IntegrationTree.class);

    private final Repository repository;
    private final Path directory;
    private final ProcessFamily family;
    private final WaveWork work;

    private IntegrationTree(Repository repository, WaveWork work, String name, String marker) {
        this.repository = repository;
        this.work = work;
        this.directory = repository.workspaces().resolve(work.run().value()).resolve(name);
        this.family = new ProcessFamily(
                ProcessFamily.markerAt(work.run() + "/" + marker, directory),
                Optional.of(new WorkingBelow(directory, Instant.now())));
    }

    /** Where what was merged is tested. */
    public static IntegrationTree ofTests(Repository repository, WaveWork work) {
        return new IntegrationTree(repository, work, "integration", "integration");
    }

    /** Where files are made anew that git cannot merge. */
    public static IntegrationTree ofRegeneration(Repository repository, WaveWork work) {
        return new IntegrationTree(repository, work, "regenerate", "regenerate");
    }

    public Path directory() {
        return directory;
    }

    /** Whatever works in it. */
    public ProcessFamily family() {
        return family;
    }

    /** Git on it. */
    public Git git(IntegrationClone clone) {
        return clone.on(directory);
    }

    /** Nothing is done there any more: what was killed there, or failed, has left nothing of use. */
    public void forget() {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        end();
        try {
            remove();
        } catch (IOException e) {
            throw new RepositoryFailed("cannot remove " + directory + ": " + FailureText.of(e), e);
        }
    }

    /** Ends what was killed there and may still write. */
    public void end() {
        if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            family.end(Optional.empty());
        }
    }

    /** Ends what an earlier process left there, and makes the files those of a commit and no others. */
    public void checkOut(IntegrationClone clone, CommitId commit) throws IOException {
        checkOut(clone, commit, "-ffdx");
    }

    /** The same, beside files that git ignores, which stay. */
    public void checkOutBesideIgnored(IntegrationClone clone, CommitId commit) throws IOException {
        checkOut(clone, commit, "-ffd");
    }

    private void checkOut(IntegrationClone clone, CommitId commit, String cleaning) throws IOException {
        end();
        clone.unlock(); // a command that was ended may have left git's locks
        makePlace();
        DirectoryTree.requireOwn(directory); // git clean goes through mounts
        Files.write(directory.resolve(".git"), NativeText.of("gitdir: " + NativeText.text(clone.directory()) + "\n"));
        DirectoryTree.removePipes(directory);
        Git git = git(clone);
        git.run("checkout", "--quiet", "--force", "--detach", commit.value());
        git.run("clean", cleaning, "--quiet");
    }

    /** A command may have put a link in its place, and whatever that leads to is somebody's. */
    private void makePlace() throws IOException {
        PlainFile.makeParents(repository.workspaces(), directory);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(directory);
            Files.createDirectory(directory);
        }
    }

    /** What a command has left mounted there takes nothing from its success. */
    public void remove() throws IOException {
        try {
            DirectoryTree.delete(directory);
            Path parent = directory.resolve("..").normalize();
            repository.alone(() -> EmptyDirectories.delete(parent, repository.workspaces()));
        } catch (DirectoryTree.MountedBelow e) {
            LOG.warn(
                    "the work tree {} stays: {}",
                    SafeText.line(directory.toString()),
                    SafeText.line(FailureText.of(e)));
        }
    }

    /** Where logs are kept of what is done there. */
    public Path logs(Path coordination) {
        return coordination.resolve("runs").resolve(work.run().value()).resolve("integration");
    }

    /** What every command there is told. */
    public Map<String, String> environment(Path coordination) {
        return Map.of(
                "COORD_DIR", coordination.toString(),
                "COORD_RUN", work.run().value(),
                "COORD_WAVE", Integer.toString(work.wave()));
    }
}
