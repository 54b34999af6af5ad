package dev.coord.core.culprit;

import dev.coord.FeatureId;
import dev.coord.core.culprit.SearchStep.Found;
import dev.coord.core.culprit.SearchStep.Run;
import dev.coord.core.culprit.SearchStep.Unsettled;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that is found out about a red wave, in this order: whether its base is red as well; whether it is green without the features of
 * which files were merged by what they mean; which features break it; and, of one that fails without any other of its wave, together with
 * which earlier landing of the run. Immutable; what it asks for follows from the question and the answers alone, so that whoever has these
 * goes on where it stood. Specification 6.1.
 */
public final class WaveSearch {

    private final Question question;
    private final Stage stage;
    private final List<FeatureId> knownBefore;
    private final List<Named> named;
    private final int runs;

    /** After how many runs each culprit was found. */
    private final List<Integer> foundAfter;

    private WaveSearch(
            Question question,
            Stage stage,
            List<FeatureId> knownBefore,
            List<Named> named,
            int runs,
            List<Integer> foundAfter) {
        this.question = question;
        this.stage = stage;
        this.knownBefore = List.copyOf(knownBefore);
        this.named = List.copyOf(named);
        this.runs = runs;
        this.foundAfter = List.copyOf(foundAfter);
    }

    /**
     * What is asked.
     *
     * @param wave the wave, all of which together is red
     * @param combined whether the combined tests are red
     * @param checks whose checks are red
     * @param asksBase whether it is not known that what is red passes on the base
     * @param structured the features of which files were merged by what they mean
     * @param targets how often the run has landed: so many earlier targets there are, and the base is the latest
     * @param since the first of these targets that has all that a feature needs; 0 where a feature is missing
     */
    public record Question(
            RedWave wave,
            boolean combined,
            List<FeatureId> checks,
            boolean asksBase,
            List<FeatureId> structured,
            int targets,
            SortedMap<FeatureId, Integer> since) {

        /** Copies the collections. */
        public Question {
            checks = List.copyOf(checks);
            structured = List.copyOf(structured);
            since = Collections.unmodifiableSortedMap(new TreeMap<>(since));
        }
    }

    /**
     * What came out of a run.
     *
     * @param combined whether the combined tests failed
     * @param checks whose checks failed
     * @param isMerged whether what was to be tried merges
     */
    public record Answer(boolean combined, List<FeatureId> checks, boolean isMerged) {

        /** Copies the list. */
        public Answer {
            checks = List.copyOf(checks);
        }
    }

    /** What is to be done next. */
    public sealed interface Step {

        /** The base itself is tested, unless its verdict is known. */
        record TryBase() implements Step {}

        /**
         * A part of the wave is tested.
         *
         * @param probe which one
         */
        record TryPart(Probe probe) implements Step {}

        /**
         * The change of one feature is put onto an earlier target.
         *
         * @param feature which one
         * @param target the number of the target, from 0 for the one before the first landing
         */
        record TryEarlier(FeatureId feature, int target) implements Step {}

        /** The combined tests fail on the base as well, so that nothing can be said of the wave. */
        record BaseIsRed() implements Step {}

        /** All that is red is so on the base as well. */
        record NothingNew() implements Step {}

        /**
         * The wave is green without these, of which files were merged by what they mean.
         *
         * @param features which ones
         */
        record WronglyMerged(List<FeatureId> features) implements Step {

            /** Copies the list. */
            public WronglyMerged {
                features = List.copyOf(features);
            }
        }

        /**
         * The search is over.
         *
         * @param culprits whoever breaks the wave, in the order they were found
         * @param rest the others
         * @param isGreen whether the tests of the others are green; otherwise they contradict themselves, and nobody knows
         * @param isFlaky whether the tests contradicted themselves meanwhile
         */
        record Over(List<Named> culprits, List<FeatureId> rest, boolean isGreen, boolean isFlaky) implements Step {

            /** Copies the lists. */
            public Over {
                culprits = List.copyOf(culprits);
                rest = List.copyOf(rest);
            }
        }
    }

