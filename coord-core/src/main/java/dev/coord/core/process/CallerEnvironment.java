package dev.coord.core.process;

import java.util.Map;
import java.util.Set;

/** What of the caller's environment a child process may see. */
public final class CallerEnvironment {

    private static final Set<String> KEPT = Set.of(
            "GIT_AUTHOR_NAME",
            "GIT_AUTHOR_EMAIL",
            "GIT_COMMITTER_NAME",
            "GIT_COMMITTER_EMAIL",
            "GIT_CONFIG_GLOBAL",
            "GIT_CONFIG_SYSTEM",
            "GIT_CONFIG_NOSYSTEM",
            "GIT_EXEC_PATH",
            "GIT_ASKPASS",
            "GIT_SSH",
            "GIT_SSH_COMMAND");

    /** What an agent is told of one call: a coord that it starts calls others. */
    private static final Set<String> OF_ONE_CALL =
            Set.of("COORD_TRY", "COORD_FEEDBACK_FILE", "COORD_TASK_FILE", "COORD_RADAR_FILE");

    /** Its password is nobody's but the caller's. */
    private static final String DATABASE = "COORD_DATABASE";

    private CallerEnvironment() {}

    /**
     * Git sets GIT_DIR, GIT_INDEX_FILE and others for its hooks; inherited from one they point at the wrong repository. What coord tells
     * an agent of its call is nobody else's either, and the address of the caller's database stays with the caller.
     */
    public static void strip(Map<String, String> environment) {
        CallerLocale.restore(environment);
        environment.keySet().removeAll(OF_ONE_CALL);
        environment.remove(DATABASE);
        environment
                .keySet()
                .removeIf(name -> name.startsWith("GIT_")
                        && !KEPT.contains(name)
                        && !name.startsWith("GIT_SSL_")
                        && !name.startsWith("GIT_LFS_"));
    }
}
