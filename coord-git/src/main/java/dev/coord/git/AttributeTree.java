package dev.coord.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FailureText;
import dev.coord.merge.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A work tree that holds nothing but the {@code .gitattributes} of a commit: {@code merge-tree} reads merge drivers such as
 * {@code union} from the files of the work tree it runs in, and from nowhere else.
 */
final class AttributeTree {

    private final IntegrationClone clone;
    private final Path directory;
    private List<String> entries = List.of();

    AttributeTree(IntegrationClone clone) {
        this.clone = clone;
        this.directory = clone.directory().resolve("attributes");
    }

    /** Git in the work tree as it is for the commit. */
    Git of(CommitId commit) {
        List<String> wanted = clone.git().run("ls-tree", "-r", "-z", commit.value()).rawFields().stream()
                .filter(entry -> entry.startsWith("100") && entry.matches("(?s).*[\t/]\\.gitattributes"))
                .toList();
        try {
            if (!wanted.equals(entries) || !Files.isDirectory(directory)) {
                write(wanted);
                entries = wanted;
            }
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot write attributes to " + directory + ": " + FailureText.of(e) + "; make it writable", e);
        }
        return clone.on(directory);
    }

    private void write(List<String> wanted) throws IOException {
        DirectoryTree.delete(directory);
        Files.createDirectories(directory);
        for (String entry : wanted) {
            String id = entry.split("[ \t]", 4)[2];
            Path file = new GitPath(entry.substring(entry.indexOf('\t') + 1)).file(directory);
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, clone.git().run("cat-file", "blob", id).raw().getBytes(ISO_8859_1));
        }
    }
}
