package dev.coord.git.structured;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A tree with other contents in some of its files, made by an index of its own. */
public final class MergedTree {

    private final Git git;
    private final Path index;
    private final CommitId tree;
    private final SortedMap<GitPath, String> entries = new TreeMap<>();

    /**
     * Begins with a tree.
     *
     * @param index a file that nobody else writes
     */
    public MergedTree(Git git, Path index, CommitId tree) {
        this.git = git.with(Map.of("GIT_INDEX_FILE", NativeText.text(index)));
        this.index = index;
        this.tree = tree;
    }

    /** Puts a file in place of the one with git's marks. */
    void put(FileConflict file, String blob) {
        put(file.path(), file.mode(), blob);
    }

    /** Puts a file in place of what is there. */
    public void put(GitPath path, String mode, String blob) {
        entries.put(path, mode + " " + blob);
    }

    /** Takes a file away, unless another is put in its place. */
    public void remove(GitPath path) {
        entries.putIfAbsent(path, "0 " + "0".repeat(tree.value().length()));
    }

    /** Writes contents, and tells their id. */
    public String write(byte[] content) {
        return git.run(content, List.of("hash-object", "-w", "--stdin")).line();
    }

    public CommitId make() {
        try {
            Files.deleteIfExists(index);
            Files.deleteIfExists(index.resolveSibling(index.getFileName() + ".lock"));
            git.run("read-tree", tree.value());
            git.run(listed(), List.of("update-index", "-z", "--index-info"));
            return new CommitId(git.run("write-tree").line());
        } catch (IOException e) {
            throw new RepositoryFailed("cannot replace " + index + ": " + FailureText.of(e) + "; make it writable", e);
        } finally {
            forget();
        }
    }

    private byte[] listed() {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        entries.forEach((path, entry) -> {
            list.writeBytes((entry + "\t").getBytes(US_ASCII));
            list.writeBytes(path.raw().getBytes(ISO_8859_1));
            list.write(0);
        });
        return list.toByteArray();
    }

    private void forget() {
        try {
            Files.deleteIfExists(index);
        } catch (IOException e) {
            throw new RepositoryFailed("cannot remove " + index + ": " + FailureText.of(e) + "; make it writable", e);
        }
    }
}
