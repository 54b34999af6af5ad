package dev.coord.git.land;

import dev.coord.CommitId;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A copy of a checkout's index, by which git looks at the work tree without touching the user's. */
public final class CheckoutIndex {

    private final Git git;

    public CheckoutIndex(Git git, Path file) {
        this.git = git.with(Map.of("GIT_INDEX_FILE", NativeText.text(file)));
    }

    /** The changed files that a checkout's own index hides. */
    static List<GitPath> hiddenChanges(Git checkout, Path administration) {
        Path own = administration.resolve("index");
        List<Hidden> hidden = new CheckoutIndex(checkout, own).hidden();
        if (hidden.isEmpty()) {
            return List.of();
        }
        try {
            Path copy = Files.createTempFile("coord-look-", ".index");
            try {
                Files.copy(own, copy, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
                CheckoutIndex index = new CheckoutIndex(checkout, copy);
                index.show(hidden);
                Set<GitPath> changed = index.unlike();
                return hidden.stream()
                        .map(Hidden::path)
                        .filter(changed::contains)
                        .sorted()
                        .toList();
            } finally {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            return List.of(); // no room to look; the landing looks again
        }
    }

    public Git git() {
        return git;
    }

    /** Git trusts the times of files that it saw; one that was only touched is not changed. */
    void refresh() {
        git.ask("update-index", "-q", "--refresh");
    }

    public boolean is(CommitId commit) {
        return git.holds("diff-index", "--cached", "--quiet", "--ignore-submodules=none", commit.value());
    }

    /** The tracked files that are not as this index says. Writes nothing, so that a full disk does not keep it from answering. */
    Set<GitPath> unlike() {
        return git
                .run("status", "--porcelain", "-z", "--no-renames", "--untracked-files=no", "--ignore-submodules=all")
                .rawFields()
                .stream()
                .filter(field -> field.charAt(1) != ' ')
                .map(field -> new GitPath(field.substring(3)))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * The files that {@code --assume-unchanged} or {@code --skip-worktree} hides. One of a sparse checkout that is not there
     * is not hidden, it is left out.
     */
    List<Hidden> hidden() {
        List<Hidden> found = new ArrayList<>();
        for (String entry : git.run("ls-files", "-v", "-z").rawFields()) {
            char tag = entry.charAt(0);
            GitPath path = new GitPath(entry.substring(2));
            boolean skipped = Character.toUpperCase(tag) == 'S';
            boolean assumed = Character.isLowerCase(tag);
            if (assumed || (skipped && isThere(path))) {
                found.add(new Hidden(path, assumed, skipped));
            }
        }
        return found;
    }

    void show(Collection<Hidden> hidden) {
        mark(hidden.stream().filter(Hidden::assumed).map(Hidden::path).toList(), "--no-assume-unchanged");
        mark(hidden.stream().filter(Hidden::skipped).map(Hidden::path).toList(), "--no-skip-worktree");
    }

    /** Hides again what is still tracked. */
    void hide(Collection<Hidden> hidden) {
        if (hidden.isEmpty()) {
            return;
        }
        Set<GitPath> tracked = new HashSet<>(git.run("ls-files", "-z").paths());
        List<Hidden> still =
                hidden.stream().filter(one -> tracked.contains(one.path())).toList();
        mark(still.stream().filter(Hidden::assumed).map(Hidden::path).toList(), "--assume-unchanged");
        mark(still.stream().filter(Hidden::skipped).map(Hidden::path).toList(), "--skip-worktree");
    }

    /** A file whose changes git does not show. */
    record Hidden(GitPath path, boolean assumed, boolean skipped) {}

    private boolean isThere(GitPath path) {
        return !Files.notExists(path.file(git.directory()), LinkOption.NOFOLLOW_LINKS);
    }

    private void mark(List<GitPath> paths, String option) {
        if (!paths.isEmpty()) {
            git.run(GitPath.listed(paths), List.of("update-index", option, "-z", "--stdin"));
        }
    }
}
