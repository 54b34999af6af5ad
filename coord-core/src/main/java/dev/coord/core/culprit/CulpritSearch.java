package dev.coord.core.culprit;

import dev.coord.FeatureId;
import dev.coord.core.culprit.Probe.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for the features that break a wave. The first prefix that is red, found by halving, ends in one that breaks it, alone or
 * together with others before it; a suspect is tried before that by leaving it out. With which others it fails is found out likewise. It is
 * a culprit only after {@value #REDS} fresh red runs of the smallest set that fails and a fresh green one of that set without it; where
 * these disagree, all is looked for once more, with fresh runs only. Immutable; what it asks for follows from the wave and the verdicts
 * alone, so that whoever has these goes on where it stood. Specification 6.1.
 */
public final class CulpritSearch {

    private static final int REDS = 3;

    /** After so many runs the smallest set that fails is not made smaller any more. */
    private static final int MOST_FOR_PARTNERS = 7;

    private final RedWave wave;
    private final List<Culprit> found;

    /** What is still to be judged; the suspects that proved to be no culprits alone are at the end. */
    private final List<FeatureId> left;

    /** How many of these, from the first one, are green together. */
    private final int green;

    private final List<FeatureId> suspects;
    private final boolean isFlaky;
    private final Stage stage;

    private CulpritSearch(
            RedWave wave,
            List<Culprit> found,
            List<FeatureId> left,
            int green,
            List<FeatureId> suspects,
            boolean isFlaky,
            Stage stage) {
        this.wave = wave;
        this.found = List.copyOf(found);
        this.left = List.copyOf(left);
        this.green = green;
        this.suspects = List.copyOf(suspects);
        this.isFlaky = isFlaky;
        this.stage = stage;
    }

    /** Where a search stands. */
    private sealed interface Stage {

        /** All that is left is tried; at the end it is over. */
        record Rest(boolean isLast) implements Stage {}

        /** The suspect is left out. */
        record LeavingOut(FeatureId suspect) implements Stage {}

        /** The first so many of what is left are red. */
        record Halving(int red) implements Stage {}

        /**
         * With which others it fails: {@code set} and the first {@code red} of the others are red, the set with the first {@code calm}
         * of them is not; nothing is known of the set alone where that is negative.
         */
        record Partners(FeatureId feature, List<FeatureId> set, List<FeatureId> others, int calm, int red, int runs)
                implements Stage {}

        /** The set was so often red in fresh runs. */
        record Confirming(FeatureId feature, List<FeatureId> set, int reds) implements Stage {}

        /** It is over. */
        record Ended(SearchStep step) implements Stage {}
    }

    /**
     * The search in a wave that is red as a whole.
     *
     * @param wave the wave
     * @return what begins with a first run
     */
    public static CulpritSearch of(RedWave wave) {
        return new CulpritSearch(wave, List.of(), wave.order(), 0, wave.suspects(), false, new Stage.Rest(false))
                .narrowed();
    }

    /**
     * How many runs finding, explaining and confirming one culprit takes at most, where the tests do not contradict themselves.
     *
     * @param features how many features a wave has, at least one
     * @return the number of runs
     */
    public static int mostRuns(int features) {
        int halvings = Integer.SIZE - Integer.numberOfLeadingZeros(features - 1);
        return 1 + halvings + MOST_FOR_PARTNERS + REDS + 1 + 1;
    }

    /**
     * What is to be done.
     *
     * @return a run, whose verdict {@link #after} takes, or what came out
     */
    public SearchStep step() {
        if (stage instanceof Stage.Ended ended) {
            return ended.step();
        }
        if (stage instanceof Stage.LeavingOut out) {
            return run(without(left, out.suspect()), Purpose.SEARCH);
        }
        if (stage instanceof Stage.Halving halving) {
            return run(left.subList(0, middle(green, halving.red())), Purpose.SEARCH);
        }
        if (stage instanceof Stage.Partners partners) {
            return run(tried(partners), Purpose.PARTNER);
        }
        if (stage instanceof Stage.Confirming confirming) {
            List<FeatureId> set = wave.sorted(confirming.set());
            List<FeatureId> tried = confirming.reds() < REDS ? set : without(set, confirming.feature());
            return new SearchStep.Run(new Probe(wave.sorted(tried), Purpose.CONFIRMATION, true));
        }
        return run(left, Purpose.SEARCH);
    }

    private SearchStep run(List<FeatureId> features, Purpose purpose) {
        return new SearchStep.Run(new Probe(wave.sorted(features), purpose, isFlaky));
    }

    /**
     * The search after a run.
     *
     * @param isRed whether the tests failed
     * @return the search that goes on
     * @throws IllegalStateException if it is over
     */
    public CulpritSearch after(boolean isRed) {
        if (stage instanceof Stage.Rest rest) {
            return isRed ? stillRed(rest) : over();
        }
        if (stage instanceof Stage.LeavingOut out) {
            return leftOut(out.suspect(), isRed);
        }
        if (stage instanceof Stage.Halving halving) {
            int middle = middle(green, halving.red());
            return isRed ? halved(green, middle) : halved(middle, halving.red());
        }
        if (stage instanceof Stage.Partners partners) {
            return partner(partners, isRed);
        }
        if (stage instanceof Stage.Confirming confirming) {
            return confirmed(confirming, isRed);
        }
        throw new IllegalStateException("the search is over");
    }

    /** Whom it has confirmed so far. */
    List<Culprit> found() {
        return found;
    }

    private CulpritSearch stillRed(Stage.Rest rest) {
        return rest.isLast() ? in(new Stage.Ended(new SearchStep.Unsettled(found, left))) : narrowed();
    }

    /** What is left is red: the next suspect, or halves. */
    private CulpritSearch narrowed() {
        Optional<FeatureId> suspect = suspects.stream()
                .filter(id -> left.indexOf(id) >= green && left.size() - 1 > green)
                .findFirst();
        if (suspect.isEmpty()) {
            return halved(green, left.size());
        }
        List<FeatureId> others = suspects.subList(suspects.indexOf(suspect.get()) + 1, suspects.size());
        return new CulpritSearch(wave, found, left, green, others, isFlaky, new Stage.LeavingOut(suspect.get()));
    }

    private CulpritSearch leftOut(FeatureId suspect, boolean isRed) {
        List<FeatureId> others = without(left, suspect);
        List<FeatureId> behind = new ArrayList<>(others);
        behind.add(suspect);
        CulpritSearch search = new CulpritSearch(wave, found, behind, green, suspects, isFlaky, stage);
        return isRed ? search.halved(green, others.size()) : search.halved(others.size(), behind.size());
    }

    private CulpritSearch halved(int calm, int red) {
        CulpritSearch search = new CulpritSearch(wave, found, left, calm, suspects, isFlaky, new Stage.Halving(red));
        return red - calm > 1 ? search : search.caught(left.get(red - 1), left.subList(0, red), left.subList(0, calm));
    }

    /** It breaks the others: alone, or with some of them. */
    private CulpritSearch caught(FeatureId feature, List<FeatureId> red, List<FeatureId> others) {
        return others.isEmpty() || red.size() == 1
                ? in(new Stage.Confirming(feature, List.of(feature), 0))
                : in(new Stage.Partners(feature, List.of(feature), others, -1, others.size(), 0));
    }

    private static List<FeatureId> tried(Stage.Partners partners) {
        List<FeatureId> tried = new ArrayList<>(partners.set());
        tried.addAll(partners.others().subList(0, partners.calm() < 0 ? 0 : middle(partners.calm(), partners.red())));
        return tried;
    }

    private CulpritSearch partner(Stage.Partners at, boolean isRed) {
        int runs = at.runs() + 1;
        if (at.calm() < 0) {
            return isRed
                    ? blamed(at.set(), at.set())
                    : partnerIn(new Stage.Partners(at.feature(), at.set(), at.others(), 0, at.red(), runs));
        }
        int middle = middle(at.calm(), at.red());
        return partnerIn(new Stage.Partners(
                at.feature(), at.set(), at.others(), isRed ? at.calm() : middle, isRed ? middle : at.red(), runs));
    }

    private CulpritSearch partnerIn(Stage.Partners at) {
        if (at.runs() >= MOST_FOR_PARTNERS) {
            List<FeatureId> smallest = new ArrayList<>(at.set());
            smallest.addAll(at.others().subList(0, at.red()));
            return blamed(at.set(), smallest);
        }
        if (at.red() - at.calm() > 1) {
            return in(at);
        }
        List<FeatureId> set = new ArrayList<>(at.set());
        set.add(at.others().get(at.red() - 1));
        List<FeatureId> more = at.others().subList(0, at.red() - 1);
        return more.isEmpty()
                ? blamed(set, set)
                : in(new Stage.Partners(at.feature(), set, more, -1, more.size(), at.runs()));
    }

    /** Of those that are known to be needed for the failure the last one gives way. */
    private CulpritSearch blamed(List<FeatureId> needed, List<FeatureId> set) {
        return in(new Stage.Confirming(wave.last(needed), set, 0));
    }

    private CulpritSearch confirmed(Stage.Confirming at, boolean isRed) {
        if (isRed != at.reds() < REDS) {
            return contradicted();
        }
        if (isRed) {
            return in(new Stage.Confirming(at.feature(), at.set(), at.reds() + 1));
        }
        List<Culprit> culprits = new ArrayList<>(found);
        culprits.add(new Culprit(
                at.feature(),
                at.set().stream()
                        .filter(id -> !id.equals(at.feature()))
                        .sorted()
                        .toList()));
        List<FeatureId> rest = without(left, at.feature());
        int same = Math.min(green, left.indexOf(at.feature()));
        CulpritSearch search = new CulpritSearch(wave, culprits, rest, same, suspects, isFlaky, new Stage.Rest(false));
        return same == rest.size() ? search.over() : search;
    }

    /** All that is left is looked at once more by fresh runs; if these disagree too, one of all decides. */
    private CulpritSearch contradicted() {
        return new CulpritSearch(wave, found, left, 0, wave.suspects(), true, new Stage.Rest(isFlaky));
    }

    private CulpritSearch over() {
        return in(new Stage.Ended(new SearchStep.Found(found, wave.sorted(left), isFlaky)));
    }

    private CulpritSearch in(Stage next) {
        return new CulpritSearch(wave, found, left, green, suspects, isFlaky, next);
    }

    private static List<FeatureId> without(List<FeatureId> features, FeatureId out) {
        return features.stream().filter(id -> !id.equals(out)).toList();
    }

    private static int middle(int calm, int red) {
        return (calm + red) >>> 1;
    }
}