    /**
     * A culprit, and what it fails with.
     *
     * @param culprit who
     * @param landing the number of the landing, from 0, without which it is green; none where it fails without any, or it is not known
     * @param isApart whether its change could not be put onto an earlier target
     * @param runs how many runs it took
     */
    public record Named(Culprit culprit, Optional<Integer> landing, boolean isApart, int runs) {}

    private sealed interface Stage {

        /** The base is tested. */
        record Base() implements Stage {}

        /** The wave without its structured merges is tested. */
        record Structured() implements Stage {}

        /** Culprits are looked for. */
        record Parts(CulpritSearch search) implements Stage {}

        /** Of one of them, with which landing: red on target {@code red}, green on {@code calm}; nothing is known where that is below. */
        record Earlier(Culprit culprit, int calm, int red, List<Culprit> others, Step.Over after, int begun)
                implements Stage {}

        /** It is over. */
        record Ended(Step step) implements Stage {}
    }

    /**
     * Begins.
     *
     * @param question what is asked
     * @return what begins with a first run
     */
    public static WaveSearch of(Question question) {
        WaveSearch search = new WaveSearch(question, new Stage.Base(), List.of(), List.of(), 0, List.of());
        return question.asksBase() ? search : search.behindBase();
    }

    /**
     * How many runs it takes at most to find and confirm one culprit, and with what it fails, where the tests do not contradict
     * themselves.
     *
     * @param question what is asked
     * @return the number of runs
     */
    public static int mostRuns(Question question) {
        return (question.asksBase() ? 1 : 0)
                + (question.structured().isEmpty() ? 0 : 1)
                + CulpritSearch.mostRuns(question.wave().order().size())
                + (Integer.SIZE - Integer.numberOfLeadingZeros(question.targets()));
    }

    /**
     * What is to be done.
     *
     * @return a run, whose answer {@link #after} takes, or what came out
     */
    public Step step() {
        if (stage instanceof Stage.Base) {
            return new Step.TryBase();
        }
        if (stage instanceof Stage.Structured) {
            return new Step.TryPart(new Probe(withoutStructured(), Probe.Purpose.SEARCH, false));
        }
        if (stage instanceof Stage.Parts parts && parts.search().step() instanceof Run run) {
            return new Step.TryPart(run.probe());
        }
        if (stage instanceof Stage.Earlier earlier) {
            return new Step.TryEarlier(earlier.culprit().feature(), middle(earlier));
        }
        if (stage instanceof Stage.Ended ended) {
            return ended.step();
        }
        throw new AssertionError(stage);
    }

    /** Whose checks are red on the base as well: nobody is blamed for them, and they need not run. */
    public List<FeatureId> knownBefore() {
        return knownBefore;
    }

    /** How many runs there were. */
    public int runs() {
        return runs;
    }

    /**
     * The search after a run.
     *
     * @param answer what came out of the run that {@link #step} asks for
     * @return the search that goes on
     * @throws IllegalStateException if it is over
     */
    public WaveSearch after(Answer answer) {
        WaveSearch next = new WaveSearch(question, stage, knownBefore, named, runs + 1, foundAfter);
        if (stage instanceof Stage.Base) {
            return next.afterBase(answer);
        }
        if (stage instanceof Stage.Structured) {
            return isRed(answer)
                    ? next.looking()
                    : next.in(new Stage.Ended(new Step.WronglyMerged(question.structured())));
        }
        if (stage instanceof Stage.Parts parts) {
            return next.after(parts.search(), parts.search().after(isRed(answer)))
                    .settled();
        }
        if (stage instanceof Stage.Earlier earlier) {
            return next.afterEarlier(earlier, answer);
        }
        throw new IllegalStateException("the search is over");
    }

    private WaveSearch after(CulpritSearch was, CulpritSearch is) {
        List<Integer> after = new ArrayList<>(foundAfter);
        if (is.found().size() > was.found().size()) {
            after.add(runs);
        }
        return new WaveSearch(question, new Stage.Parts(is), knownBefore, named, runs, after);
    }

