package dev.coord.git.trial;

import dev.coord.core.file.FileStamp;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.repository.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What git ignores in a work tree that was just set up. Whatever is ignored and not among it came from tests, and the next tests
 * must not see it.
 */
final class SetUpFiles {

    private final Git git;
    private final Map<GitPath, String> files;

    private SetUpFiles(Git git, Map<GitPath, String> files) {
        this.git = git;
        this.files = files;
    }

    static SetUpFiles in(Git git) throws IOException {
        return new SetUpFiles(git, look(git));
    }

    /**
     * Removes what has come since.
     *
     * @return whether what was there is as it was; where it is not, only a new set-up helps
     */
    boolean restore() throws IOException {
        Map<GitPath, String> now = look(git);
        for (GitPath path : now.keySet()) {
            if (!files.containsKey(path)) {
                remove(path.file(git.directory()));
            }
        }
        now.keySet().retainAll(files.keySet());
        return now.equals(files);
    }

    private static void remove(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            DirectoryTree.delete(file);
        } else {
            Files.deleteIfExists(file);
        }
    }

    private static Map<GitPath, String> look(Git git) throws IOException {
        Map<GitPath, String> files = new HashMap<>();
        List<GitPath> ignored = git.run("ls-files", "-z", "--others", "--ignored", "--exclude-standard")
                .paths();
        for (GitPath path : ignored) {
            files.put(path, stamp(path.file(git.directory())));
        }
        return files;
    }

    /** A repository of its own is told as a whole: git does not look into it. */
    private static String stamp(Path file) throws IOException {
        if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            return FileStamp.of(file);
        }
        StringBuilder stamps = new StringBuilder();
        try (Stream<Path> inside = Files.walk(file)) {
            for (Path one : inside.sorted().toList()) {
                stamps.append(one).append(' ').append(FileStamp.of(one)).append('\n');
            }
        }
        return stamps.toString();
    }
}
