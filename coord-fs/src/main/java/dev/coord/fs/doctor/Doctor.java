package dev.coord.fs.doctor;

import dev.coord.CoordinationException;
import dev.coord.fs.DirectoryStore;
import dev.coord.fs.doctor.Finding.Level;
import dev.coord.fs.document.StoredDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks at a coordination directory, whole or broken, and mends what can be mended without taking anything from anybody. Opens
 * no store and changes nothing to look, but for a scratch file of its own in the control directory; safe while others work.
 */
public final class Doctor {

    private final Path home;
    private final InstantSource clock;
    private final List<String> otherProcess;

    /**
     * Begins with nothing done.
     *
     * @param home the coordination directory
     * @param clock the time by which leases are judged
     * @param otherProcess the words that start {@link LockProbe} in a process of its own; its argument is added
     */
    public Doctor(Path home, InstantSource clock, List<String> otherProcess) {
        this.home = home;
        this.clock = clock;
        this.otherProcess = List.copyOf(otherProcess);
    }

    /**
     * Looks at everything. Throws nothing, whatever the directory is like.
     *
     * @return at least one finding for each check that could be made
     */
    public List<Finding> examine() {
        Instant now = clock.instant();
        Findings findings = new Findings();
        DirectoryChecks directory = new DirectoryChecks(home, findings);
        if (directory.carryOut()) {
            Optional<StoredDocument> document = new DocumentChecks(home, findings).carryOut();
            new LockChecks(home, otherProcess, findings, now).carryOut();
            new LeftoverChecks(home, findings, now).carryOut(document);
            document.ifPresent(known -> new StateChecks(home, known, findings, now).carryOut());
        }
        return findings.all();
    }

    /**
     * Mends what is safe to mend: rewrites views and keeps aside those that cannot be used, honours edits, completes the
     * conflict log, sweeps temporary files, ends leases that are over, marks gaps in the history, and takes permissions from
     * others. Whatever needs a decision is left as it is. Nothing is done where the snapshot cannot be read or the lock file
     * was replaced.
     *
     * @return what {@link #examine} finds afterwards, and what it does not find any more as mended
     */
    public List<Finding> repair() {
        List<Finding> before = examine();
        if (before.stream().noneMatch(Finding::isProblem)) {
            return before;
        }
        List<Finding> after = new ArrayList<>();
        if (before.stream().noneMatch(Doctor::forbidsRepair)) {
            mend().ifPresent(after::add);
        }
        after.addAll(examine());
        for (Finding finding : before) {
            if (finding.isProblem() && after.stream().noneMatch(still -> isSame(finding, still))) {
                after.add(new Finding(finding.check(), Level.MENDED, finding.what(), ""));
            }
        }
        return List.copyOf(after);
    }

    private static boolean isSame(Finding one, Finding other) {
        return other.isProblem()
                && one.check().equals(other.check())
                && one.what().equals(other.what());
    }

    private static boolean forbidsRepair(Finding finding) {
        return finding.level() == Level.ERROR && DirectoryChecks.NEEDED.contains(finding.check());
    }

    private Optional<Finding> mend() {
        if (!Files.isDirectory(home)) {
            return Optional.empty();
        }
        try (DirectoryStore store = DirectoryStore.open(home, clock)) {
            store.mendHistory(); // what is over ends as it is opened
            return Optional.empty();
        } catch (CoordinationException e) {
            return Optional.of(new Finding("repair", Level.ERROR, String.valueOf(e.getMessage()), "see above"));
        }
    }
}