    private WaveSearch afterBase(Answer answer) {
        if (answer.combined() && question.combined()) {
            return in(new Stage.Ended(new Step.BaseIsRed()));
        }
        WaveSearch next = new WaveSearch(question, stage, answer.checks(), named, runs, foundAfter);
        boolean isNew = question.combined() || !answer.checks().containsAll(question.checks());
        return isNew ? next.behindBase() : next.in(new Stage.Ended(new Step.NothingNew()));
    }

    private WaveSearch behindBase() {
        return question.structured().isEmpty() || withoutStructured().isEmpty()
                ? looking()
                : in(new Stage.Structured());
    }

    private List<FeatureId> withoutStructured() {
        return question.wave().order().stream()
                .filter(id -> !question.structured().contains(id))
                .toList();
    }

    private WaveSearch looking() {
        return in(new Stage.Parts(CulpritSearch.of(question.wave()))).settled();
    }

    /** Each culprit that fails without another one of its wave may fail together with what landed before. */
    private WaveSearch settled() {
        if (!(stage instanceof Stage.Parts parts) || parts.search().step() instanceof Run) {
            return this;
        }
        if (parts.search().step() instanceof Found found) {
            return named(found.culprits(), new Step.Over(List.of(), found.rest(), true, found.isFlaky()));
        }
        Unsettled unsettled = (Unsettled) parts.search().step();
        return named(unsettled.culprits(), new Step.Over(List.of(), unsettled.rest(), false, true));
    }

    private WaveSearch named(List<Culprit> culprits, Step.Over after) {
        if (culprits.isEmpty()) {
            return in(new Stage.Ended(new Step.Over(named, after.rest(), after.isGreen(), after.isFlaky())));
        }
        Culprit next = culprits.get(0);
        List<Culprit> others = culprits.subList(1, culprits.size());
        int first = question.since().getOrDefault(next.feature(), 0);
        if (!next.with().isEmpty() || first >= question.targets()) {
            return name(next, Optional.empty(), false, 0).named(others, after);
        }
        return in(new Stage.Earlier(next, first - 1, question.targets(), others, after, runs));
    }

    private WaveSearch afterEarlier(Stage.Earlier at, Answer answer) {
        if (!answer.isMerged()) {
            return name(at.culprit(), Optional.empty(), true, runs - at.begun()).named(at.others(), at.after());
        }
        int middle = middle(at);
        Stage.Earlier next = isRed(answer)
                ? new Stage.Earlier(at.culprit(), at.calm(), middle, at.others(), at.after(), at.begun())
                : new Stage.Earlier(at.culprit(), middle, at.red(), at.others(), at.after(), at.begun());
        if (next.red() - next.calm() > 1) {
            return in(next);
        }
        int first = question.since().getOrDefault(at.culprit().feature(), 0);
        Optional<Integer> landing = next.red() == first ? Optional.empty() : Optional.of(next.red() - 1);
        return name(at.culprit(), landing, false, runs - at.begun()).named(at.others(), at.after());
    }

    private WaveSearch name(Culprit culprit, Optional<Integer> landing, boolean isApart, int since) {
        int found = foundAfter.get(named.size()) - (named.isEmpty() ? 0 : foundAfter.get(named.size() - 1));
        List<Named> more = new ArrayList<>(named);
        more.add(new Named(culprit, landing, isApart, found + since));
        return new WaveSearch(question, stage, knownBefore, more, runs, foundAfter);
    }

    private boolean isRed(Answer answer) {
        return (question.combined() && answer.combined())
                || answer.checks().stream().anyMatch(id -> question.checks().contains(id) && !knownBefore.contains(id));
    }

    private WaveSearch in(Stage next) {
        return new WaveSearch(question, next, knownBefore, named, runs, foundAfter);
    }

    private static int middle(Stage.Earlier at) {
        return Math.floorDiv(at.calm() + at.red(), 2);
    }
}
