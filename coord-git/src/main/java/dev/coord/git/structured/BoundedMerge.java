package dev.coord.git.structured;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.RepoPath;
import dev.coord.merge.StructuredMerge;
import dev.coord.merge.StructuredMerger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks mergers, whoever wrote them: whatever they throw is a refusal, and so is that they do not come to an end. */
final class BoundedMerge {

    private static final Logger LOG = LoggerFactory.getLogger(BoundedMerge.class);

    private final List<StructuredMerger> mergers;
    private final Duration limit;

    /**
     * Binds them.
     *
     * @param limit how long all of them may take for one file
     */
    BoundedMerge(List<StructuredMerger> mergers, Duration limit) {
        this.mergers = List.copyOf(mergers);
        this.limit = limit;
    }

    /** The first that merges wins; otherwise the first reason that one has. */
    StructuredMerge of(RepoPath path, Optional<byte[]> base, byte[] ours, byte[] theirs) {
        FutureTask<StructuredMerge> work = new FutureTask<>(() -> asked(path, base, ours, theirs));
        Thread thread = new Thread(work, "coord-structured-merge");
        thread.setDaemon(true);
        thread.start();
        try {
            return work.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            thread.interrupt(); // one that heeds no interrupt is given up
            LOG.debug("no merge of {} within {}", path, limit, e);
            return new StructuredMerge.Refused("it took longer than " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            LOG.debug("the merge of {} failed", path, e);
            return new StructuredMerge.Refused("its merger failed: " + e.getCause());
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new RepositoryFailed("merging '" + path + "' was interrupted; run the command again", e);
        }
    }

    private StructuredMerge asked(RepoPath path, Optional<byte[]> base, byte[] ours, byte[] theirs) {
        StructuredMerge answer = new StructuredMerge.Unknown();
        for (StructuredMerger merger : mergers) {
            StructuredMerge next = merger.merge(path, base.map(byte[]::clone), ours.clone(), theirs.clone());
            if (next instanceof StructuredMerge.Merged) {
                return next;
            }
            if (answer instanceof StructuredMerge.Unknown) {
                answer = next;
            }
        }
        return answer;
    }
}
