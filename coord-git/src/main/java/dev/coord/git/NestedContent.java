package dev.coord.git;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts nested repositories into an index as plain files, so that nothing in them is lost: their work trees, and beside each
 * its own {@code .git} directory under a name that git lets in.
 */
final class NestedContent {

    private static final String KEPT = "kept.git";

    private final PrivateIndex index;
    private final WorkTree tree;

    NestedContent(PrivateIndex index, WorkTree tree) {
        this.index = index;
        this.tree = tree;
    }

    void add(List<GitPath> nested) {
        for (GitPath path : nested) {
            Path directory = path.file(tree.directory());
            index.git().run(GitPath.listed(List.of(path)), List.of("update-index", "--force-remove", "-z", "--stdin"));
            if (Files.isDirectory(directory)) {
                addFiles(path, directory);
                own(directory).ifPresent(repository -> addRepository(path, repository));
            }
        }
    }

    private void addFiles(GitPath path, Path directory) {
        String prefix = path.raw() + "/";
        List<GitPath> found = listing(directory)
                .run("ls-files", "--others", "--exclude-standard", "-z")
                .paths();
        List<GitPath> files = found.stream()
                .filter(file -> !file.raw().endsWith("/"))
                .map(file -> file.in(prefix))
                .toList();
        index.git().run(GitPath.listed(files), List.of("update-index", "--add", "--replace", "-z", "--stdin"));
        add(found.stream()
                .filter(file -> file.raw().endsWith("/"))
                .map(file ->
                        new GitPath(prefix + file.raw().substring(0, file.raw().length() - 1)))
                .toList());
    }

    /** Its {@code .git} directory, if that goes away with the work tree. */
    private Optional<Path> own(Path directory) {
        Path git = directory.resolve(".git");
        if (Files.isDirectory(git)) {
            return Optional.of(git);
        }
        try {
            String text = Bytes.text(Files.readAllBytes(git)).strip();
            Path pointed =
                    Bytes.in(directory, text.replaceFirst("^gitdir: ", "")).normalize();
            return Optional.of(pointed)
                    .filter(it -> it.startsWith(tree.administration()))
                    .filter(Files::isDirectory);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void addRepository(GitPath path, Path repository) {
        Git git = listing(repository);
        List<GitPath> files = git.run("ls-files", "--others", "-z").paths().stream()
                .filter(file -> !file.raw().endsWith("/") && file.raw().indexOf('\n') < 0)
                .toList();
        StringBuilder names = new StringBuilder();
        files.forEach(file -> names.append(file.raw()).append('\n'));
        List<String> ids = git.run(
                        names.toString().getBytes(ISO_8859_1),
                        List.of("hash-object", "-w", "--no-filters", "--stdin-paths"))
                .lines();
        StringBuilder entries = new StringBuilder();
        for (int i = 0; i < files.size(); i++) {
            String kept = path.raw() + "/" + KEPT + "/" + files.get(i).raw();
            entries.append("100644 ")
                    .append(ids.get(i))
                    .append('\t')
                    .append(kept)
                    .append('\0');
        }
        index.git().run(entries.toString().getBytes(ISO_8859_1), List.of("update-index", "-z", "--index-info"));
    }

    /** Git on a directory as if it were a work tree of the outer repository in which nothing is known yet. */
    private Git listing(Path directory) {
        return new Git(directory)
                .with(Map.of(
                        "GIT_DIR",
                        Bytes.text(tree.administration()),
                        "GIT_WORK_TREE",
                        Bytes.text(directory),
                        "GIT_INDEX_FILE",
                        Bytes.text(tree.administration().resolve("coord-index-none"))));
    }
}
