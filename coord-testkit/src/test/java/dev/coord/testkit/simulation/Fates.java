package dev.coord.testkit.simulation;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.testkit.FaultyStore.Fault;
import dev.coord.testkit.repository.Mishaps;
import java.util.List;
import java.util.Set;

/** Who dies where and what fails when. Every place where a coordinator can die asks here. */
final class Fates implements Mishaps {

    /** Steps after which an operation may say that it failed, by the promises of the ports. */
    private static final Set<String> FAILS_LATE = Set.of(
            "prepare:HALFWAY",
            "prepare:AFTER",
            "keep:HALFWAY",
            "remove:HALFWAY",
            "remove:AFTER",
            "merge:AFTER",
            "test:AFTER",
            "land:AFTER");

    private final Chance chance;
    private final double death;
    private final double fault;
    private final long fatalPlace;
    private final long faultyUpdate;
    private final Fault ordered;
    private long places;
    private int left;
    private boolean happened;

    private Fates(
            Chance chance, double death, double fault, int most, long fatalPlace, long faultyUpdate, Fault ordered) {
        this.chance = chance;
        this.death = death;
        this.fault = fault;
        this.left = most;
        this.fatalPlace = fatalPlace;
        this.faultyUpdate = faultyUpdate;
        this.ordered = ordered;
    }

    /** Some runs are calm, some are wild. */
    static Fates drawn(Chance chance) {
        double death = chance.happens(0.3) ? 0 : chance.pick(List.of(0.002, 0.01, 0.04));
        double fault = chance.happens(0.3) ? 0 : chance.pick(List.of(0.005, 0.02, 0.06));
        return new Fates(chance, death, fault, 12, -1, -1, Fault.NONE);
    }

    /** One death, at the place of that number. */
    static Fates dyingAt(Chance chance, long place) {
        return new Fates(chance, 0, 0, 1, place, -1, Fault.NONE);
    }

    /** One failed update, the one of that number. */
    static Fates failingAt(Chance chance, long update, Fault fault) {
        return new Fates(chance, 0, 0, 1, -1, update, fault);
    }

    /** From now on nothing goes wrong. */
    void calm() {
        left = 0;
    }

    /** At how many places something could happen so far. */
    long places() {
        return places;
    }

    /** Whether the one thing that was to happen did. */
    boolean happened() {
        return happened;
    }

    void strike(String place) {
        places++;
        if (left > 0 && (places == fatalPlace || chance.happens(death))) {
            happen();
            throw new CoordinatorDied(place);
        }
    }

    Fault ofUpdate(long number) {
        if (left > 0 && number == faultyUpdate) {
            happen();
            return ordered;
        }
        if (left > 0 && chance.happens(fault)) {
            happen();
            return chance.happens(0.5) ? Fault.BEFORE_COMMIT : Fault.AFTER_COMMIT;
        }
        return Fault.NONE;
    }

    @Override
    public void at(String operation, Object on, Moment moment) {
        strike(operation + " " + moment);
        boolean mayFail = moment == Moment.BEFORE || FAILS_LATE.contains(operation + ":" + moment);
        if (left > 0 && mayFail && chance.happens(fault)) {
            happen();
            throw new RepositoryFailed(
                    "cannot " + operation + " " + on + ": the simulated repository failed " + moment);
        }
    }

    private void happen() {
        left--;
        happened = true;
    }
}
