package dev.coord.core.integrate;

import dev.coord.CommitId;
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
        Set<CommitId> chosen = new HashSet<>();
        latestFirst.stream().map(Undoing::what).filter(wanted).forEach(what -> restore(what, ours, chosen));
        return latestFirst.stream()
                .map(Undoing::by)
                .distinct()
                .filter(chosen::contains)
                .toList();
    }

    /** What had been taken back once itself is so again, rather than a second time. */
    private void restore(CommitId what, Predicate<CommitId> ours, Set<CommitId> chosen) {
        for (CommitId by : thoseOf(what)) {
            if (!undone(chosen).contains(by) && !chosen.contains(by)) {
                thoseOf(by).stream().limit(1).forEach(again -> restore(again, ours, chosen));
                if (!undone(chosen).contains(by) && ours.test(by)) {
                    chosen.add(by);
                }
            }
        }
    }

    private List<CommitId> thoseOf(CommitId what) {
        return latestFirst.stream()
                .filter(undoing -> undoing.what().equals(what))
                .map(Undoing::by)
                .toList();
    }

    /** What is not in force, once some commits are taken back. */
    private Set<CommitId> undone(Set<CommitId> takenBack) {
        Set<CommitId> undone = new HashSet<>();
        for (Undoing undoing : latestFirst) {
            if (!takenBack.contains(undoing.by()) && !undone.contains(undoing.by())) {
                undone.add(undoing.what());
            }
        }
        return undone;
    }
}
