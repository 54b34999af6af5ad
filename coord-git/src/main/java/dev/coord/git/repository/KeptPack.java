package dev.coord.git.repository;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.coord.CommitId;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Brings commits from elsewhere into a repository: as one pack that is marked to be kept, since {@code git gc --prune=now}
 * deletes whatever no ref names, at any instant. No transport of git's has a part in it, for what those do goes by the
 * settings of both sides: protocols, rewritten addresses, hidden refs, checks, hooks.
 */
public final class KeptPack {

    private static final List<String> PARTS = List.of(".pack", ".rev", ".idx"); // with the last git sees the pack

    private KeptPack() {}

    /**
     * Brings a commit with all it needs, and then sets the ref.
     *
     * @param git finds all of the objects
     * @param scratch where the pack is written, on the file system of the repository
     * @param objects where the objects of the repository lie
     * @param commit what the ref is to name
     * @param known commits that refs name already
     * @param ref sets the ref
     */
    public static void bring(
            Git git, Path scratch, Path objects, CommitId commit, Collection<CommitId> known, Runnable ref)
            throws IOException {
        if (known.contains(commit)) {
            ref.run();
            return;
        }
        String wanted =
                commit + "\n--not\n" + known.stream().map(id -> id + "\n").collect(Collectors.joining());
        List<String> command =
                List.of("pack-objects", "--revs", "--quiet", "--non-empty", NativeText.text(scratch.resolve("pack")));
        String name = git.run(wanted.getBytes(US_ASCII), command).line();
        if (name.isEmpty()) {
            ref.run();
            return;
        }
        Path pack = Files.createDirectories(objects.resolve("pack")).resolve("pack-" + name);
        Path mark = pack.resolveSibling(pack.getFileName() + ".keep");
        mark(mark);
        for (String part : PARTS) {
            Path made = scratch.resolve("pack-" + name + part);
            if (Files.exists(made) && !Files.exists(pack.resolveSibling(pack.getFileName() + part))) {
                Files.move(made, pack.resolveSibling(pack.getFileName() + part));
            }
        }
        ref.run();
        Files.deleteIfExists(mark);
    }

    private static void mark(Path mark) throws IOException {
        try {
            Files.writeString(Files.createFile(mark), "coord, until a ref names what is in it\n");
        } catch (FileAlreadyExistsException e) {
            return; // of a process that was killed before it set the same ref
        }
    }
}
