package dev.coord.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.TestResult.Extent;
import dev.coord.merge.TestResult.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a run has done so far, over all its starts: kept for what it decides later, and for its report. Immutable.
 *
 * @param baseline what is known of the target as it was before anything of this start landed
 * @param landings what it landed, in this order
 * @param culprits what broke a wave, in the order it was found
 * @param tests the latest {@value #MOST} test runs, in the order they ended
 * @param returns the latest {@value #MOST} times that work did not land as it was, in this order
 * @param works what was made of each feature that was begun
 */
public record RunAccount(
        Baseline baseline,
        List<LandedWave> landings,
        List<CulpritFound> culprits,
        List<TestRun> tests,
        List<Returned> returns,
        SortedMap<FeatureId, FeatureWork> works) {

    /** How many test runs are kept, and how many returns. */
    public static final int MOST = 500;

    /** Nothing was done. */
    public static final RunAccount NONE =
            new RunAccount(new Baseline.Unknown(), List.of(), List.of(), List.of(), List.of(), new TreeMap<>());

    /** Copies the collections, and keeps the latest test runs and returns. */
    public RunAccount {
        landings = List.copyOf(landings);
        culprits = List.copyOf(culprits);
        tests = latest(tests);
        returns = latest(returns);
        works = Collections.unmodifiableSortedMap(new TreeMap<>(works));
    }

    /**
     * The same with another baseline.
     *
     * @param next what is known by now
     * @return the account
     */
    public RunAccount with(Baseline next) {
        return new RunAccount(next, landings, culprits, tests, returns, works);
    }

    /**
     * The same with one more landing.
     *
     * @param landed what landed
     * @return the account
     */
    public RunAccount with(LandedWave landed) {
        return new RunAccount(baseline, added(landings, landed), culprits, tests, returns, works);
    }

    /**
     * The same with one more culprit.
     *
     * @param found what was found
     * @return the account
     */
    public RunAccount with(CulpritFound found) {
        return new RunAccount(baseline, landings, added(culprits, found), tests, returns, works);
    }

    /**
     * The same with one more test run.
     *
     * @param run what ran
     * @return the account
     */
    public RunAccount with(TestRun run) {
        return new RunAccount(baseline, landings, culprits, added(tests, run), returns, works);
    }

    /**
     * The same with one more return.
     *
     * @param returned what did not land as it was
     * @return the account
     */
    public RunAccount with(Returned returned) {
        return new RunAccount(baseline, landings, culprits, tests, added(returns, returned), works);
    }

    /**
     * The same with other things known of a feature.
     *
     * @param feature which feature
     * @param work what was made of it
     * @return the account
     */
    public RunAccount with(FeatureId feature, FeatureWork work) {
        SortedMap<FeatureId, FeatureWork> changed = new TreeMap<>(works);
        changed.put(feature, work);
        return new RunAccount(baseline, landings, culprits, tests, returns, changed);
    }

    private static <T> List<T> latest(List<T> list) {
        return List.copyOf(list.subList(Math.max(0, list.size() - MOST), list.size()));
    }

    private static <T> List<T> added(List<T> list, T one) {
        List<T> more = new ArrayList<>(list);
        more.add(one);
        return more;
    }

    /** What the combined tests say of the target before anything of a start landed on it. */
    public sealed interface Baseline {

        /** Nobody has asked, or there are no tests. */
        record Unknown() implements Baseline {}

        /**
         * They run, and no agent begins before they have ended.
         *
         * @param base what is tested
         */
        record Testing(CommitId base) implements Baseline {}

        /**
         * They passed.
         *
         * @param base what was tested
         */
        record Green(CommitId base) implements Baseline {}

        /**
         * They failed, and the run goes on all the same.
         *
         * @param base what was tested
         * @param failing the names of the tests that failed; nothing where they cannot be told apart
         * @param extent how far they came
         */
        record Red(CommitId base, SortedSet<String> failing, Extent extent) implements Baseline {

            /** Copies the set. */
            public Red {
                failing = Collections.unmodifiableSortedSet(new TreeSet<>(failing));
            }
        }
    }

    /**
     * A wave that landed.
     *
     * @param wave its number
     * @param features what was in it
     * @param base the target before it
     * @param commit the target after it
     * @param at when, by the store's time
     */
    public record LandedWave(int wave, List<FeatureId> features, CommitId base, CommitId commit, Instant at) {

        /** Copies the list. */
        public LandedWave {
            features = List.copyOf(features);
        }
    }

    /**
     * Features that break a wave.
     *
     * @param wave its number
     * @param feature what went back, or failed
     * @param with others of its wave, or what landed before, together with which alone it fails
     * @param evidence why, for people
     * @param runs how many test runs it took to find and confirm it
     */
    public record CulpritFound(int wave, FeatureId feature, List<FeatureId> with, String evidence, int runs) {

        /** Copies the list. */
        public CulpritFound {
            with = List.copyOf(with);
        }
    }

    /**
     * Tests that ran.
     *
     * @param wave the number of the wave; that of the current one for a check in a feature's own work tree
     * @param purpose what for
     * @param features what was tested together
     * @param tests whose check it was, or nothing where it was the combined tests
     * @param verdict how they ended
     * @param isRemembered whether the verdict was known, and nothing ran
     * @param took how long they ran
     * @param failingBefore how many tests failed, where the target fails in all of them as well, which is allowed; otherwise none
     */
    public record TestRun(
            int wave,
            Purpose purpose,
            List<FeatureId> features,
            List<FeatureId> tests,
            Verdict verdict,
            boolean isRemembered,
            Duration took,
            int failingBefore) {

        /** Copies the lists. */
        public TestRun {
            features = List.copyOf(features);
            tests = List.copyOf(tests);
        }

        /**
         * Tests that failed in nothing that is allowed.
         *
         * @param wave the number of the wave; that of the current one for a check in a feature's own work tree
         * @param purpose what for
         * @param features what was tested together
         * @param tests whose check it was, or nothing where it was the combined tests
         * @param verdict how they ended
         * @param isRemembered whether the verdict was known, and nothing ran
         * @param took how long they ran
         */
        public TestRun(
                int wave,
                Purpose purpose,
                List<FeatureId> features,
                List<FeatureId> tests,
                Verdict verdict,
                boolean isRemembered,
                Duration took) {
            this(wave, purpose, features, tests, verdict, isRemembered, took, 0);
        }

        /**
         * Whether nothing speaks against what was tested.
         *
         * @return true if they passed, or failed in nothing that the target does not
         */
        public boolean isGood() {
            return verdict == Verdict.GREEN || failingBefore > 0;
        }
    }

    /**
     * What was made of a feature.
     *
     * @param begun when its first agent began, or its branch was looked at first, by the store's time
     * @param tip what was finished last, and landed if the feature has; none as long as nothing was
     * @param calls how often an agent was called, over all starts of the run; never where branches were integrated
     */
    public record FeatureWork(Instant begun, Optional<CommitId> tip, int calls) {}

    /**
     * Work that did not land as it was: it went back to its agent, or failed where no calls were left.
     *
     * @param wave the number of the wave
     * @param feature whose work
     * @param cause what was wrong with it
     * @param with the features it met
     * @param count in how many files it met others, how many lines it lost, or in how many places it wrote what it may not
     */
    public record Returned(int wave, FeatureId feature, Cause cause, List<FeatureId> with, int count) {

        /** Copies the list. */
        public Returned {
            with = List.copyOf(with);
        }
    }

    /** What was wrong with work that did not land as it was. */
    public enum Cause {
        /** It did not merge, or left a conflict unresolved. */
        CONFLICT,
        /** Its own merges lost lines. */
        LOST_LINES,
        /** It wrote what it may not. */
        WRITES,
        /** Its own check failed where it was made. */
        CHECK,
        /** Tests failed with it. */
        TESTS,
        /** Something else, such as that it takes away what others landed. */
        OTHER
    }

    /** What tests run for. */
    public enum Purpose {
        /** To know whether the target is green before anything lands. */
        BASELINE,
        /** To know whether a feature works by itself. */
        CHECK,
        /** To know whether a wave may land. */
        WAVE,
        /** To find what breaks a wave. */
        SEARCH,
        /** To be sure before anything is sent back. */
        CONFIRMATION,
        /** To find with what a feature fails. */
        PARTNER
    }
}
