package dev.coord.testkit.disk;

import org.jspecify.annotations.Nullable;

/** What was done by one operation; equal only to itself. */
public record Event(int operation, Effect effect, String name) {

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
