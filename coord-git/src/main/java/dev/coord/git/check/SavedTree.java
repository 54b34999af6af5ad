package dev.coord.git.check;

import dev.coord.CommitId;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.HiddenChanges;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.git.repository.Repository;
import dev.coord.git.repository.WorkTree;
import dev.coord.run.Workspace;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a work tree was before a command worked in it: what git notes of it is copied, and its files are those of a commit. Kept outside
 * of it and of the repository, so that it is brought back whatever the command did, and whenever coord was killed. What git ignores
 * there is neither kept nor brought back.
 *
 * @param kept where it is kept
 */
record SavedTree(Repository repository, Workspace workspace, Path kept) {

    private static final String GIT = ".git";
    private static final String NOTED = "noted";
    private static final String TIP = "tip";
    private static final String ADMINISTRATION = "administration";

    /** Git directories of submodules are left alone: their files are no part of a work tree's. */
    private static final String MODULES = "modules";

    /** Whether something is to be brought back. */
    boolean isThere() {
        return Files.isDirectory(kept, LinkOption.NOFOLLOW_LINKS);
    }

    /** Keeps what is there, whole or not at all. */
    void save(CommitId tip) throws IOException {
        WorkTree tree = WorkTree.at(workspace.directory(), repository.commonDirectory());
        Path part = kept.resolveSibling(kept.getFileName() + ".part");
        DirectoryTree.delete(part);
        Files.createDirectories(part);
        copy(tree.administration(), part.resolve(NOTED));
        Files.copy(tree.directory().resolve(GIT), part.resolve(GIT));
        Files.write(part.resolve(ADMINISTRATION), NativeText.of(NativeText.text(tree.administration())));
        Files.writeString(part.resolve(TIP), tip.value());
        Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Brings it back, and keeps it no longer once that is done. */
    void restore() throws IOException {
        String noted = NativeText.text(Files.readAllBytes(kept.resolve(ADMINISTRATION)));
        Path administration = NativeText.in(kept, noted);
        CommitId tip = new CommitId(Files.readString(kept.resolve(TIP)));
        makePlace(workspace.directory());
        restoreFile(kept.resolve(GIT), workspace.directory().resolve(GIT));
        Files.createDirectories(administration);
        WorkTree.at(workspace.directory(), repository.commonDirectory()).open();
        empty(administration);
        copy(kept.resolve(NOTED), administration);
        Refs refs = new Refs(repository.git());
        if (refs.commit(workspace.branch()).filter(tip::equals).isEmpty()) {
            refs.set(workspace.branch(), tip);
        }
        restoreFiles(WorkTree.at(workspace.directory(), repository.commonDirectory()), tip);
        Path over = kept.resolveSibling(kept.getFileName() + ".part");
        DirectoryTree.delete(over);
        Files.move(kept, over, StandardCopyOption.ATOMIC_MOVE);
        DirectoryTree.delete(over);
    }

    /** By an index of its own: that of the agent may hold what is in no file. */
    private void restoreFiles(WorkTree tree, CommitId tip) throws IOException {
        DirectoryTree.requireOwn(tree.directory()); // git clean goes through mounts
        DirectoryTree.removePipes(tree.directory());
        Path index = tree.administration().resolve("coord-check-index");
        Path agents = tree.administration().resolve("index");
        if (Files.exists(agents)) {
            Files.copy(agents, index, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        }
        Git git = tree.git(repository).with(Map.of("GIT_INDEX_FILE", NativeText.text(index)));
        HiddenChanges.show(git);
        git.run("read-tree", "--reset", "-u", "--no-recurse-submodules", tip.value());
        git.run("clean", "-ffd", "--quiet");
        Files.delete(index);
    }

    private static void makePlace(Path directory) throws IOException {
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            Files.deleteIfExists(directory);
            Files.createDirectories(directory);
        }
    }

    private static void restoreFile(Path from, Path to) throws IOException {
        if (!Files.isRegularFile(to, LinkOption.NOFOLLOW_LINKS)
                || !Arrays.equals(Files.readAllBytes(from), Files.readAllBytes(to))) {
            DirectoryTree.delete(to);
            Files.copy(from, to);
        }
    }

    private static void empty(Path administration) throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> each = Files.list(administration)) {
            each.filter(one -> !one.endsWith(MODULES)).forEach(all::add);
        }
        for (Path one : all) {
            DirectoryTree.delete(one);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (directory.equals(from.resolve(MODULES))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(directory)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!attributes.isOther()) {
                    Files.copy(
                            file,
                            to.resolve(from.relativize(file)),
                            LinkOption.NOFOLLOW_LINKS,
                            StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
