package dev.coord.git.worktree;

import dev.coord.core.process.ProcessFamily;
import dev.coord.core.process.WorkingBelow;
import dev.coord.run.Workspace;
import java.time.Instant;
import java.util.Optional;

/** The processes that work for an attempt: by the variable that they were started with, and by where they work. */
public final class AttemptFamily {

    private AttemptFamily() {}

    /** Those that have the attempt's variable: what works in its place without it may be the user's. */
    public static ProcessFamily marked(Workspace workspace) {
        return new ProcessFamily(marker(workspace));
    }

    /** The same with what works in its place and began since an instant. */
    public static ProcessFamily since(Workspace workspace, Instant begun) {
        return new ProcessFamily(marker(workspace), Optional.of(new WorkingBelow(workspace.directory(), begun)));
    }

    /** What each of them has in {@link ProcessFamily#MARKER}. */
    public static String marker(Workspace workspace) {
        String name = workspace.run() + "/" + workspace.feature() + "-" + workspace.attempt();
        return ProcessFamily.markerAt(name, workspace.directory());
    }
}
