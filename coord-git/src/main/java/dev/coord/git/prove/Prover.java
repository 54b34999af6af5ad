package dev.coord.git.prove;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.git.command.Git;
import dev.coord.git.command.ObjectReader;
import dev.coord.git.history.LandedChanges;
import dev.coord.git.integrity.IntegrityChecks;
import dev.coord.git.integrity.SchemaTrials;
import dev.coord.git.merge.IntegrationClone;
import dev.coord.git.object.Commits;
import dev.coord.git.object.ListedFile;
import dev.coord.git.reach.Reaches;
import dev.coord.git.repository.Repository;
import dev.coord.merge.Candidate;
import dev.coord.proof.IntegrityCheck;
import dev.coord.proof.Proof;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Looks at merged waves of one repository. What it reads of landings is kept for the waves to come. Safe from several threads. */
public final class Prover {

    private static final String PLACE = "proof";

    private final Repository repository;
    private final LandedChanges landings;
    private final Reaches reaches;
    private final IntegrityChecks checks;
    private final SchemaTrials trials;
    private final Supplier<SortedMap<String, ListedFile>> left;

    /** Binds the repository; reads nothing. */
    public Prover(Repository repository) {
        this(repository, Reaches.NONE, List.of(), SchemaTrials.NONE, TreeMap::new);
    }

    /**
     * The same where more is looked at.
     *
     * @param reaches tells what features with checks depend on
     * @param checks look at the files, after coord's own
     * @param trials try migrations after that
     * @param left tells which migrations were taken back and are not undone
     */
    public Prover(
            Repository repository,
            Reaches reaches,
            List<IntegrityCheck> checks,
            SchemaTrials trials,
            Supplier<SortedMap<String, ListedFile>> left) {
        this.repository = repository;
        this.reaches = reaches;
        this.checks = new IntegrityChecks(checks);
        this.trials = trials;
        this.left = left;
        this.landings = new LandedChanges(repository.git());
    }

    /**
     * Looks at a candidate that the user's repository has.
     *
     * @param directory of the private clone, in which merges are made again
     * @param clone opens it; asked only where merge drivers have merged
     */
    @SuppressWarnings("try") // one process reads as long as that takes
    public Proof prove(Candidate candidate, Path directory, Supplier<IntegrationClone> clone)
            throws InterruptedException {
        try (ObjectReader.Use use = repository.reading()) {
            Path objects = repository.commonDirectory().resolve("objects");
            return prove(candidate, repository.git(), landings, objects, directory, clone);
        }
    }

    /** Looks at a candidate that nobody but the clone has. */
    @SuppressWarnings("try")
    public Proof rehearse(Candidate candidate, IntegrationClone clone) throws InterruptedException {
        try (ObjectReader.Use use = clone.reading()) {
            Path objects = clone.directory().resolve("objects");
            LandedChanges rehearsed = new LandedChanges(clone.git());
            return prove(candidate, clone.git(), rehearsed, objects, clone.directory(), () -> clone);
        }
    }

    private Proof prove(
            Candidate candidate,
            Git git,
            LandedChanges landed,
            Path objects,
            Path directory,
            Supplier<IntegrationClone> clone)
            throws InterruptedException {
        if (Commits.present(git, List.of(candidate.commit().value())).isEmpty()) {
            throw new RepositoryFailed("cannot look at what was merged: there is no commit " + candidate.commit()
                    + " in " + git.directory() + " any more; run again");
        }
        return new WaveProof(
                        git,
                        () -> PlainMerges.in(git, objects, repository.objectFormat(), directory.resolve(PLACE)),
                        clone,
                        landed,
                        reaches,
                        checks,
                        trials,
                        left)
                .of(candidate);
    }
}
