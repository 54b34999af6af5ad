package dev.coord.fs.commit;

import java.util.concurrent.atomic.AtomicBoolean;

/** Whether something was begun or given up: one of the two, and never both. Safe from many threads. */
public final class Claim {

    private final AtomicBoolean settled = new AtomicBoolean();

    /** Whether it may begin now; false if it was given up. */
    boolean begin() {
        return settled.compareAndSet(false, true);
    }

    /** Whether it is given up; false if it has begun. */
    public boolean giveUp() {
        return settled.compareAndSet(false, true);
    }
}
