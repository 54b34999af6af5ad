package dev.coord.git.collect;

import dev.coord.RepoPath;
import dev.coord.core.path.PathPattern;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.UntrackedFiles;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What of a work tree did not get into an index: found by comparing what lies there with what the index holds, since git
 * only warns of what it passes over. Ignored files that nobody declared do not count.
 */
final class Untaken {

    private static final int SHOWN = 5;

    private final PrivateIndex index;
    private final Git git;
    private final Inventory inventory;
    private final List<PathPattern> declared;
    private final Set<GitPath> nobodys;

    private Untaken(PrivateIndex index, Inventory inventory, Collection<RepoPath> declared, Set<GitPath> nobodys) {
        this.index = index;
        this.git = index.git();
        this.inventory = inventory;
        this.nobodys = nobodys;
        this.declared = declared.stream().map(PathPattern::of).toList();
    }

    /** One text for each kind; none where all was taken. */
    static List<String> find(
            Staging staging,
            PrivateIndex index,
            Inventory inventory,
            Collection<RepoPath> declared,
            Set<GitPath> nobodys) {
        Untaken untaken = new Untaken(index, inventory, declared, nobodys);
        Set<GitPath> refused = new HashSet<>(staging.refused());
        List<GitPath> passedOver = new ArrayList<>(untaken.counting(untaken.absent()));
        passedOver.removeAll(refused);
        List<String> found = new ArrayList<>();
        tell(found, untaken.there(staging.refused()), "git refuses ");
        tell(found, untaken.counting(inventory.closed()), "there is no reading ");
        tell(found, passedOver, "git passes over ");
        untaken.tellChanged(found, refused);
        tell(found, untaken.brokenRepositories(), "git passes over the broken repository in ");
        return found;
    }

    private List<GitPath> absent() {
        Set<GitPath> taken = index.listing().paths();
        Set<GitPath> submodules = inventory.repositories().stream()
                .filter(taken::contains) // as a link, after every file in it was compared
                .collect(Collectors.toSet());
        return inventory.files().stream()
                .filter(file -> !taken.contains(file))
                .filter(file -> submodules.stream().noneMatch(file::isAtOrBelow))
                .toList();
    }

    /** Those that are not ignored, or are declared and somebody's work. */
    private List<GitPath> counting(List<GitPath> paths) {
        Set<GitPath> ignored = UntrackedFiles.ignoredAmong(git, paths);
        return paths.stream()
                .filter(path -> !ignored.contains(path) || (isDeclared(path.text()) && !nobodys.contains(path)))
                .toList();
    }

    private boolean isDeclared(String path) {
        return isDeclared(path, declared);
    }

    /** Also a directory in which something declared may lie. */
    static boolean isDeclared(String path, List<PathPattern> declared) {
        return declared.stream().anyMatch(pattern -> pattern.matches(path) || pattern.matches(path + "/any"));
    }

    /** Git also refuses what was gone by the time it looked: that is nothing any more. */
    private List<GitPath> there(Collection<GitPath> paths) {
        return paths.stream()
                .filter(path -> Files.exists(path.file(git.directory()), LinkOption.NOFOLLOW_LINKS))
                .toList();
    }

    /** A filter that fails makes git give up the comparison: then it has refused the file before. */
    private void tellChanged(List<String> found, Set<GitPath> refused) {
        List<GitPath> changed = new ArrayList<>(new TreeSet<>(index.listing().changed()));
        changed.removeAll(refused);
        tell(found, changed, "git does not find what it took in ");
        if (refused.isEmpty()) {
            index.whyNotCompared()
                    .ifPresent(said -> found.add("git cannot compare the files with what it took: " + said));
        }
    }

    /** Git takes a directory named .git for the sign of a repository, and passes over it where it is none. */
    private List<GitPath> brokenRepositories() {
        List<GitPath> broken = inventory.repositories().stream()
                .filter(path -> isBroken(path.file(git.directory())))
                .toList();
        return counting(broken);
    }

    private static boolean isBroken(Path directory) {
        Path inner = directory.resolve(".git");
        return Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS)
                && !new Git(directory)
                        .with(Map.of("GIT_DIR", NativeText.text(inner)))
                        .ask("rev-parse", "--git-dir")
                        .succeeded()
                && !Inventory.of(inner).isEmpty();
    }

    /** Adds a text of the first few. */
    static void tell(List<String> found, List<GitPath> paths, String what) {
        if (!paths.isEmpty()) {
            List<String> names = paths.stream()
                    .limit(SHOWN)
                    .map(path -> "'" + (path.raw().isEmpty() ? "." : path) + "'")
                    .toList();
            String more = paths.size() > SHOWN ? " and " + (paths.size() - SHOWN) + " more" : "";
            found.add(what + String.join(", ", names) + more);
        }
    }
}
