package dev.coord.testkit.repository;

/** What may go wrong in a simulated repository: told of every step of an operation, it may throw. */
@FunctionalInterface
public interface Mishaps {

    /** How far an operation is. */
    enum Moment {
        BEFORE,
        HALFWAY,
        AFTER
    }

    /** Nothing ever goes wrong. */
    Mishaps NONE = (operation, on, moment) -> {};

    void at(String operation, Object on, Moment moment);
}
