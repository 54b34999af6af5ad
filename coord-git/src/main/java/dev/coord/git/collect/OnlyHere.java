package dev.coord.git.collect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.file.PlainFile;
import dev.coord.core.file.SystemPath;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.repository.WorkTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Repositories that go away with a work tree and hold what is nowhere else: nested ones, submodules, also those whose
 * directory is gone, and one that was made in place of the work tree's own. Whatever commit such a repository has, on a
 * branch, stashed, detached or given up, counts as elsewhere only where a remote has it, or where git noted that it came from
 * one: a clone of a single tag has no branches of a remote.
 */
final class OnlyHere {

    /**
     * A repository that holds something.
     *
     * @param reason what, beginning with its place
     * @param commits those of its commits that no other one contains; together they hold all
     * @param objects where its objects lie
     */
    record Found(String reason, List<CommitId> commits, Path objects) {}

    private static final Pattern ID = Pattern.compile("^([0-9a-f]{40,64})(?:\\t|$)");

    private static final Pattern CLONED = Pattern.compile("^0+ ([0-9a-f]{40,64}) .*\\tclone: from ");

    private final WorkTree tree;
    private final Git outer;
    private final Collection<String> linked;

    private OnlyHere(WorkTree tree, Git outer, Collection<String> linked) {
        this.tree = tree;
        this.outer = outer;
        this.linked = linked;
    }

    /** Each repository that holds something, in ignored directories too: a commit that is nowhere else is work. */
    static List<Found> find(WorkTree tree, Git outer, Inventory inventory, CommitId base) {
        if (inventory.repositories().isEmpty() && !Files.isDirectory(modules(tree))) {
            return List.of();
        }
        Map<GitPath, String> links = NestedRepositories.links(outer, base.value());
        OnlyHere search = new OnlyHere(tree, outer, links.values());
        Map<Path, Optional<Found>> found = new LinkedHashMap<>();
        for (GitPath path : inventory.repositories()) {
            search.look(found, path, path.file(tree.directory()));
        }
        search.lookAtModules(found);
        return found.values().stream().flatMap(Optional::stream).toList();
    }

    private static Path modules(WorkTree tree) {
        return tree.administration().resolve("modules");
    }

    private void look(Map<Path, Optional<Found>> found, GitPath path, Path directory) {
        String name = path.raw().isEmpty() ? "'.git'" : "'" + path + "'";
        gitDirectory(directory)
                .ifPresent(repository ->
                        found.computeIfAbsent(repository, it -> look(name, it).or(() -> staged(name, directory, it))));
    }

    /** Submodules have their repositories beside the work tree's administration, also those that were taken out of it. */
    private void lookAtModules(Map<Path, Optional<Found>> found) {
        Path modules = modules(tree);
        if (!tree.registered() || !Files.isDirectory(modules)) {
            return;
        }
        try (Stream<Path> below = Files.walk(modules)) {
            below.filter(directory ->
                            Files.isDirectory(directory.resolve("objects")) && Files.exists(directory.resolve("HEAD")))
                    .forEach(repository -> found.computeIfAbsent(
                            SystemPath.real(repository),
                            it -> look("the submodule '" + modules.relativize(repository) + "'", it)));
        } catch (IOException | UncheckedIOException e) {
            throw new RepositoryFailed("cannot read " + modules + ": " + FailureText.of(e) + "; make it readable", e);
        }
    }

