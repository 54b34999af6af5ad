package dev.coord.fs.doctor;

import dev.coord.core.spi.FailureText;
import dev.coord.fs.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;

/** The findings so far. */
final class Findings {

    /** A look at something that may fail in any way. */
    interface Look {
        void look() throws Exception;
    }

    private final List<Finding> all = new ArrayList<>();

    void ok(String check, String what) {
        all.add(new Finding(check, Level.OK, what, ""));
    }

    void warning(String check, String what, String advice) {
        all.add(new Finding(check, Level.WARNING, what, advice));
    }

    void error(String check, String what, String advice) {
        all.add(new Finding(check, Level.ERROR, what, advice));
    }

    /** Looks; what goes wrong with that is an error of its own, and the other checks go on. */
    void check(String check, Look look) {
        try {
            look.look();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            error(check, "could not be checked: interrupted", "try again");
        } catch (Exception e) { // a broken directory may make anything fail, and the doctor never does
            error(
                    check,
                    "could not be checked: " + FailureText.of(e),
                    "look at it yourself, or run coord as the directory's owner");
        }
    }

    List<Finding> all() {
        return List.copyOf(all);
    }
}
