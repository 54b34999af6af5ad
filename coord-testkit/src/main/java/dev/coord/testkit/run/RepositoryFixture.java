package dev.coord.testkit.run;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.merge.Integrator;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.schema.MigrationNumbering;
import java.util.Optional;

/** A repository under test with one commit on its target, the ports that work on it, and what else happens to it. */
public interface RepositoryFixture {

    /**
     * The branch that work lands on.
     *
     * @return its full name
     */
    String target();

    /**
     * Where agents work.
     *
     * @return the port; several of one repository know what the others did
     */
    Workspaces workspaces();

    /**
     * What merges and lands, without tests.
     *
     * @return the port; several of one repository know what the others did
     */
    Integrator integrator();

    /**
     * One whose tests are a command.
     *
     * @param command {@code false}, {@code true}, {@code test -e FILE} or {@code test ! -e FILE}, several with {@code &&} between them; the checks of features are
     *     such commands, too
     * @return the port
     */
    Integrator integratorWithTests(String command);

    /**
     * One that gives migrations numbers.
     *
     * @param numbering tells which
     * @return the port, without tests
     */
    Integrator integratorWithNumbering(MigrationNumbering numbering);

    /**
     * One whose tests do not end by themselves.
     *
     * @param begun is told when the tests have begun
     * @return the port
     */
    Integrator integratorWithEndlessTests(Runnable begun);

    /**
     * An agent writes a file and does not commit it.
     *
     * @param workspace where it works
     * @param path which file
     * @param content all of it
     */
    void write(Workspace workspace, String path, String content);

    /**
     * An agent commits everything it wrote.
     *
     * @param workspace where it works
     */
    void commit(Workspace workspace);

    /**
     * Tells whether a workspace is there.
     *
     * @param workspace which workspace
     * @return true if its work tree is there
     */
    boolean exists(Workspace workspace);

    /**
     * Somebody else commits a file to the target.
     *
     * @param path which file
     * @param content all of it
     * @return the target's new commit
     */
    CommitId commitToTarget(String path, String content);

    /**
     * Somebody else makes a branch that has the name of a feature's.
     *
     * @param feature which feature
     */
    void makeForeignBranch(FeatureId feature);

    /**
     * What a commit has in a file.
     *
     * @param revision a commit's id or the full name of a ref
     * @param path which file
     * @return its content; none where there is no such commit or file
     */
    Optional<String> content(String revision, String path);
}
