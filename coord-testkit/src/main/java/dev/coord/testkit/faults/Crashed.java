package dev.coord.testkit.faults;

import java.io.IOException;

/** Thrown to a process that is dead, by every use of its files. A real one would not hear of it: nothing it does counts. */
public final class Crashed extends IOException {

    private static final long serialVersionUID = 1;

    Crashed(String what) {
        super("the process that uses this file system has crashed, as the test ordered: " + what);
    }
}