    private Optional<Path> gitDirectory(Path directory) {
        Path git = directory.resolve(".git");
        if (Files.isDirectory(git, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(SystemPath.real(git));
        }
        GitAnswer answer = outer.at(directory)
                .with(Map.of(
                        "GIT_CEILING_DIRECTORIES",
                        NativeText.text(directory.resolve("..").normalize())))
                .ask("rev-parse", "--absolute-git-dir");
        return answer.succeeded() ? Optional.of(SystemPath.real(NativeText.path(answer.line()))) : Optional.empty();
    }

    private Optional<Found> look(String name, Path repository) {
        Path objects = repository.resolve("objects");
        if (!repository.startsWith(SystemPath.real(tree.directory()))
                && !repository.startsWith(SystemPath.real(tree.administration()))) {
            return Optional.of(
                    new Found(name + " is a work tree of the repository in " + repository, List.of(), objects));
        }
        Git git = outer.at(repository).with(Map.of("GIT_DIR", NativeText.text(repository), "GIT_NO_LAZY_FETCH", "1"));
        GitAnswer all =
                git.ask("cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objecttype) %(objectname)");
        if (!all.succeeded()) {
            return Inventory.of(repository).isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Found(name + " has a repository that git cannot read", List.of(), objects));
        }
        Set<String> commits = all.lines().stream()
                .filter(line -> line.startsWith("commit "))
                .map(line -> line.substring("commit ".length()))
                .collect(Collectors.toCollection(TreeSet::new));
        commits.removeAll(elsewhere(git, repository));
        if (!commits.isEmpty()) {
            commits.removeAll(outer.run("rev-list", "--exclude=refs/coord/kept/*", "--all")
                    .lines()); // borrowed from there, or brought there
        }
        if (commits.isEmpty()) {
            return Optional.empty();
        }
        String counted = commits.size() + (commits.size() == 1 ? " commit" : " commits");
        return Optional.of(
                new Found(name + " holds " + counted + " that no remote of it has", latest(git, commits), objects));
    }

    private static List<CommitId> latest(Git git, Set<String> commits) {
        Set<String> latest = new TreeSet<>(commits);
        String input = commits.stream().map(id -> id + "\n").collect(Collectors.joining());
        GitAnswer parents =
                git.ask(input.getBytes(US_ASCII), List.of("rev-list", "--no-walk=unsorted", "--parents", "--stdin"));
        parents.lines().forEach(line -> {
            List<String> commitAndParents = List.of(line.split(" ", -1));
            latest.removeAll(commitAndParents.subList(1, commitAndParents.size()));
        });
        return parents.succeeded() ? latest.stream().map(CommitId::new).toList() : List.of();
    }

    /** What is staged and then changed lies in the index alone. */
    private Optional<Found> staged(String name, Path directory, Path repository) {
        GitAnswer status = outer.at(directory)
                .ask("status", "--porcelain", "-z", "--no-renames", "--untracked-files=no", "--ignore-submodules=all");
        return status.rawFields().stream().anyMatch(OnlyHere::isStagedAndChanged)
                ? Optional.of(new Found(
                        name + " has files staged that differ from those in its directory",
                        List.of(),
                        repository.resolve("objects")))
                : Optional.empty();
    }

    /** Of a line of {@code git status --porcelain}. */
    static boolean isStagedAndChanged(String field) {
        return field.matches("(?s)[MACT][MDT] .*");
    }

    private Set<String> elsewhere(Git git, Path repository) {
        List<String> arguments = new ArrayList<>(List.of("rev-list", "--ignore-missing", "--remotes", "--stdin"));
        Set<String> ids = new TreeSet<>(linked);
        ids.addAll(noted(repository.resolve("shallow"), OnlyHere::listed));
        ids.addAll(noted(repository.resolve("FETCH_HEAD"), OnlyHere::listed));
        ids.addAll(noted(repository.resolve("logs/HEAD"), OnlyHere::cloned));
        String input = ids.stream().map(id -> id + "\n").collect(Collectors.joining());
        GitAnswer answer = git.ask(input.getBytes(US_ASCII), arguments);
        return new HashSet<>(answer.lines());
    }

    /** The commits that lines of {@code shallow} or {@code FETCH_HEAD} begin with. */
    static List<String> listed(String text) {
        return found(text, ID);
    }

    /** The commits that a log of the head came to by a clone. */
    static List<String> cloned(String text) {
        return found(text, CLONED);
    }

    private static List<String> found(String text, Pattern pattern) {
        return text.lines()
                .map(pattern::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
    }

    /** Nothing in a file that is not there, or that nobody can read. */
    private static List<String> noted(Path file, Function<String, List<String>> ids) {
        try {
            return ids.apply(new String(PlainFile.read(file), ISO_8859_1));
        } catch (IOException e) {
            return List.of();
        }
    }
}
