package dev.coord.git.worktree;

import dev.coord.CommitId;
import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FeatureId;
import dev.coord.RunId;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.ShellText;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.Checkout;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.plan.Feature;
import dev.coord.run.Collected;
import dev.coord.run.Workspace;
import dev.coord.run.Workspaces;
import dev.coord.run.Workspaces.Leftover;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Work trees that keep a feature's branch from being checked out, though no run tells of them: the coordination directory
 * was moved away, or somebody moved the work tree itself.
 */
public final class LeftWorkTrees {

    private static final Pattern ATTEMPT = Pattern.compile("(.+)-([1-9][0-9]{0,8})");

    private final Repository repository;
    private final Refs refs;
    private final Workspaces worktrees;

    public LeftWorkTrees(Repository repository, Workspaces worktrees) {
        this.repository = repository;
        this.refs = new Refs(repository.git());
        this.worktrees = worktrees;
    }

    public List<Leftover> reclaim(Collection<Feature> features, Collection<Workspace> known) {
        Set<Path> told = known.stream().map(Workspace::directory).collect(Collectors.toSet());
        Map<FeatureId, Feature> wanted = new HashMap<>();
        features.forEach(feature -> wanted.put(feature.id(), feature));
        List<Leftover> found = new ArrayList<>();
        repair();
        for (Checkout checkout : repository.alone(() -> Checkout.known(repository.git()))) {
            if (told.contains(checkout.directory()) || WorkTreeRemoval.isSetFree(repository, checkout.directory())) {
                continue;
            }
            Optional<Workspace> made = attempt(checkout.directory());
            Feature feature =
                    made.map(workspace -> wanted.get(workspace.feature())).orElse(null);
            if (made.isPresent() && feature != null) {
                reclaim(made.get(), feature).ifPresent(found::add);
                continue;
            }
            checkout.branch()
                    .flatMap(LeftWorkTrees::feature)
                    .filter(wanted::containsKey)
                    .flatMap(id -> letGo(checkout, id))
                    .ifPresent(found::add);
        }
        return found;
    }

    /** Where the repository was moved, together with the directory beside it, neither side knows the other's place. */
    private void repair() {
        List<String> command = new ArrayList<>(List.of("worktree", "repair"));
        directories(repository.workspaces()).stream()
                .flatMap(run -> directories(run).stream())
                .filter(directory -> Files.isRegularFile(directory.resolve(".git"))
                        && !WorkTree.at(directory, repository.commonDirectory()).registered())
                .forEach(directory -> command.add(directory.toString()));
        if (command.size() > 2) {
            repository.alone(() -> repository.git().ask(command.toArray(String[]::new)));
        }
    }

    private static List<Path> directories(Path parent) {
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(Files::isDirectory).toList();
        } catch (IOException e) {
            return List.of(); // there is none, or none that can be read
        }
    }

    private Optional<Leftover> reclaim(Workspace workspace, Feature feature) {
        AttemptFamily.marked(workspace).end(Optional.empty());
        String what = "a work tree of an earlier run was found at " + workspace.directory();
        try {
            Collected.Kept kept = worktrees.keep(workspace.declaring(feature.fileWrites()), feature);
            if (kept.stays().isEmpty() && kept.ref().isEmpty()) {
                return Optional.empty();
            }
            what += kept.ref().isEmpty() ? "" : "; its work is kept at " + kept.ref();
            what += kept.stays().isEmpty() ? "" : "; it stays there, since " + kept.stays();
        } catch (RepositoryFailed e) {
            what += "; it stays there, for not all of its work could be kept: " + FailureText.of(e);
        }
        WorkTree tree = WorkTree.at(workspace.directory(), repository.commonDirectory());
        if (tree.registered()) {
            detach(repository, tree, workspace.branch());
        }
        return Optional.of(new Leftover(workspace.feature(), what));
    }

    /** A work tree that somebody moved, or made, is not coord's to remove; its branch is. */
    private Optional<Leftover> letGo(Checkout checkout, FeatureId feature) {
        String branch = Refs.BRANCHES + feature;
        WorkTree tree = WorkTree.at(checkout.directory(), repository.commonDirectory());
        if (!tree.registered()) {
            throw new BadInput("the branch 'feature/" + feature + "', which coord makes anew for every attempt, is"
                    + " checked out in " + checkout.directory() + "; run again after: "
                    + ShellText.git(checkout.directory()) + " switch --detach");
        }
        detach(repository, tree, branch);
        return tree.exists()
                ? Optional.of(new Leftover(
                        feature,
                        "the work tree " + checkout.directory() + " had its branch checked out and stays as it is, with"
                                + " a detached head"))
                : Optional.empty();
    }

    /** Lets every other work tree go that has the branch, for git checks out a branch only once. */
    public static void free(Repository repository, Workspace workspace) {
        if (!WorkTree.mayHave(repository.commonDirectory(), workspace.branch())) {
            return;
        }
        repository.alone(() -> {
            for (Checkout checkout : Checkout.known(repository.git())) {
                boolean hasIt =
                        checkout.branch().filter(workspace.branch()::equals).isPresent();
                WorkTree tree = WorkTree.at(checkout.directory(), repository.commonDirectory());
                if (hasIt && tree.registered() && !checkout.directory().equals(workspace.directory())) {
                    detach(repository, tree, workspace.branch());
                }
            }
            return "";
        });
    }

    /** Changes nothing but the head: files, index and what is staged stay. */
    private static void detach(Repository repository, WorkTree tree, String branch) {
        Git git = repository.git().with(Map.of("GIT_DIR", tree.administration().toString()));
        if (!git.ask("symbolic-ref", "--quiet", "HEAD").line().equals(branch)) {
            return;
        }
        Optional<CommitId> head = new Refs(git).commit("HEAD");
        CommitId at = head.orElseGet(() ->
                new CommitId(repository.git().run("rev-parse", "HEAD^{commit}").line()));
        git.run("update-ref", "--no-deref", "-m", "coord: let the branch go", "HEAD", at.value());
    }

    private Optional<Workspace> attempt(Path directory) {
        return Attempt.of(repository.workspaces(), directory)
                .flatMap(attempt -> refs.commit(Refs.made(attempt.feature()))
                        .map(base -> worktrees.locate(attempt.run(), attempt.feature(), attempt.number(), base)));
    }

    /** Which attempt a directory of coord's is named after. */
    record Attempt(RunId run, FeatureId feature, int number) {

        /** Nothing where it is no such name. */
        static Optional<Attempt> of(Path all, Path directory) {
            if (!directory.startsWith(all) || directory.getNameCount() != all.getNameCount() + 2) {
                return Optional.empty();
            }
            Matcher name = ATTEMPT.matcher(directory.getFileName().toString());
            if (!name.matches()) {
                return Optional.empty();
            }
            try {
                FeatureId feature = new FeatureId(name.group(1));
                RunId run = new RunId(all.relativize(directory).getName(0).toString());
                int attempt = Integer.parseInt(name.group(2));
                return Optional.of(new Attempt(run, feature, attempt));
            } catch (BadInput e) {
                return Optional.empty(); // not a name of coord's
            }
        }
    }

    /** The feature whose branch has this full name. */
    static Optional<FeatureId> feature(String branch) {
        try {
            return branch.startsWith(Refs.BRANCHES)
                    ? Optional.of(new FeatureId(branch.substring(Refs.BRANCHES.length())))
                    : Optional.empty();
        } catch (BadInput e) {
            return Optional.empty(); // the user's
        }
    }
}
