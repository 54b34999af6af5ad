package dev.coord.git.object;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.LockPatience;
import dev.coord.git.command.ObjectReader;
import dev.coord.git.command.OwnLocks;
import dev.coord.run.Workspace;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and moves refs, and knows the names of coord's own, all under {@code refs/coord/}. */
public final class Refs {

    public static final String BRANCHES = "refs/heads/feature/";

    public static final String ROLLBACKS = "refs/coord/rollbacks/";

    private static final String TIPS = "refs/coord/tips/";

    /** The directories of coord's own refs, where no ref may lie. */
    public static final List<String> PLACES = List.of(
            "refs/coord/branches",
            "refs/coord/resolve",
            "refs/coord/tips",
            "refs/coord/kept",
            "refs/coord/stashes",
            "refs/coord/waves",
            "refs/coord/renumbered",
            "refs/coord/backup",
            "refs/coord/rollbacks");

    /** So many commits back are looked for without asking git for more than their contents. */
    private static final int NEAR = 32;

    private final Git git;

    public Refs(Git git) {
        this.git = git;
    }

    /** The base of the branch coord made for a feature; exists as long as such a branch is coord's. */
    public static String made(FeatureId feature) {
        return "refs/coord/branches/" + feature;
    }

    public static String tip(Workspace workspace) {
        return TIPS + place(workspace);
    }

    /** Where the tips of a run are, each by the feature's name, a dash and the number of the attempt. */
    public static String tips(RunId run) {
        return TIPS + run + "/";
    }

    public static String kept(Workspace workspace) {
        return "refs/coord/kept/" + place(workspace);
    }

    /** What the list of stashes had when the workspace was made. */
    public static String stashes(Workspace workspace) {
        return "refs/coord/stashes/" + place(workspace);
    }

    public static String waveBase(RunId run, int wave) {
        return "refs/coord/waves/" + run + "/" + wave + "/base";
    }

    public static String candidate(RunId run, int wave) {
        return "refs/coord/waves/" + run + "/" + wave + "/candidate";
    }

    /** What was merged last in place of a feature's work whose migrations got other numbers. */
    public static String renumbered(RunId run, FeatureId feature) {
        return "refs/coord/renumbered/" + run + "/" + feature;
    }

    public static String backup(RunId run, int wave) {
        return "refs/coord/backup/" + run + "/" + wave;
    }

    /** What an integration took for the tip of a feature's branch. */
    public static String integrated(RunId run, String feature) {
        return "refs/coord/integrate/" + run + "/" + feature;
    }

    /** What keeps a taking back of what landed: the branch before and after it, and whether it is still to be finished. */
    public static String rollback(int number, String what) {
        return ROLLBACKS + number + "/" + what;
    }

    private static String place(Workspace workspace) {
        return workspace.run() + "/" + workspace.feature() + "-" + workspace.attempt();
    }

    public Optional<CommitId> commit(String ref) {
        Optional<List<Optional<ObjectReader.Answer>>> known =
                isShared(ref) ? info(List.of(ref + "^{commit}")) : Optional.empty();
        if (known.isPresent()) {
            return known.get().get(0).map(answer -> new CommitId(answer.id()));
        }
        GitAnswer answer = git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", ref + "^{commit}");
        return answer.succeeded() ? Optional.of(new CommitId(answer.line())) : Optional.empty();
    }

    /** The commits of those that are there: many names are one question, where a process answers already. */
    public Map<String, CommitId> commits(Collection<String> names) {
        List<String> refs = List.copyOf(names);
        Optional<List<Optional<ObjectReader.Answer>>> known = refs.stream().allMatch(Refs::isShared)
                ? info(refs.stream().map(ref -> ref + "^{commit}").toList())
                : Optional.empty();
        Map<String, CommitId> commits = new HashMap<>();
        for (int i = 0; i < refs.size(); i++) {
            String ref = refs.get(i);
            int number = i;
            known.map(found -> found.get(number).map(answer -> new CommitId(answer.id())))
                    .orElseGet(() -> commit(ref))
                    .ifPresent(commit -> commits.put(ref, commit));
        }
        return commits;
    }

    public CommitId tree(String revision) {
        Optional<ObjectReader.Answer> known = isShared(revision) || isId(revision)
                ? info(List.of(revision + "^{tree}")).flatMap(found -> found.get(0))
                : Optional.empty();
        return known.map(answer -> new CommitId(answer.id())).orElseGet(() -> askTree(revision));
    }

    private CommitId askTree(String revision) {
        return new CommitId(git.run("rev-parse", "--verify", "--end-of-options", revision + "^{tree}")
                .line());
    }

    /** Mostly it is a few commits back, which takes no process. */
    public boolean isAncestor(CommitId ancestor, CommitId descendant) {
        return isNear(ancestor, descendant)
                || git.holds("merge-base", "--is-ancestor", ancestor.value(), descendant.value());
    }

