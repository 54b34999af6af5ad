package dev.coord.git;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.FailureText;
import dev.coord.merge.CommitId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * A repository of coord's that borrows the user's objects. Merging writes here, so that a crash in the middle leaves
 * nothing in the user's repository.
 */
final class IntegrationClone {

    private static final String CONFIGURATION = "coord.config";

    /** What of the user's settings for this repository changes the outcome of a merge or the content of files. */
    private static final String SETTINGS =
            "^(merge|filter)\\.|^core\\.(autocrlf|eol|filemode|symlinks|ignorecase|precomposeunicode|longpaths)$";

    private final GitRepository repository;
    private final Path directory;

    private IntegrationClone(GitRepository repository, Path directory) {
        this.repository = repository;
        this.directory = directory;
    }

    /** Makes the clone, or brings an existing one up to date with the user's settings. */
    static IntegrationClone open(GitRepository repository, Path directory) {
        IntegrationClone clone = new IntegrationClone(repository, directory);
        try {
            clone.unlock();
            clone.initialize();
            clone.borrowObjects();
            clone.copySettings();
            return clone;
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot set up the private clone " + directory + ": " + FailureText.of(e)
                            + "; delete it and run again",
                    e);
        }
    }

    Path directory() {
        return directory;
    }

    /** Git on the clone with a work tree somewhere else. */
    Git on(Path workTree) {
        return new Git(workTree)
                .with(repository.identity().environment())
                .with(Map.of("GIT_DIR", Bytes.text(directory), "GIT_WORK_TREE", Bytes.text(workTree)));
    }

    Git git() {
        return new Git(directory)
                .with(repository.identity().environment())
                .with(Map.of("GIT_DIR", Bytes.text(directory)));
    }

    /** Brings a commit with all it needs into the user's repository, under a ref. */
    void publish(CommitId commit, String ref) {
        Git git = repository.git();
        repository.alone(() -> git.run(
                "fetch",
                "--quiet",
                "--no-tags",
                "--no-prune",
                "--no-write-fetch-head",
                "--no-recurse-submodules",
                Bytes.text(directory),
                "+" + commit + ":" + ref));
    }

    private void initialize() throws IOException {
        String format =
                repository.git().run("rev-parse", "--show-object-format").line();
        Files.createDirectories(directory);
        Git git = new Git(directory);
        git.run("init", "--quiet", "--bare", "--template=", "--object-format=" + format, Bytes.text(directory));
        for (List<String> setting : List.of(
                List.of("core.bare", "false"),
                List.of("include.path", CONFIGURATION),
                List.of("uploadpack.allowAnySHA1InWant", "true"))) {
            git.run("config", "--file", Bytes.text(directory.resolve("config")), setting.get(0), setting.get(1));
        }
    }

    /** One run at a time uses the clone, so a lock in it was left by one that was killed. */
    private void unlock() throws IOException {
        for (String lock : List.of("index.lock", "HEAD.lock", "config.lock")) {
            Files.deleteIfExists(directory.resolve(lock));
        }
    }

    private void borrowObjects() throws IOException {
        Path info = Files.createDirectories(directory.resolve("objects").resolve("info"));
        Files.write(
                info.resolve("alternates"),
                Bytes.of(Bytes.text(repository.commonDirectory().resolve("objects")) + "\n"));
        Path attributes = repository.commonDirectory().resolve("info").resolve("attributes");
        Path copy = Files.createDirectories(directory.resolve("info")).resolve("attributes");
        if (Files.exists(attributes)) {
            Files.copy(attributes, copy, StandardCopyOption.REPLACE_EXISTING);
        } else {
            Files.deleteIfExists(copy);
        }
    }

    private void copySettings() throws IOException {
        Path copy = directory.resolve(CONFIGURATION);
        Files.deleteIfExists(copy);
        Files.createFile(copy);
        GitAnswer settings = repository.git().ask("config", "--local", "--null", "--get-regexp", SETTINGS);
        for (GitPath field : settings.paths()) {
            String[] setting = Bytes.text(field.bytes()).split("\n", 2);
            String value = setting.length > 1 ? setting[1] : "true";
            git().run("config", "--file", Bytes.text(copy), "--add", setting[0], value);
        }
    }
}
