package dev.coord.testkit;

import dev.coord.store.Snapshot;

/** Entry points for assertions about values of coord; import {@code assertThat} statically beside that of AssertJ. */
public final class CoordAssertions {

    private CoordAssertions() {}

    /**
     * Begins an assertion.
     *
     * @param actual what to look at
     * @return the assertion
     */
    public static SnapshotAssert assertThat(Snapshot actual) {
        return new SnapshotAssert(actual);
    }
}
