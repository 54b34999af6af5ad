package dev.coord.git.collect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.file.PlainFile;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.object.Commits;
import dev.coord.git.repository.Quarantine;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What git notes of one work tree and of no other: heads, logs, refs of its own, what is staged, and the state of an
 * unfinished rebase, merge or bisection with its autostash. All of it goes away with the work tree.
 */
final class GitState {

    /** Looked at for the commits they name, and not worth keeping: git writes them by itself, in any work tree. */
    private static final Pattern USUAL = Pattern.compile(
            "HEAD|ORIG_HEAD|AUTO_MERGE|COMMIT_EDITMSG|commondir|gitdir|locked|config\\.worktree|info/.*|logs/.*|refs/.*|.*\\.lock");

    /** Fetched commits are where they were fetched from; submodules and indexes are looked at by themselves. */
    private static final Pattern PASSED_OVER = Pattern.compile("FETCH_HEAD|(index|sharedindex|coord-).*|modules/.*");

    private static final Pattern ID = Pattern.compile("(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{40})(?![0-9a-f])");

    private final Repository repository;
    private final WorkTree tree;
    private final List<Path> files;
    private final Git git;

    private GitState(Repository repository, Quarantine quarantine, WorkTree tree, List<Path> files) {
        this.repository = repository;
        this.git = quarantine.guard(repository.git());
        this.tree = tree;
        this.files = files;
    }

    static GitState of(Repository repository, Quarantine quarantine, WorkTree tree) {
        if (!tree.registered()) {
            return new GitState(repository, quarantine, tree, List.of());
        }
        Path administration = tree.administration();
        try (Stream<Path> below = Files.walk(administration)) {
            return new GitState(
                    repository,
                    quarantine,
                    tree,
                    below.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                            .map(administration::relativize)
                            .filter(file -> !isPassedOver(file.toString()))
                            .sorted()
                            .toList());
        } catch (IOException | UncheckedIOException e) {
            throw new RepositoryFailed(
                    "cannot read " + administration + ": " + FailureText.of(e) + "; make it readable", e);
        }
    }

    /** Whether a file of the administration is not looked at here. */
    static boolean isPassedOver(String file) {
        return PASSED_OVER.matcher(file).matches();
    }

    /** Whether git writes a file by itself in any work tree, so that it tells of nothing unfinished. */
    static boolean isUsual(String file) {
        return USUAL.matcher(file).matches();
    }

    /** What looks like the name of a commit, wherever it stands. */
    static Set<String> ids(String text) {
        Set<String> ids = new TreeSet<>();
        Matcher id = ID.matcher(text);
        while (id.find()) {
            ids.add(id.group());
        }
        return ids;
    }

    /** Every commit that is named anywhere in it. */
    List<CommitId> commits() {
        Set<String> ids = new TreeSet<>();
        for (Path file : files) {
            ids.addAll(ids(read(file)));
        }
        return Commits.present(repository.git(), ids);
    }

    /**
     * A tree of the files of an unfinished operation, and of what is staged and lies neither in the commits since the base
     * nor in what is pinned of the files; none where there is nothing of both.
     *
     * @param isNothingStaged whether there is nothing of the latter for sure
     */
    Optional<CommitId> leftovers(CommitId base, CommitId head, CommitId content, boolean isNothingStaged) {
        List<String> entries = new ArrayList<>(isNothingStaged ? List.of() : staged(base, head, content));
        if (files.stream().anyMatch(file -> !isUsual(file.toString()))) {
            entries.addAll(stored());
        }
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Path scratch = tree.administration().resolve("coord-state-index");
        Git indexed = git.with(Map.of("GIT_INDEX_FILE", NativeText.text(scratch)));
        try {
            Files.deleteIfExists(scratch);
            indexed.run(String.join("", entries).getBytes(ISO_8859_1), List.of("update-index", "-z", "--index-info"));
            CommitId written = new CommitId(indexed.run("write-tree").line());
            Files.deleteIfExists(scratch);
            return Optional.of(written);
        } catch (IOException e) {
            throw new RepositoryFailed("cannot write " + scratch + ": " + FailureText.of(e) + "; make it writable", e);
        }
    }

    private List<String> stored() {
        List<String> entries = new ArrayList<>();
        for (Path file : files) {
            byte[] bytes = read(file).getBytes(ISO_8859_1);
            String id = git.run(bytes, List.of("hash-object", "-w", "--no-filters", "--stdin"))
                    .line();
            entries.add("100644 " + id + "\tgit/" + file + "\0");
        }
        return entries;
    }

    /**
     * Whether all that the agent's index has is what was taken into an index of coord's, or what the base or the head has in the
     * same place, as far as that is told without a process.
     */
    static boolean isNothingStaged(Repository repository, PrivateIndex index, CommitId base, CommitId head) {
        if (!index.isAsBegun()) {
            return false;
        }
        Set<String> taken = index.listing().ids();
        List<IndexListing.Entry> others = index.begun().orElseThrow().entries().stream()
                .filter(entry -> !entry.isLink() && !taken.contains(entry.id()))
                .toList();
        if (others.isEmpty()) {
            return true;
        }
        List<String> names = new ArrayList<>();
        others.forEach(entry -> names.add(base + ":" + entry.path().raw()));
        others.forEach(entry -> names.add(head + ":" + entry.path().raw()));
        List<Optional<String>> ids = Commits.named(repository.git(), names);
        return !ids.isEmpty()
                && IntStream.range(0, others.size())
                        .allMatch(i -> ids.get(i)
                                        .equals(Optional.of(others.get(i).id()))
                                || ids.get(others.size() + i)
                                        .equals(Optional.of(others.get(i).id())));
    }

    private List<String> staged(CommitId base, CommitId head, CommitId content) {
        GitAnswer index =
                tree.registered() ? tree.git(repository).ask("ls-files", "--stage", "-z") : new GitAnswer(1, "", "");
        if (!index.succeeded()) {
            return List.of(); // a broken index shows nothing
        }
        Set<String> known = new HashSet<>(blobs(head));
        known.addAll(blobs(content));
        known.addAll(blobs(base));
        git.run("rev-list", "--objects", head.value(), "^" + base)
                .lines()
                .forEach(line -> known.add(line.split(" ", 2)[0]));
        List<String> entries = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (String entry : index.rawFields()) {
            String[] fields = entry.split("[ \t]", 4);
            if (!fields[0].equals("160000") && !known.contains(fields[1])) {
                ids.add(fields[1]);
                entries.add(fields[0] + " " + fields[1] + "\tstaged-" + fields[2] + "/" + fields[3] + "\0");
            }
        }
        Set<String> there = Commits.blobs(repository.git(), ids);
        entries.removeIf(entry -> !there.contains(entry.split("[ \t]", 3)[1]));
        return entries;
    }

    private List<String> blobs(CommitId commit) {
        return git.run("ls-tree", "-r", "-z", commit.value()).rawFields().stream()
                .map(entry -> entry.split("[ \t]", 4)[2])
                .toList();
    }

    private String read(Path file) {
        Path path = tree.administration().resolve(file);
        try {
            return new String(PlainFile.read(path), ISO_8859_1);
        } catch (IOException e) {
            throw new RepositoryFailed("cannot read " + path + ": " + FailureText.of(e) + "; make it readable", e);
        }
    }
}
