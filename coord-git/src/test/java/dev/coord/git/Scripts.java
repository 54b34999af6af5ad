package dev.coord.git;

import dev.coord.core.process.ChildLimit;
import dev.coord.core.process.ChildProcess;
import dev.coord.git.command.GitPath;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Does by a shell what an agent or a user would do. */
public final class Scripts {

    private Scripts() {}

    static void in(Workspace workspace, String script) {
        run(workspace.directory(), script);
    }

    static String run(Path directory, String script) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-ec", script).directory(directory.toFile());
        try {
            ChildProcess.Ended ended =
                    ChildProcess.run(builder, new byte[0], new ChildLimit(java.time.Duration.ofMinutes(1), runs -> {}));
            if (ended.exit() != 0) {
                throw new AssertionError(script + " failed: " + ended.error());
            }
            return new GitPath(ended.out()).text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
