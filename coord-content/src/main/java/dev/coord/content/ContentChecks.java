package dev.coord.content;

import dev.coord.content.dependency.DependencyCheck;
import dev.coord.merge.IntegrityCheck;

/** What coord checks of the content of merged files. */
public final class ContentChecks {
    private ContentChecks() {}

    /**
     * Checks that what is imported in JavaScript, TypeScript, Python and Java is there, and that imports close no new circle.
     *
     * @param stops whether a feature that breaks an import goes back; otherwise people are told
     * @return a check that is safe from all threads, and remembers what it has read: one for each run
     */
    public static IntegrityCheck dependencies(boolean stops) {
        return new DependencyCheck(stops);
    }
}
