package dev.coord.git.collect;

import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import dev.coord.git.command.GitPath;
import dev.coord.git.repository.WorkTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Puts the files of nested repositories into an index as plain files, so that none of them is lost. */
final class NestedContent {

    private final PrivateIndex index;
    private final Staging staging;
    private final WorkTree tree;

    NestedContent(PrivateIndex index, Staging staging, WorkTree tree) {
        this.index = index;
        this.staging = staging;
        this.tree = tree;
    }

    void add(List<GitPath> nested) {
        for (GitPath path : nested) {
            Path directory = path.file(tree.directory());
            List<String> command = List.of("update-index", "--force-remove", "-z", "--stdin");
            GitAnswer answer = index.change(GitPath.listed(List.of(path)), command);
            if (!answer.succeeded()) {
                throw index.git().failed(command, answer);
            }
            if (Files.isDirectory(directory)) {
                addFiles(path, directory);
            }
        }
    }

    private void addFiles(GitPath path, Path directory) {
        String prefix = path.raw() + "/";
        List<GitPath> found = listing(directory)
                .run("ls-files", "--others", "--exclude-standard", "-z")
                .paths();
        staging.addEach(found.stream()
                .filter(file -> !file.raw().endsWith("/"))
                .map(file -> file.in(prefix))
                .toList());
        add(found.stream()
                .filter(file -> file.raw().endsWith("/"))
                .map(file ->
                        new GitPath(prefix + file.raw().substring(0, file.raw().length() - 1)))
                .toList());
    }

    /** Git on a directory as if it were a work tree of the outer repository in which nothing is known yet. */
    private Git listing(Path directory) {
        return index.git()
                .at(directory)
                .with(Map.of(
                        "GIT_DIR",
                        NativeText.text(tree.administration()),
                        "GIT_WORK_TREE",
                        NativeText.text(directory),
                        "GIT_INDEX_FILE",
                        NativeText.text(tree.administration().resolve("coord-index-none"))));
    }
}
