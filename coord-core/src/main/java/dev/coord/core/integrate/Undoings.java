package dev.coord.core.integrate;

import dev.coord.merge.CommitId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Commits that take back what others brought, which may have taken something back themselves. Immutable. */
public final class Undoings {

    private final List<Undoing> latestFirst;

    /**
     * Knows them.
     *
     * @param latestFirst none after one that it takes back
     */
    public Undoings(List<Undoing> latestFirst) {
        this.latestFirst = List.copyOf(latestFirst);
    }

    /**
     * One of them.
     *
     * @param by the commit that takes something back
     * @param what the commit whose changes it takes back
     */
    public record Undoing(CommitId by, CommitId what) {}

    /**
     * Those of some.
     *
     * @param seen which commits there are
     * @return what they undo
     */
    public Undoings of(Predicate<CommitId> seen) {
        return new Undoings(
                latestFirst.stream().filter(undoing -> seen.test(undoing.by())).toList());
    }

    /**
     * What has to be taken back, one after the other, for some commits to be in force again.
     *
     * @param wanted which commits
     * @param ours which can be taken back
     * @return the commits that undo them, latest first; nothing where all are in force
     */
    public List<CommitId> against(Predicate<CommitId> wanted, Predicate<CommitId> ours) {
        List<CommitId> chosen = new ArrayList<>();
        while (true) {
            Set<CommitId> undone = undone(chosen);
            List<CommitId> left = latestFirst.stream()
                    .filter(undoing -> wanted.test(undoing.what()))
                    .map(Undoing::by)
                    .filter(by -> ours.test(by) && !chosen.contains(by) && !undone.contains(by))
                    .toList();
            if (left.isEmpty()) {
                return chosen;
            }
            chosen.add(left.get(0));
        }
    }

    /** What is not in force, once some commits are taken back. */
    private Set<CommitId> undone(List<CommitId> takenBack) {
        Set<CommitId> undone = new HashSet<>();
        for (Undoing undoing : latestFirst) {
            if (!takenBack.contains(undoing.by()) && !undone.contains(undoing.by())) {
                undone.add(undoing.what());
            }
        }
        return undone;
    }
}
