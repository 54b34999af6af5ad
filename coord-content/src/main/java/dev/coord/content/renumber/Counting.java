package dev.coord.content.renumber;

import dev.coord.content.migration.NextNumber;
import dev.coord.content.migration.Version;
import dev.coord.content.renumber.Sides.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Gives the migrations that a branch adds to a directory their numbers, one after the other in the order in which they apply. One moves
 * if its number is taken, if it would come before what it has to come behind, or behind which one of its own has moved, or if its number
 * is far from all others. For one thread.
 */
final class Counting {

    /**
     * A migration with a number.
     *
     * @param file the file that makes the step
     */
    record Counted(String file, String number) {

        Version version() {
            return Version.of(number);
        }
    }

    /**
     * Another number.
     *
     * @param isTaken whether another migration has the old one
     * @param isFar whether the old one is far from all others
     * @param after the file that has it, or that this one has to come after
     */
    record Next(String number, boolean isTaken, boolean isFar, String after) {}

    private final Optional<Instant> made;
    private final Map<Version, Counted> taken = new HashMap<>();
    private final List<Counted> far = new ArrayList<>();
    private Optional<Counted> ahead = Optional.empty();
    private Optional<Counted> greatest = Optional.empty();
    private Optional<Counted> moved = Optional.empty();

    /** How many digits most numbers that are there have; one that has more is no reason to go on with as many. */
    private final Optional<Integer> usualWidth;

    /** The greatest number that is not far from those before it. */
    private Optional<Counted> steady = Optional.empty();

    /**
     * Knows what the branch is merged onto.
     *
     * @param onto all that is there
     * @param standing how each stands to what the branch adds
     * @param made when the branch was
     */
    Counting(Collection<Counted> onto, Function<Counted, Standing> standing, Optional<Instant> made) {
        this.made = made;
        this.usualWidth = usual(onto.stream()
                .sorted(Comparator.comparing(Counted::version))
                .map(one -> width(one.number()))
                .toList());
        onto.stream().sorted(Comparator.comparing(Counted::version)).forEach(one -> {
            taken.putIfAbsent(one.version(), one);
            note(one);
        });
        onto.stream()
                .filter(one -> standing.apply(one) == Standing.AHEAD
                        || (standing.apply(one) == Standing.AHEAD_UNLESS_FAR && !far.contains(one)))
                .forEach(one -> ahead = Optional.of(later(ahead, one)));
    }

    private static Counted later(Optional<Counted> one, Counted other) {
        return one.filter(known -> known.version().compareTo(other.version()) >= 0)
                .orElse(other);
    }

    /** Those that are there already and far from all others. */
    List<Counted> far() {
        return List.copyOf(far);
    }

    /** What is counted on from, where something is there. */
    Optional<Counted> steady() {
        return steady;
    }

    /** Whether one that was taken back has its number still. Databases that have run it do not ask what comes before it. */
    boolean canComeBack(Counted one) {
        return one.equals(taken.get(one.version()));
    }

    /**
     * The next one of the branch.
     *
     * @param need what it has to come behind as well
     * @param isFree whether files could have a number, as far as their names go
     * @return its new number; none where it keeps what it has
     */
    Optional<Next> next(Counted one, Optional<Counted> need, Predicate<String> isFree) {
        Version version = one.version();
        Optional<Counted> other = Optional.ofNullable(taken.get(version));
        Optional<Counted> before = other.or(() -> notBefore(ahead, version))
                .or(() -> notBefore(moved, version))
                .or(() -> notBefore(need, version));
        boolean isFar = steady.isPresent() && isFar(one, steady) && isFar(one, greatest);
        if (before.isEmpty() && !isFar) {
            taken.put(version, one);
            note(one);
            return Optional.empty();
        }
        String number = one.number();
        Counted last = Stream.of(ahead, moved, need, steady)
                .flatMap(Optional::stream)
                .max(Comparator.comparing(Counted::version))
                .orElseThrow();
        int width = usualWidth.orElseGet(() -> Math.max(width(number), width(last.number())));
        String next = NextNumber.after(last.number(), width);
        while (!isFree.test(next) || taken.containsKey(Version.of(next))) {
            next = NextNumber.after(next, width);
        }
        Counted now = new Counted(one.file(), next);
        taken.put(now.version(), now);
        note(now);
        moved = Optional.of(now);
        return Optional.of(
                new Next(next, other.isPresent(), isFar, before.orElse(last).file()));
    }

    /** What there is most often; of those that are as often the one that is there last. */
    private static Optional<Integer> usual(List<Integer> widths) {
        Map<Integer, Integer> counts = new HashMap<>();
        Optional<Integer> usual = Optional.empty();
        for (Integer width : widths) {
            int count = counts.merge(width, 1, Integer::sum);
            if (usual.filter(known -> counts.getOrDefault(known, 0) > count).isEmpty()) {
                usual = Optional.of(width);
            }
        }
        return usual;
    }

    /** Of a number of several parts none is as long as all of it. */
    private static int width(String number) {
        return number.indexOf('.') < 0 && number.indexOf('_') < 0 ? number.length() : 1;
    }

    /** Where one that is far has another one near it, numbers go on from there. */
    private void note(Counted one) {
        if (isFar(one, steady) && isFar(one, greatest)) {
            far.add(one);
        } else {
            far.removeIf(other -> other.version().compareTo(one.version()) <= 0
                    && NextNumber.time(other.number()).isEmpty());
            steady = Optional.of(later(steady, one));
        }
        greatest = Optional.of(later(greatest, one));
    }

    private boolean isFar(Counted one, Optional<Counted> other) {
        return FarNumbers.isFar(one.number(), other.map(Counted::number), made);
    }

    private static Optional<Counted> notBefore(Optional<Counted> one, Version version) {
        return one.filter(known -> known.version().compareTo(version) >= 0);
    }
}
