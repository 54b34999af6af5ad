package dev.coord.testkit.faults;

/** Says what becomes of each operation. Asked once for each, in order, by whichever thread does it. */
@FunctionalInterface
public interface Faults {

    /**
     * Decides.
     *
     * @param next the operation to come
     * @return what becomes of it
     */
    Fault of(Operation next);

    /**
     * Everything works.
     *
     * @return the plan
     */
    static Faults none() {
        return next -> Fault.NONE;
    }

    /**
     * One operation goes wrong.
     *
     * @param number which, counted from 1
     * @param fault how
     * @return the plan
     */
    static Faults at(int number, Fault fault) {
        return next -> next.number() == number ? fault : Fault.NONE;
    }

    /**
     * One operation goes wrong and all that follow.
     *
     * @param number the first
     * @param fault how
     * @return the plan
     */
    static Faults from(int number, Fault fault) {
        return next -> next.number() >= number ? fault : Fault.NONE;
    }
}
