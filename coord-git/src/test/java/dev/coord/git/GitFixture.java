package dev.coord.git;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.git.structured.Numbers;
import dev.coord.git.structured.Remake;
import dev.coord.git.structured.Understanding;
import dev.coord.merge.Integrator;
import dev.coord.run.RunSettings.MigrationsPolicy;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.schema.MigrationNumbering;
import dev.coord.testkit.run.RepositoryFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A real repository for the contracts of the ports. */
final class GitFixture implements RepositoryFixture {

    final Sandbox sandbox;

    GitFixture(Path home) {
        sandbox = Sandbox.in(home.resolve("repo"));
    }

    @Override
    public String target() {
        return Sandbox.MAIN;
    }

    @Override
    public Workspaces workspaces() {
        return sandbox.worktrees();
    }

    @Override
    public Integrator integrator() {
        return sandbox.integrator();
    }

    @Override
    public Integrator integratorWithTests(String command) {
        return sandbox.integrator(command);
    }

    @Override
    public Integrator integratorWithNumbering(MigrationNumbering numbering) {
        return sandbox.integrator()
                .understanding(clone ->
                        new Understanding(List.of(), Remake.NONE, new Numbers(numbering, MigrationsPolicy.RENUMBER)));
    }

    @Override
    public Integrator integratorWithEndlessTests(Runnable begun) {
        Path pipe = sandbox.directory.resolveSibling("begun");
        Scripts.run(sandbox.directory, "mkfifo '" + pipe + "'");
        Thread reader = new Thread(() -> {
            try {
                Files.readAllBytes(pipe);
                begun.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        reader.setDaemon(true);
        reader.start();
        return sandbox.integrator("echo > '" + pipe + "'; exec sleep 60");
    }

    @Override
    public void write(Workspace workspace, String path, String content) {
        Sandbox.write(workspace.directory().resolve(path), content);
    }

    @Override
    public void commit(Workspace workspace) {
        Scripts.run(workspace.directory(), "git add --all; git commit -q -m made");
    }

    @Override
    public boolean exists(Workspace workspace) {
        return Files.exists(workspace.directory());
    }

    @Override
    public CommitId commitToTarget(String path, String content) {
        sandbox.write(path, content);
        return sandbox.commitAll("somebody else's");
    }

    @Override
    public void makeForeignBranch(FeatureId feature) {
        sandbox.git("branch", "--quiet", "feature/" + feature);
    }

    @Override
    public Optional<String> content(String revision, String path) {
        String file = revision + ":" + path;
        return sandbox.has(file) ? Optional.of(sandbox.git("show", file) + "\n") : Optional.empty();
    }
}
