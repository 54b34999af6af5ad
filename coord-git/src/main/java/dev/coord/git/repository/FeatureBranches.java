package dev.coord.git.repository;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.git.command.Refs;
import dev.coord.git.command.ShellText;
import dev.coord.merge.CommitId;
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

/**
 * The branches {@code feature/<id>}. Git does not say who made a branch: coord writes a ref beside each it makes, and a
 * branch without one is somebody else's.
 */
public final class FeatureBranches {

    private final Repository repository;
    private final Refs refs;

    public FeatureBranches(Repository repository) {
        this.repository = repository;
        this.refs = new Refs(repository.git());
    }

    public void requireFree(Collection<FeatureId> features) {
        requireOwnNames(features);
        Set<String> branches = new TreeSet<>(refs.names("refs/heads/feature"));
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

    /** Git takes a broken ref for none. */
    private void requireDirectories() {
        for (String name : List.of("refs/coord", "refs/heads/feature")) {
            Path file = repository.commonDirectory().resolve(name);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(file)) {
                throw new BadInput("coord needs the directory " + file
                        + " for refs, and a file that is no ref of git's is" + " there; move it away");
            }
        }
    }

    /** Coord's own refs lie two levels below {@code refs/coord}: a ref on the way there is somebody else's. */
    private void requireOwnNames(Collection<FeatureId> features) {
        if (features.isEmpty()) {
            return;
        }
        List<String> taken = refs.names("refs/coord").stream()
                .filter(name -> takesAnOwnName(name, features))
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

    /** Keeps what an earlier attempt left on the branch, and notes that the branch is coord's. */
    public void begin(Workspace workspace) {
        Optional<CommitId> earlier = refs.commit(workspace.branch());
        earlier.filter(tip -> !isPinned(tip)).ifPresent(tip -> refs.set(Refs.kept(workspace) + ".before", tip));
        refs.set(Refs.made(workspace.feature()), workspace.base());
    }

    /** Deletes the branch if it is coord's and no work tree has it; the caller has pinned it. */
    public void end(Workspace workspace) {
        Optional<CommitId> tip = tip(workspace);
        boolean inUse = repository.checkouts().stream()
                .anyMatch(checkout ->
                        checkout.branch().filter(workspace.branch()::equals).isPresent());
        if (inUse) {
            return;
        }
        tip.ifPresent(commit -> refs.delete(workspace.branch(), commit));
        refs.commit(Refs.made(workspace.feature()))
                .ifPresent(base -> refs.delete(Refs.made(workspace.feature()), base));
    }

    /** The latest commit of the feature's branch, if coord made the branch. */
    public Optional<CommitId> tip(Workspace workspace) {
        return isMade(workspace.feature()) ? refs.commit(workspace.branch()) : Optional.empty();
    }

    private boolean isInTheWay(String branch, FeatureId feature) {
        return isInTheWay(branch, feature, this::isMade);
    }

    /** Git keeps no ref in a directory of refs that is one itself. */
    static boolean isInTheWay(String branch, FeatureId feature, Predicate<FeatureId> isMade) {
        String wanted = Refs.BRANCHES + feature;
        return branch.equals("refs/heads/feature")
                || branch.startsWith(wanted + "/")
                || (branch.equals(wanted) && !isMade.test(feature));
    }

    /** Whether somebody else has a ref where coord's own would lie, or on the way there. */
    static boolean takesAnOwnName(String ref, Collection<FeatureId> features) {
        return ref.split("/", -1).length <= 3
                || features.stream().anyMatch(feature -> ref.startsWith(Refs.made(feature) + "/"));
    }

    private boolean isMade(FeatureId feature) {
        return refs.commit(Refs.made(feature)).isPresent();
    }

    private boolean isPinned(CommitId commit) {
        return !repository
                .git()
                .run("for-each-ref", "--count=1", "--points-at", commit.value(), "refs/coord/tips", "refs/coord/kept")
                .raw()
                .isEmpty();
    }
}
