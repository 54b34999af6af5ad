package dev.coord.git;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.SafeText;
import dev.coord.core.file.SystemPath;
import dev.coord.core.spi.FailureText;
import dev.coord.git.radar.Sight;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.git.rollback.TargetOf;
import dev.coord.merge.StructuredMerger;
import dev.coord.radar.LiveWork;
import dev.coord.radar.Radar;
import dev.coord.radar.RadarPicture;
import dev.coord.store.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at live work by git. Works are merged in a private clone that borrows the repository's objects; work trees are read through indexes
 * that lie there as well. Nothing is made before the first look, and nothing stays after {@link #close}. For one thread at a time.
 */
public final class GitRadar implements Radar {

    private static final Logger LOG = LoggerFactory.getLogger(GitRadar.class);

    private final GitRepository repository;
    private final Path directory;
    private final boolean watches;
    private final List<StructuredMerger> mergers;
    private Optional<Sight> sight = Optional.empty();

    private GitRadar(GitRepository repository, Path directory, boolean watches, List<StructuredMerger> mergers) {
        this.watches = watches;
        this.mergers = List.copyOf(mergers);
        this.repository = repository;
        this.directory = SystemPath.absolute(directory);
    }

    /**
     * Binds a repository; touches nothing.
     *
     * @param repository the repository
     * @param directory where the private clone is made, and which is removed with all that is in it; nobody else uses it
     * @return the radar
     */
    public static GitRadar in(GitRepository repository, Path directory) {
        return new GitRadar(repository, directory, false, List.of());
    }

    /**
     * The same for looks that come again and again: the system is asked which work trees were written in, where it tells that, and only
     * those are looked through. What is written in the instant of a look may be seen only by the next one.
     *
     * @return a radar that has not looked yet
     */
    public GitRadar watching() {
        return new GitRadar(repository, directory, true, mergers);
    }

    /**
     * The same that tells no conflict where mergers merge all that git cannot merge of two works. What they say of versions of a file is
     * remembered.
     *
     * @param asked the mergers that are asked when the work lands
     * @return a radar that has not looked yet
     */
    public GitRadar mergers(List<StructuredMerger> asked) {
        return new GitRadar(repository, directory, watches, asked);
    }

    /**
     * Which branch live work is to land on: that of the latest run, otherwise the one that is checked out.
     *
     * @param snapshot the state that belongs to the repository
     * @return its full name
     * @throws BadInput if there is none
     */
    public String target(Snapshot snapshot) {
        return TargetOf.latest(repository.internal(), snapshot);
    }

    @Override
    public RadarPicture look(String target, Collection<LiveWork> work) throws InterruptedException {
        boolean seen = false;
        try {
            if (sight.isEmpty()) {
                remove();
                sight = Optional.of(
                        new Sight(repository.internal(), directory, InstantSource.system(), watches, mergers));
            }
            RadarPicture picture = sight.get().look(target, work);
            seen = true;
            return picture;
        } catch (RepositoryFailed e) {
            if (Thread.interrupted()) {
                throw (InterruptedException) new InterruptedException("the look was interrupted").initCause(e);
            }
            throw e;
        } finally {
            if (!seen) {
                forget();
            }
        }
    }

    @Override
    public void close() {
        forget();
        remove();
    }

    private void forget() {
        sight.ifPresent(Sight::close);
        sight = Optional.empty();
    }

    private void remove() {
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            LOG.warn(
                    "{} stays: {}; it can be removed",
                    SafeText.line(directory.toString()),
                    SafeText.line(FailureText.of(e)));
        }
    }
}
