package dev.coord.content.renumber;

import dev.coord.content.migration.Version;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Gives the migrations that a branch adds to a directory their numbers, one after the other in the order in which they apply. One moves
 * if its number is taken, if it would come before what landed since the branch was begun, or behind which one of its own has moved.
 * For one thread.
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
     * @param after the file that has it, or that this one has to come after
     */
    record Next(String number, boolean isTaken, String after) {}

    private final Map<Version, Counted> taken = new HashMap<>();
    private Optional<Counted> fresh = Optional.empty();
    private Optional<Counted> greatest = Optional.empty();
    private Optional<Counted> moved = Optional.empty();

    /**
     * Knows what the branch is merged onto.
     *
     * @param onto all that is there
     * @param isFresh whether it landed since the branch was begun
     */
    Counting(Collection<Counted> onto, Predicate<Counted> isFresh) {
        for (Counted one : onto) {
            taken.putIfAbsent(one.version(), one);
            greatest = Optional.of(later(greatest, one));
            if (isFresh.test(one)) {
                fresh = Optional.of(later(fresh, one));
            }
        }
    }

    private static Counted later(Optional<Counted> one, Counted other) {
        return one.filter(known -> known.version().compareTo(other.version()) >= 0)
                .orElse(other);
    }

    /**
     * The next one of the branch.
     *
     * @param isFree whether files could have a number, as far as their names go
     * @return its new number; none where it keeps what it has
     */
    Optional<Next> next(Counted one, Predicate<String> isFree) {
        Version version = one.version();
        Optional<Counted> other = Optional.ofNullable(taken.get(version));
        Optional<Counted> before = other.or(() -> notBefore(fresh, version)).or(() -> notBefore(moved, version));
        if (before.isEmpty()) {
            note(one);
            return Optional.empty();
        }
        String number = one.number();
        Counted last = greatest.orElseThrow();
        int width = Math.max(width(number), width(last.number()));
        String next = NextNumber.after(last.number(), width);
        while (!isFree.test(next)) {
            next = NextNumber.after(next, width);
        }
        Counted now = new Counted(one.file(), next);
        note(now);
        moved = Optional.of(now);
        return Optional.of(new Next(next, other.isPresent(), before.get().file()));
    }

    /** Of a number of several parts none is as long as all of it. */
    private static int width(String number) {
        return number.indexOf('.') < 0 && number.indexOf('_') < 0 ? number.length() : 1;
    }

    private void note(Counted one) {
        taken.put(one.version(), one);
        greatest = Optional.of(later(greatest, one));
    }

    private static Optional<Counted> notBefore(Optional<Counted> one, Version version) {
        return one.filter(known -> known.version().compareTo(version) >= 0);
    }
}
