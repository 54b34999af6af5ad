package dev.coord.git.merge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.object.RawTree;
import dev.coord.git.repository.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A work tree that holds the {@code .gitattributes} of a commit: {@code merge-tree} reads merge drivers such as {@code union}
 * from the files of the work tree it runs in, and from nowhere else. Beside them lie links to what drivers name relative to
 * the top of the user's work tree, where git would run them, and to the user's submodules: where both sides moved one, git
 * looks for the side that contains the other.
 */
public final class AttributeTree {

    private static final String BETWEEN_WORDS = "[\\s\"'`;|&()<>=]+";

    /** Absolute names, those of the home directory, variables, git's own placeholders and options. */
    private static final String NO_NAME = "(?s)[/~$%-].*";

    private static final String SUBMODULE = "160000 ";
    private static final String WRITTEN = "(?s).*([\t/]\\.gitattributes|\t\\.gitmodules)";

    private final IntegrationClone clone;
    private final Path directory;
    private final Map<String, List<RawTree.Entry>> known = new HashMap<>();
    private Optional<List<String>> entries = Optional.empty(); // what an earlier process left is not known

    public AttributeTree(IntegrationClone clone) {
        this.clone = clone;
        this.directory = clone.directory().resolve("attributes");
    }

    /** Git in the work tree as it is for the commit. */
    public Git of(CommitId commit) {
        List<String> wanted = find(commit);
        try {
            if (!entries.equals(Optional.of(wanted)) || !Files.isDirectory(directory)) {
                write(wanted);
                entries = Optional.of(wanted);
            }
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot write attributes to " + directory + ": " + FailureText.of(e) + "; make it writable", e);
        }
        return clone.on(directory);
    }

    /** Lines of {@code git ls-tree}. A merge leaves most directories as they are: each is read once. */
    private List<String> find(CommitId commit) {
        String root = commit + "^{tree}";
        List<String> next = List.of(root);
        Map<String, List<RawTree.Entry>> read = new HashMap<>();
        while (!next.isEmpty()) {
            Optional<Map<String, List<RawTree.Entry>>> trees = RawTree.read(clone.git(), next);
            if (trees.isEmpty()) {
                return list(commit);
            }
            trees.get()
                    .forEach((id, entries) -> read.put(
                            id,
                            entries.stream()
                                    .filter(entry -> entry.isDirectory() || isSubmodule(entry) || isNamed(entry))
                                    .toList()));
            next = trees.get().values().stream()
                    .flatMap(List::stream)
                    .filter(RawTree.Entry::isDirectory)
                    .map(RawTree.Entry::id)
                    .filter(id -> !known.containsKey(id) && !read.containsKey(id))
                    .distinct()
                    .toList();
        }
        return below(root, read).stream()
                .map(entry ->
                        entry.mode() + (isSubmodule(entry) ? " commit " : " blob ") + entry.id() + "\t" + entry.name())
                .filter(AttributeTree::isWanted)
                .toList();
    }

    /** What is in a directory and below it, by its place there. */
    private List<RawTree.Entry> below(String id, Map<String, List<RawTree.Entry>> read) {
        List<RawTree.Entry> earlier = known.get(id);
        if (earlier != null) {
            return earlier;
        }
        List<RawTree.Entry> found = new ArrayList<>();
        for (RawTree.Entry entry : read.getOrDefault(id, List.of())) {
            if (entry.isDirectory()) {
                below(entry.id(), read)
                        .forEach(inner -> found.add(
                                new RawTree.Entry(inner.mode(), inner.id(), entry.name() + "/" + inner.name())));
            } else {
                found.add(entry);
            }
        }
        if (!id.endsWith("}")) {
            known.put(id, List.copyOf(found));
        }
        return found;
    }

    private static boolean isSubmodule(RawTree.Entry entry) {
        return entry.mode().equals("160000");
    }

    private static boolean isNamed(RawTree.Entry entry) {
        return entry.name().equals(".gitattributes") || entry.name().equals(".gitmodules");
    }

    private List<String> list(CommitId commit) {
        return clone.git().run("ls-tree", "-r", "-z", commit.value()).rawFields().stream()
                .filter(AttributeTree::isWanted)
                .toList();
    }

    private static boolean isWanted(String entry) {
        return entry.startsWith(SUBMODULE) || (entry.startsWith("100") && entry.matches(WRITTEN));
    }

    private void write(List<String> wanted) throws IOException {
        DirectoryTree.delete(directory);
        Files.createDirectories(directory);
        if (wanted.stream().anyMatch(entry -> entry.startsWith(SUBMODULE))) {
            clone.borrowSubmodules();
        }
        for (String entry : wanted) {
            GitPath path = new GitPath(entry.substring(entry.indexOf('\t') + 1));
            if (entry.startsWith(SUBMODULE)) {
                linkSubmodule(path);
                continue;
            }
            String id = entry.split("[ \t]", 4)[2];
            Path file = path.file(directory);
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, clone.git().run("cat-file", "blob", id).raw().getBytes(ISO_8859_1));
        }
        for (String driver : clone.drivers()) {
            for (String word : driver.split(BETWEEN_WORDS, -1)) {
                if (!word.isEmpty() && !word.matches(NO_NAME)) {
                    link(NativeText.in(clone.usersWorkTree(), word).normalize());
                }
            }
        }
    }

    /** Most of them lie among the modules, under a name that {@code .gitmodules} tells; an old one has its own directory. */
    private void linkSubmodule(GitPath path) throws IOException {
        Path own = path.file(clone.usersWorkTree()).resolve(".git");
        if (Files.isDirectory(own, LinkOption.NOFOLLOW_LINKS)) {
            Path submodule = Files.createDirectories(path.file(directory));
            Files.createSymbolicLink(submodule.resolve(".git"), own);
        }
    }

    /** The outermost directory that is not there, since a script calls those beside it. */
    private void link(Path named) throws IOException {
        Path top = clone.usersWorkTree();
        if (!named.startsWith(top)
                || named.equals(top)
                || named.startsWith(top.resolve(".git"))
                || !Files.exists(named)) {
            return;
        }
        Path link = directory;
        Path original = top;
        for (Path name : top.relativize(named)) {
            link = link.resolve(name);
            original = original.resolve(name);
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, original);
            }
            if (Files.isSymbolicLink(link)) {
                return;
            }
        }
    }
}