    private boolean isNear(CommitId ancestor, CommitId descendant) {
        Set<CommitId> seen = new HashSet<>();
        List<CommitId> next = List.of(descendant);
        while (!next.isEmpty() && seen.size() < NEAR && git.reader().isPresent()) {
            if (next.contains(ancestor)) {
                return true;
            }
            seen.addAll(next);
            next = RawObject.read(git, next.stream().map(CommitId::value).toList()).stream()
                    .filter(object -> object.type().equals("commit"))
                    .flatMap(object -> RawCommit.of(object).parents().stream())
                    .distinct()
                    .filter(parent -> !seen.contains(parent))
                    .toList();
        }
        return false;
    }

    private Optional<List<Optional<ObjectReader.Answer>>> info(List<String> names) {
        return git.reader().flatMap(reader -> reader.info(names)).filter(found -> RawObject.isWhole(git, found));
    }

    /** Whether all work trees have the same ref of that name. */
    private static boolean isShared(String ref) {
        return ref.startsWith("refs/heads/")
                || ref.startsWith("refs/remotes/")
                || ref.startsWith("refs/coord/")
                || ref.equals("refs/stash");
    }

    private static boolean isId(String revision) {
        return revision.matches("[0-9a-f]{40,64}");
    }

    /** Sets a ref of coord's own. */
    public void set(String ref, CommitId commit) {
        if (ref.startsWith("refs/coord/")
                && git.reader().isPresent()
                && commit(ref).filter(commit::equals).isPresent()) {
            return;
        }
        update(ref, "update-ref", "--no-deref", ref, commit.value());
    }

    /** Moves a ref only if it still is what it is believed to be. */
    public GitAnswer swap(String reason, String ref, CommitId next, CommitId old) {
        return git.ask("update-ref", "-m", reason, ref, next.value(), old.value());
    }

    /** Moves a branch of coord's own. */
    public void move(String reason, String branch, CommitId next, CommitId old) {
        update(branch, "update-ref", "-m", reason, branch, next.value(), old.value());
    }

    /** Deletes a ref of coord's own. */
    public void delete(String ref, CommitId old) {
        update(ref, "update-ref", "--no-deref", "-d", ref, old.value());
    }

    /**
     * A change of a ref of coord's own.
     *
     * @param next what it is afterwards; nothing where it is deleted
     * @param old what it has to be before, if that matters
     */
    public record Change(String ref, Optional<CommitId> next, Optional<CommitId> old) {

        public static Change set(String ref, CommitId next) {
            return new Change(ref, Optional.of(next), Optional.empty());
        }

        public static Change move(String ref, CommitId next, CommitId old) {
            return new Change(ref, Optional.of(next), Optional.of(old));
        }

        public static Change delete(String ref, CommitId old) {
            return new Change(ref, Optional.empty(), Optional.of(old));
        }

        /** Each is a transaction of its own, so that a kill leaves no more locks, and no other order, than single commands. */
        private String text() {
            String command = next.map(commit -> "update " + ref + " " + commit).orElse("delete " + ref);
            String before = old.map(commit -> " " + commit).orElse("");
            boolean isMove = next.isPresent() && old.isPresent();
            return "start\n" + (isMove ? "" : "option no-deref\n") + command + before + "\nprepare\ncommit\n";
        }
    }

    /** Changes refs of coord's own one after the other, by one process. */
    public void change(String reason, List<Change> changes) {
        if (changes.size() > 1) {
            String input = changes.stream().map(Change::text).collect(Collectors.joining());
            if (git.ask(input.getBytes(UTF_8), List.of("update-ref", "-m", reason, "--stdin"))
                    .succeeded()) {
                return;
            }
        }
        for (Change change : changes) {
            if (!commit(change.ref()).equals(change.next())) {
                alone(reason, change);
            }
        }
    }

    private void alone(String reason, Change change) {
        if (change.next().isEmpty()) {
            delete(change.ref(), change.old().orElseThrow());
        } else if (change.old().isEmpty()) {
            set(change.ref(), change.next().get());
        } else {
            move(reason, change.ref(), change.next().get(), change.old().get());
        }
    }

    /** What holds a lock on a ref of coord's own for long was killed: nobody else writes there but agents that have ended. */
    private void update(String ref, String... command) {
        if (!git.ask(command).succeeded()) {
            OwnLocks.clearRef(git, ref);
            Path packed = path("packed-refs.lock"); // the user's 'git gc' or 'git pack-refs' at work
            boolean isFree = !LockPatience.isThere(packed) || new LockPatience(LockPatience.USUAL).outlasts(packed);
            GitAnswer answer = git.ask(command);
            if (!answer.succeeded()) {
                throw new RepositoryFailed("cannot write " + ref + " in " + git.directory() + ": "
                        + (isFree
                                ? answer.error() + "; nothing was lost, run again"
                                : LockPatience.describe(packed)
                                        + "; nothing was lost, end that program or, if there is none,"
                                        + " remove the lock, and run again"));
            }
        }
    }

    private Path path(String name) {
        return git.run("rev-parse", "--path-format=absolute", "--git-path", name)
                .path();
    }

    public List<String> names(String... prefixes) {
        List<String> command = new ArrayList<>(List.of("for-each-ref", "--format=%(refname)"));
        command.addAll(List.of(prefixes));
        return git.run(new byte[0], command).lines();
    }
}
