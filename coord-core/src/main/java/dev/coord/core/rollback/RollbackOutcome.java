package dev.coord.core.rollback;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.core.run.text.IntegrityText;
import dev.coord.core.run.text.Wording;
import dev.coord.merge.MergeOutcome.ConflictedFile;
import dev.coord.proof.IntegrityFinding;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What became of the wish to take landed work back. Specification 6.3. */
public sealed interface RollbackOutcome {

    /** The trailer of a commit that takes a landing back: the feature, a space and the full name of the merge commit. */
    String REVERTS = "Coord-Reverts";

    /**
     * The answer for people.
     *
     * @return what happened, or what is in the way and what to do next
     */
    String message();

    /** The target is as it was, and so is everything else. */
    sealed interface Refused extends RollbackOutcome {}

    /**
     * It was taken back, and the state knows.
     *
     * @param target full name of the branch
     * @param from what it was
     * @param to what it is
     * @param setBack whether the branch was set back; otherwise commits on top of it revert what landed
     * @param features what was taken back, in that order, latest first
     * @param behind what is missing in which checkout of the target, in words; nothing where every one is as the branch
     * @param told what was found in the files that are left, and stops nothing
     * @param keptAt the ref that keeps what the branch was
     */
    record TakenBack(
            String target,
            CommitId from,
            CommitId to,
            boolean setBack,
            List<Undone> features,
            List<String> behind,
            List<IntegrityFinding> told,
            String keptAt)
            implements RollbackOutcome {

        /** Copies the lists. */
        public TakenBack {
            features = List.copyOf(features);
            behind = List.copyOf(behind);
            told = List.copyOf(told);
        }

        @Override
        public String message() {
            String what = features.stream()
                    .map(undone -> "'" + undone.landing().feature() + "'")
                    .collect(Collectors.joining(", "));
            return "took back " + what + ": " + target
                    + (setBack ? " was set back to commit " : " reverts it and is at commit ") + to.abbreviated();
        }
    }

    /**
     * A landing that was taken back.
     *
     * @param landing which landing
     * @param revert the commit that reverts it; none where the branch was set back
     * @param touchedBy features that landed later and changed the same lines, sorted
     */
    record Undone(LandedWork landing, Optional<CommitId> revert, List<FeatureId> touchedBy) {

        /** Copies the list. */
        public Undone {
            touchedBy = List.copyOf(touchedBy);
        }
    }

    /**
     * It is not on the target, or not any more.
     *
     * @param why in words
     */
    record NothingToDo(String why) implements RollbackOutcome {

        @Override
        public String message() {
            return "nothing to take back: " + why;
        }
    }

    /**
     * It was taken back, now or before, and its migrations were undone as far as that went.
     *
     * @param branch what became of the branch, {@link TakenBack} or {@link NothingToDo}
     * @param migrations what became of each, last first
     */
    record WithSchema(RollbackOutcome branch, List<UndoneMigration> migrations) implements RollbackOutcome {

        /** Copies the list. */
        public WithSchema {
            migrations = List.copyOf(migrations);
        }

        @Override
        public String message() {
            long undone = migrations.stream()
                    .filter(one -> one.state() == UndoneMigration.State.UNDONE)
                    .count();
            return branch.message() + "; "
                    + (undone == migrations.size()
                            ? undone == 1 ? "its migration is undone" : "all " + undone + " migrations of it are undone"
                            : undone + " of its " + migrations.size()
                                    + " migrations are undone"
                                    + (UndoneMigration.isMoreToDo(migrations)
                                            ? ": mend what failed and run the same command again"
                                            : ", the others are yours to undo"));
        }
    }

    /**
     * Nothing was taken back; it is noted that migrations of earlier work were undone by hand.
     *
     * @param paths the files that make them
     */
    record Noted(List<String> paths) implements RollbackOutcome {

        /** Copies the list. */
        public Noted {
            paths = List.copyOf(paths);
        }

        @Override
        public String message() {
            return "noted as undone by hand: "
                    + Wording.quoted(paths.stream().map(SafeText::line).toList());
        }
    }

