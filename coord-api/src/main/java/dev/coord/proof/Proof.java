package dev.coord.proof;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.proof.IntegrityFinding.Missing;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is found of a merged wave before it is tested: for each feature whether everything is still there that it brought, and that was
 * there before it. Facts only: whether a feature is stopped by them is decided by the run. Immutable. Specification 6.1.
 *
 * @param features one for each feature of the candidate, in the order of the work
 * @param changed the files that each feature changed since its branch was begun, sorted; nothing is said of a feature of which
 *     nobody knows
 * @param reaches for each declared feature with a check the files that those import which it declares to write or to read, as far as that can be
 *     told, sorted
 */
public record Proof(
        List<FeatureProof> features,
        SortedMap<FeatureId, List<String>> changed,
        SortedMap<FeatureId, List<String>> reaches) {

    /** Copies all. */
    public Proof {
        features = List.copyOf(features);
        changed = copy(changed);
        reaches = copy(reaches);
    }

    private static SortedMap<FeatureId, List<String>> copy(SortedMap<FeatureId, List<String>> files) {
        SortedMap<FeatureId, List<String>> copies = new TreeMap<>();
        files.forEach((feature, paths) -> copies.put(feature, List.copyOf(paths)));
        return Collections.unmodifiableSortedMap(copies);
    }

    /**
     * Of features with no checks.
     *
     * @param features one for each feature of the candidate, in the order of the work
     * @param changed the files that each feature changed
     */
    public Proof(List<FeatureProof> features, SortedMap<FeatureId, List<String>> changed) {
        this(features, changed, new TreeMap<>());
    }

    /**
     * Of features of which nobody knows what they changed.
     *
     * @param features one for each feature of the candidate, in the order of the work
     */
    public Proof(List<FeatureProof> features) {
        this(features, new TreeMap<>());
    }

    /**
     * What is found of one feature.
     *
     * @param feature which one
     * @param lines what became of the lines it brought
     * @param lost what is gone without anybody having taken it away, the first {@value #MOST} lines
     * @param oneSided of each conflict that its agent was told of, and of which nothing of one side is left, the first line
     * @param takenAway what its own commits take away of what others landed, sorted by file and feature
     * @param audit the first {@value #MOST} findings of each kind in what it wrote; of what it declared only the run knows
     * @param integrity the first {@value #MOST} findings in its files
     */
    public record FeatureProof(
            FeatureId feature,
            LineCount lines,
            List<LostLine> lost,
            List<LostLine> oneSided,
            List<TakenAway> takenAway,
            List<AuditFinding> audit,
            List<IntegrityFinding> integrity) {

        /** How many lost lines, and how many findings of a kind, are told at most. */
        public static final int MOST = 100;

        /** Copies the lists. */
        public FeatureProof {
            lost = List.copyOf(lost);
            oneSided = List.copyOf(oneSided);
            takenAway = List.copyOf(takenAway);
            audit = List.copyOf(audit);
            integrity = List.copyOf(integrity);
        }

        /**
         * Of a feature with nothing wrong in its files.
         *
         * @param feature which one
         * @param lines what became of the lines it brought
         * @param lost what is gone without anybody having taken it away
         * @param oneSided of each conflict of which nothing of one side is left, the first line
         * @param takenAway what its own commits take away of what others landed
         * @param audit the findings in what it wrote
         */
        public FeatureProof(
                FeatureId feature,
                LineCount lines,
                List<LostLine> lost,
                List<LostLine> oneSided,
                List<TakenAway> takenAway,
                List<AuditFinding> audit) {
            this(feature, lines, lost, oneSided, takenAway, audit, List.of());
        }

        /**
         * The same with other findings in what it wrote.
         *
         * @param findings all of them
         * @return with the first {@value #MOST} of each kind
         */
        public FeatureProof with(List<AuditFinding> findings) {
            Map<Class<?>, Integer> found = new HashMap<>();
            List<AuditFinding> first = findings.stream()
                    .filter(finding -> found.merge(finding.getClass(), 1, Integer::sum) <= MOST)
                    .toList();
            return new FeatureProof(feature, lines, lost, oneSided, takenAway, first, integrity);
        }

        /**
         * The same with other findings in its files.
         *
         * @param findings all of them
         * @return with the first {@value #MOST}
         */
        public FeatureProof withIntegrity(List<IntegrityFinding> findings) {
            List<IntegrityFinding> first = findings.subList(0, Math.min(findings.size(), MOST));
            return new FeatureProof(feature, lines, lost, oneSided, takenAway, audit, first);
        }

        /**
         * The same, of work of which nobody knows yet what it waits for.
         *
         * @return without the features that are to bring what is missing
         */
        public FeatureProof waitingForNothing() {
            return integrity.stream().allMatch(finding -> finding.missing().isEmpty())
                    ? this
                    : withIntegrity(integrity.stream()
                            .map(finding -> finding.missing()
                                    .map(missing -> finding.lacking(new Missing(missing.places())))
                                    .orElse(finding))
                            .toList());
        }

        /**
         * Nothing to tell.
         *
         * @param feature which one
         * @return a proof in which nothing is counted and nothing is found
         */
        public static FeatureProof of(FeatureId feature) {
            return new FeatureProof(feature, LineCount.NONE, List.of(), List.of(), List.of(), List.of());
        }
    }

    /**
     * What became of the lines that a feature brought. Lines that say nothing alone, such as blank ones, are not counted.
     *
     * @param added how many it brought
     * @param present how many of these are on the candidate
     * @param moved how many of the latter are in another file
     * @param replaced the rest, by who merged later and took them away
     */
    public record LineCount(int added, int present, int moved, List<Replaced> replaced) {

        /** Nothing was counted. */
        public static final LineCount NONE = new LineCount(0, 0, 0, List.of());

        /** Copies the list. */
        public LineCount {
            replaced = List.copyOf(replaced);
        }
    }

    /**
     * Lines that a later feature of the wave took away.
     *
     * @param by that feature
     * @param path the file
     * @param lines how many
     */
    public record Replaced(FeatureId by, String path, int lines) {}

    /**
     * What a merge dropped: a line, or something else that a side had made of a file.
     *
     * @param path the file it was in; all of a binary file counts as one line
     * @param line its number there, from 1
     * @param text the line, shortened and safe to show, or the mode of the file
     * @param side whose work it was
     * @param by what dropped it
     * @param what what of that work is undone
     */
    public record LostLine(String path, int line, String text, Side side, Culprit by, Undone what) {

        /**
         * A line that is gone.
         *
         * @param path the file it was in
         * @param line its number there, from 1
         * @param text the line
         * @param side who had it
         * @param by what dropped it
         */
        public LostLine(String path, int line, String text, Side side, Culprit by) {
            this(path, line, text, side, by, Undone.ADDITION);
        }
    }

    /** What of somebody's work is undone. */
    public enum Undone {
        /** A line, or a file, that somebody had added is gone. */
        ADDITION,
        /** A line that somebody had deleted is back. */
        DELETION,
        /** A file is no longer executable, or a link, or is so again, where somebody had changed that. */
        MODE
    }

    /** Who had a line that a merge dropped. */
    public enum Side {
        /** The target, or a feature that was merged before. */
        TARGET,
        /** The feature itself. */
        FEATURE
    }

    /**
     * What dropped a line.
     *
     * @param commit the merge commit; none for a merge of coord's own, in which only a merge driver can drop something
     * @param name the subject of the commit, or the name of the driver, on one safe line
     */
    public record Culprit(Optional<CommitId> commit, String name) {}

    /**
     * What a feature's own commits undo of what another one landed.
     *
     * @param path the file
     * @param of whose it was
     * @param lines how many lines
     * @param what whether lines that the other one added are gone, or lines that it deleted are back
     * @param first the first {@value #SHOWN} of them; none of a file that has no lines
     */
    public record TakenAway(String path, FeatureId of, int lines, Undone what, List<TakenLine> first) {

        /** How many lines are kept at most. */
        public static final int SHOWN = 20;

        /** Copies the list, and keeps the first lines. */
        public TakenAway {
            first = List.copyOf(first.subList(0, Math.min(SHOWN, first.size())));
        }

        /**
         * What no line is known of.
         *
         * @param path the file
         * @param of whose it was
         * @param lines how many lines
         * @param what whether they are gone or back
         */
        public TakenAway(String path, FeatureId of, int lines, Undone what) {
            this(path, of, lines, what, List.of());
        }

        /**
         * Lines that are gone.
         *
         * @param path the file
         * @param of whose they were
         * @param lines how many
         */
        public TakenAway(String path, FeatureId of, int lines) {
            this(path, of, lines, Undone.ADDITION);
        }
    }

    /**
     * A line that is gone or back.
     *
     * @param line its number, from 1: of one that is gone in the file as it was, of one that is back in the file as it is now
     * @param text the line, shortened and safe to show
     */
    public record TakenLine(int line, String text) {}
}
