package dev.coord.run;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.merge.TestResult;
import dev.coord.plan.Feature;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Makes the places agents work in and brings home what they made. Nothing an agent wrote goes away unless it is proven to
 * be reachable from the target or kept under a ref. Safe from several threads for different features. Design, invariant 10.
 */
public interface Workspaces {

    /**
     * Checks, before anything is made, that every feature can have its branch and its workspace.
     *
     * @param features the features that are going to be made
     * @throws BadInput if one of their branches exists and coord did not make it, or something else has a name or a place
     *     that coord needs; the message names everything that is in the way
     * @throws RepositoryFailed if the repository cannot be read
     */
    void requireFree(Collection<FeatureId> features);

    /**
     * Frees the branches of features from workspaces that no run knows any more, because the coordination directory or the
     * workspace was moved away. Ends what still runs in a workspace that coord made, and pins everything in it. A workspace
     * that was moved elsewhere stays as it is, except that its head is detached.
     *
     * @param features the features that are going to be made
     * @param known workspaces that the run tells of; they stay
     * @return what was found
     * @throws BadInput if the user works on the branch of a feature
     * @throws RepositoryFailed if a branch could not be freed; nothing that was not pinned was removed
     */
    List<Leftover> reclaim(Collection<Feature> features, Collection<Workspace> known);

    /**
     * Says where an attempt will be made, without making anything; the same answer to the same question.
     *
     * @param run which run
     * @param feature which feature
     * @param attempt which attempt, from 1
     * @param base the commit to begin from
     * @return the place
     */
    Workspace locate(RunId run, FeatureId feature, int attempt, CommitId base);

    /**
     * Makes the work tree and its branch at the base, and sets it up if a way to do so was given. A branch of that name that coord
     * made is pinned and begun anew. What the workspace resumes is merged into the files, and nowhere else: no merge is in
     * progress. Where it does not merge, the files have both sides and the base between marks that coord knows again.
     *
     * @param workspace as {@link #locate} gave it
     * @return how long its set-up command ran; none if there is no such command
     * @throws BadInput if a branch of that name exists that coord did not make
     * @throws RepositoryFailed if it cannot be made or set up; what was half made is removed by {@link #keep} or {@link #remove}
     */
    Optional<Duration> prepare(Workspace workspace);

    /**
     * Tells what did not merge when a workspace was made, whatever its files are by now, and where the work that it resumes had marks
     * of an earlier conflict.
     *
     * @param workspace a workspace that was prepared
     * @return the places, by file and line; nothing where it resumes no work, or all of that merged and had no marks
     * @throws RepositoryFailed if the repository cannot be read
     */
    List<Hunk> conflicts(Workspace workspace);

    /**
     * Commits what the agent left over, on top of its own commits, and pins the result. For a workspace that resumes work it is a merge
     * of the base, with the agent's own commits, and that work; where a conflict is not resolved, it is {@link
     * Collected.Unresolved}.
     *
     * @param workspace where the agent worked
     * @param feature what it declared: ignored paths that it declares are committed too
     * @return what was found
     * @throws RepositoryFailed if it could not be committed; the work tree is as the agent left it
     */
    Collected collect(Workspace workspace, Feature feature);

    /**
     * Runs the check of a feature in its workspace, on what was collected there. Whatever the check leaves running is ended with it, and
     * the files are as they were collected again, what git ignores aside.
     *
     * @param workspace where the agent worked
     * @param feature what is checked; it has a check
     * @param tip what was collected
     * @return how it ended
     * @throws InterruptedException if the thread was interrupted; the check has ended, with everything it started
     * @throws RepositoryFailed if it could not be tried
     */
    TestResult check(Workspace workspace, Feature feature, CommitId tip) throws InterruptedException;

    /**
     * Pins everything in a workspace that will not be used, uncommitted work included, and removes the workspace. What
     * cannot be pinned, or cannot be proven to be pinned, stays where it is, with the rest of its workspace, and the answer
     * says so; a later attempt is not in its way. A workspace that is not there, or only half made, is no error. Repeating
     * it gives the same answer.
     *
     * @param workspace where an agent worked, or was about to; what it declares counts for ignored files
     * @param feature what the feature declares now, which counts too
     * @return where the work is
     * @throws RepositoryFailed if the repository cannot be written; then nothing was removed
     */
    Collected.Kept keep(Workspace workspace, Feature feature);

    /**
     * Pins everything in a workspace in which an agent may still work, since it could not be ended, and leaves the work tree where it
     * is. A later attempt is not in its way, and no later run removes it.
     *
     * @param workspace where the agent works
     * @param feature what the feature declares now
     * @param why why it stays, for people
     * @return where the work is, and {@code why} the rest stays
     * @throws RepositoryFailed if the repository cannot be written; then nothing was changed
     */
    Collected.Kept leave(Workspace workspace, Feature feature, String why);

    /**
     * Removes a workspace and its branch if what they hold is reachable from the target or pinned; otherwise pins it first,
     * and lets stay what cannot be. One that is not there is no error.
     *
     * @param workspace where an agent worked
     * @return where that lies which was not collected
     * @throws RepositoryFailed if the repository cannot be written; no work is lost
     */
    Collected.Kept remove(Workspace workspace);

    /**
     * A workspace that no run tells of any more, found on the branch of a feature.
     *
     * @param feature whose branch it had
     * @param found what was found and what became of it, a sentence for people
     */
    record Leftover(FeatureId feature, String found) {}

    /**
     * A place in a file that two sides changed in different ways.
     *
     * @param path the file
     * @param line where it begins, in the file as the agent finds it, from 1; 0 where the file has no marks, as for one that is
     *     binary, deleted or renamed
     * @param target what the target has there
     * @param base what both began from
     * @param own what the feature's agent made of it
     * @param note for a file without marks, sentences in Markdown: which version the agent finds, and where the others are; otherwise
     *     empty
     */
    record Hunk(String path, int line, String target, String base, String own, String note) {

        /** A place between marks. */
        public Hunk(String path, int line, String target, String base, String own) {
            this(path, line, target, base, own, "");
        }

        /** A file without marks. */
        public static Hunk unmarked(String path, String note) {
            return new Hunk(path, 0, "", "", "", note);
        }
    }
}