    /**
     * Features that landed later need it.
     *
     * @param request what was to be taken back
     * @param by what each of them needs of it
     * @param because what would be broken in the files of some of them; nothing of one that is declared to need it, or made on top of it
     */
    record NeededByLanded(
            RollbackRequest request,
            SortedMap<FeatureId, NavigableSet<FeatureId>> by,
            SortedMap<FeatureId, List<IntegrityFinding>> because)
            implements Refused {

        /** Copies the maps. */
        public NeededByLanded {
            by = Collections.unmodifiableSortedMap(new TreeMap<>(by));
            because = Collections.unmodifiableSortedMap(new TreeMap<>(because));
        }

        @Override
        public String message() {
            String who = by.entrySet().stream()
                    .map(need -> "'" + need.getKey() + "' needs " + names(need.getValue()) + reason(need.getKey()))
                    .collect(Collectors.joining(", "));
            return "cannot take it back: " + who
                    + " and landed later; take that back first, or all of it at once with '" + request.command()
                    + " --with-dependents'";
        }

        private String reason(FeatureId feature) {
            List<IntegrityFinding> found = because.getOrDefault(feature, List.of());
            return found.isEmpty() ? "" : ": " + IntegrityText.of(found);
        }
    }

    /**
     * What would be left is broken where it is not now, and taking back more that landed later would not mend it.
     *
     * @param broken what would be, at least one
     */
    record Breaks(List<BrokenFile> broken) implements Refused {

        /** Copies the list. */
        public Breaks {
            broken = List.copyOf(broken);
        }

        @Override
        public String message() {
            return "cannot take it back: "
                    + broken.stream()
                            .map(one -> IntegrityText.of(List.of(one.finding())) + ", " + one.changed())
                            .collect(Collectors.joining(", "))
                    + "; change that first, on the branch, or revert by hand";
        }
    }

    /**
     * Somebody works on it, or on what needs it.
     *
     * @param features the features that are active, sorted
     */
    record Active(List<FeatureId> features) implements Refused {

        /** Copies the list. */
        public Active {
            features = List.copyOf(features);
        }

        @Override
        public String message() {
            return "cannot take it back: " + names(features)
                    + " is active and needs it; wait until that is completed, or end it with 'coord fail'";
        }
    }

    /**
     * What landed later, or was committed by hand, changed the same lines.
     *
     * @param feature the feature that cannot be taken back
     * @param commit its landing
     * @param files where it conflicts, sorted by path
     */
    record Conflicts(FeatureId feature, CommitId commit, List<ConflictedText> files) implements Refused {

        /** Copies the list. */
        public Conflicts {
            files = List.copyOf(files);
        }

        @Override
        public String message() {
            String where = files.stream()
                    .map(text -> text.file()
                            + (text.file().with().isEmpty()
                                    ? ""
                                    : " (changed later by " + names(text.file().with()) + ")"))
                    .collect(Collectors.joining(", "));
            boolean isByFeatures =
                    files.stream().anyMatch(text -> !text.file().with().isEmpty());
            return "cannot take '" + feature + "' back: reverting commit " + commit.abbreviated() + " conflicts in "
                    + where + "; "
                    + (isByFeatures
                            ? "say --with-dependents to take back what changed it later as well, or revert it"
                            : "take back first what changed it later, or revert it")
                    + " by hand with 'git revert -m 1 " + commit + "' and add the line '" + REVERTS + ": "
                    + feature + " " + commit + "' to the message of that commit, without which it counts as landed";
        }
    }

    /**
     * A file in conflict.
     *
     * @param file which one, where, and who changed it later
     * @param hunks the text of each conflict between git's marks; nothing where it is not about lines
     */
    record ConflictedText(ConflictedFile file, List<String> hunks) {

        /** Copies the list. */
        public ConflictedText {
            hunks = List.copyOf(hunks);
        }
    }

    /**
     * A run is under way.
     *
     * @param message which one, and what to do
     */
    record Busy(String message) implements Refused {}

    /**
     * A checkout of the target cannot follow, or something keeps git from moving the branch; nothing was changed.
     *
     * @param message what is in the way, and what to do
     */
    record InTheWay(String message) implements RollbackOutcome {}

    private static String names(Iterable<FeatureId> features) {
        StringBuilder names = new StringBuilder();
        features.forEach(feature -> names.append(names.isEmpty() ? "" : ", ")
                .append('\'')
                .append(feature)
                .append('\''));
        return names.toString();
    }
}
