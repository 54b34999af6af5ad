package dev.coord.git.repository;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.git.command.ShellText;
import dev.coord.git.object.Commits;
import dev.coord.git.object.Refs;
import dev.coord.run.Workspace;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The branches that coord makes, {@code feature/<id>} for agents. Git does not say who made a branch: coord writes a ref beside each it makes, and a
 * branch without one is somebody else's.
 */
public final class FeatureBranches {

    private final Repository repository;
    private final Refs refs;
    private final BranchNames names;

    public FeatureBranches(Repository repository) {
        this(repository, BranchNames.OF_AGENTS);
    }

    /** The same with other names. */
    public FeatureBranches(Repository repository, BranchNames names) {
        this.names = names;
        this.repository = repository;
        this.refs = new Refs(repository.git());
    }

    public void requireFree(Collection<FeatureId> features) {
        List<String> found = refs.names("refs/coord", names.directory());
        requireOwnNames(features, found);
        Set<String> branches = found.stream()
                .filter(name -> name.startsWith("refs/heads/"))
                .collect(Collectors.toCollection(TreeSet::new));
        List<String> foreign = new ArrayList<>();
        for (FeatureId feature : features) {
            branches.stream()
                    .filter(branch -> isInTheWay(branch, feature))
                    .map(branch -> "'" + branch.substring("refs/heads/".length()) + "'")
                    .forEach(foreign::add);
        }
        if (!foreign.isEmpty()) {
            throw new BadInput("coord did not make the branch" + (foreign.size() > 1 ? "es " : " ")
                    + String.join(", ", foreign) + " in " + repository.directory()
                    + ", but needs the name; rename it with 'git branch -m'");
        }
        requireDirectories();
    }

    /** The same for one whose name was found to be free when the run began. */
    public void requireStillFree(FeatureId feature) {
        String branch = names.branch(feature);
        List<String> asked = new ArrayList<>(List.of(branch, names.made(feature), names.directory(), "refs/coord"));
        Refs.PLACES.forEach(asked::add);
        List<Optional<String>> found = Commits.named(repository.git(), asked);
        boolean isFree = !found.isEmpty()
                && (found.get(0).isEmpty() || found.get(1).isPresent())
                && found.stream().skip(2).allMatch(Optional::isEmpty)
                && Stream.of(branch, names.made(feature))
                        .noneMatch(name ->
                                Files.isDirectory(repository.commonDirectory().resolve(name)));
        if (isFree) {
            requireDirectories();
        } else {
            requireFree(List.of(feature));
        }
    }

    /** Git takes a broken ref for none. */
    private void requireDirectories() {
        for (String name : List.of("refs/coord", names.directory())) {
            Path file = repository.commonDirectory().resolve(name);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(file)) {
                throw new BadInput("coord needs the directory " + file
                        + " for refs, and a file that is no ref of git's is" + " there; move it away");
            }
        }
    }

    /** Coord's own refs lie two levels below {@code refs/coord}: a ref on the way there is somebody else's. */
    private void requireOwnNames(Collection<FeatureId> features, List<String> found) {
        if (features.isEmpty()) {
            return;
        }
        List<String> taken = found.stream()
                .filter(name -> name.equals("refs/coord") || name.startsWith("refs/coord/"))
                .filter(name -> takesAnOwnName(names, name, features))
                .toList();
        if (!taken.isEmpty()) {
            throw new BadInput("coord keeps refs of its own below refs/coord/, and did not make '"
                    + String.join("', '", taken) + "' in " + repository.directory()
                    + ", which takes a name it needs; move "
                    + (taken.size() > 1 ? "them" : "it") + " with: "
                    + taken.stream().map(this::moved).collect(Collectors.joining(" && ")));
        }
    }

    private String moved(String ref) {
        String git = ShellText.git(repository.directory()) + " update-ref ";
        String elsewhere = "refs/moved-" + ref.substring("refs/".length());
        return git + ShellText.quote(elsewhere) + " " + ShellText.quote(ref) + " && " + git + "-d "
                + ShellText.quote(ref);
    }

    /**
     * Keeps what an earlier attempt left on the branch, notes that the branch is coord's, and makes it.
     *
     * @param checkout what has the branch checked out; where it fails, a name that is not free any more is told
     */
    public void begin(Workspace workspace, Runnable checkout) {
        FeatureId feature = workspace.feature();
        List<Refs.Change> changes = new ArrayList<>();
        refs.commit(workspace.branch())
                .filter(tip -> !isPinned(tip))
                .ifPresent(tip -> changes.add(Refs.Change.set(Refs.kept(workspace) + ".before", tip)));
        changes.add(Refs.Change.set(names.made(feature), workspace.base()));
        changes.add(Refs.Change.set(workspace.branch(), workspace.base()));
        try {
            refs.change("coord: begin", changes);
            checkout.run();
        } catch (RepositoryFailed e) {
            if (refs.commit(workspace.branch()).isEmpty()) {
                refs.commit(names.made(feature)).ifPresent(base -> refs.delete(names.made(feature), base));
            }
            requireFree(List.of(feature));
            throw e;
        }
    }

    /**
     * What deletes the branch, if it is coord's and no work tree has it; the caller has pinned it.
     *
     * @return nothing where it has to stay
     */
    public List<Refs.Change> end(Workspace workspace) {
        Optional<CommitId> tip = tip(workspace);
        if (WorkTree.mayHave(repository.commonDirectory(), workspace.branch()) && isInUse(workspace.branch())) {
            return List.of();
        }
        List<Refs.Change> changes = new ArrayList<>();
        tip.ifPresent(commit -> changes.add(Refs.Change.delete(workspace.branch(), commit)));
        String made = names.made(workspace.feature());
        refs.commit(made).ifPresent(base -> changes.add(Refs.Change.delete(made, base)));
        return changes;
    }

    private boolean isInUse(String branch) {
        return repository.checkouts().stream()
                .anyMatch(checkout -> checkout.branch().filter(branch::equals).isPresent());
    }

    /** The latest commit of the feature's branch, if coord made the branch. */
    public Optional<CommitId> tip(Workspace workspace) {
        return isMade(workspace.feature()) ? refs.commit(workspace.branch()) : Optional.empty();
    }

    private boolean isInTheWay(String branch, FeatureId feature) {
        return isInTheWay(names, branch, feature, this::isMade);
    }

    /** Git keeps no ref in a directory of refs that is one itself. */
    static boolean isInTheWay(BranchNames names, String branch, FeatureId feature, Predicate<FeatureId> isMade) {
        String wanted = names.branch(feature);
        return branch.equals(names.directory())
                || branch.startsWith(wanted + "/")
                || (branch.equals(wanted) && !isMade.test(feature));
    }

    /** Whether somebody else has a ref where coord's own would lie, or on the way there. */
    static boolean takesAnOwnName(BranchNames names, String ref, Collection<FeatureId> features) {
        return ref.split("/", -1).length <= 3
                || features.stream().anyMatch(feature -> ref.startsWith(names.made(feature) + "/"));
    }

    private boolean isMade(FeatureId feature) {
        return refs.commit(names.made(feature)).isPresent();
    }

    private boolean isPinned(CommitId commit) {
        return !repository
                .git()
                .run("for-each-ref", "--count=1", "--points-at", commit.value(), "refs/coord/tips", "refs/coord/kept")
                .raw()
                .isEmpty();
    }
}
