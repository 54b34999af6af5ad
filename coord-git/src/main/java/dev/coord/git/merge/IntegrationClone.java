package dev.coord.git.merge;

import dev.coord.CommitId;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.core.process.NativeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitPath;
import dev.coord.git.command.ObjectReader;
import dev.coord.git.object.CommitWriter;
import dev.coord.git.object.Refs;
import dev.coord.git.repository.DirectoryTree;
import dev.coord.git.repository.KeptPack;
import dev.coord.git.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A repository of coord's that borrows the user's objects. Merging writes here, so that a crash in the middle leaves
 * nothing in the user's repository.
 */
public final class IntegrationClone {

    private static final String CONFIGURATION = "coord.config";

    /** A bare repository takes no attributes from a work tree. */
    private static final String NOT_BARE = "bare = false\n";

    private static final String INCLUDED = "[include]\n\tpath = " + CONFIGURATION + "\n";

    /** What of the user's settings for this repository changes the outcome of a merge or the content of files. */
    private static final String SETTINGS = "^(merge|filter)\\.|^diff\\.(algorithm|renamelimit)$"
            + "|^core\\.(attributesfile|excludesfile|autocrlf|eol|filemode|symlinks|ignorecase|precomposeunicode|longpaths|protecthfs|protectntfs)$";

    /** Settings that name a file; a relative name means the user's work tree, where git would merge otherwise. */
    private static final Set<String> FILES = Set.of("core.attributesfile", "core.excludesfile");

    private final Repository repository;
    private final Path directory;
    private final ObjectReader objects;

    private IntegrationClone(Repository repository, Path directory) {
        this.repository = repository;
        this.directory = directory;
        this.objects = new ObjectReader(inIt(repository, directory));
    }

    /** As long as this is open, questions about objects start no processes. */
    public ObjectReader.Use reading() {
        return objects.open();
    }

    /** Makes the clone, or brings an existing one up to date with the user's settings. */
    public static IntegrationClone open(Repository repository, Path directory) {
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

    public Path directory() {
        return directory;
    }

    /** Git on the clone with a work tree somewhere else. */
    Git on(Path workTree) {
        return repository
                .git()
                .at(workTree)
                .with(repository.identity().environment())
                .with(Map.of("GIT_DIR", NativeText.text(directory), "GIT_WORK_TREE", NativeText.text(workTree)));
    }

    public Git git() {
        return inIt(repository, directory).reading(objects);
    }

    /** Git on a work tree of the user's repository, which writes objects here and finds those of both. */
    public Git guard(Git git) {
        return git.with(Map.of("GIT_OBJECT_DIRECTORY", NativeText.text(directory.resolve("objects"))));
    }

    /** Makes commits in it. */
    public CommitWriter commits() {
        return new CommitWriter(git(), repository.identity().environment(), directory.resolve("coord-commit"));
    }

    private static Git inIt(Repository repository, Path directory) {
        return repository
                .git()
                .at(directory)
                .with(repository.identity().environment())
                .with(Map.of("GIT_DIR", NativeText.text(directory)));
    }

    /**
     * Brings a commit with all it needs into the user's repository, under a ref.
     *
     * @param known commits that refs of the user's repository name already
     */
    public void publish(CommitId commit, Collection<CommitId> known, String ref) {
        Path objects = repository.commonDirectory().resolve("objects");
        Path scratch = repository.commonDirectory().resolve("coord-objects-integration");
        try {
            DirectoryTree.delete(scratch);
            KeptPack.bring(
                    writing(scratch),
                    scratch,
                    objects,
                    commit,
                    known,
                    () -> new Refs(repository.git()).set(ref, commit));
            DirectoryTree.delete(scratch);
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot write objects to " + scratch + " and " + objects + ": " + FailureText.of(e)
                            + "; make both writable",
                    e);
        }
    }

    /** Git that finds what is here and writes elsewhere: it begins a pack where it writes objects, and moves it no further than that. */
    private Git writing(Path scratch) throws IOException {
        Files.createDirectories(scratch.resolve("pack"));
        Path info = Files.createDirectory(scratch.resolve("info"));
        Files.write(info.resolve("alternates"), NativeText.of(NativeText.text(directory.resolve("objects")) + "\n"));
        return git().with(Map.of("GIT_OBJECT_DIRECTORY", NativeText.text(scratch)));
    }

    private void initialize() throws IOException {
        Path config = directory.resolve("config");
        if (Files.exists(directory.resolve("HEAD")) && Files.exists(config) && isOwn(text(config))) {
            return;
        }
        Files.createDirectories(directory);
        repository
                .git()
                .at(directory)
                .run(
                        "init",
                        "--quiet",
                        "--bare",
                        "--initial-branch=main",
                        "--template=",
                        "--object-format=" + repository.objectFormat(),
                        NativeText.text(directory));
        String made = text(config).replaceFirst("bare = true\n", NOT_BARE);
        Files.write(config, NativeText.of(made.contains(INCLUDED) ? made : made + INCLUDED));
    }

    private static boolean isOwn(String config) {
        return config.contains(NOT_BARE) && config.contains(INCLUDED);
    }

    private static String text(Path config) throws IOException {
        return NativeText.text(Files.readAllBytes(config));
    }

    /** One run at a time uses the clone, so a lock in it was left by one that was killed. */
    void unlock() throws IOException {
        for (String lock : List.of("index.lock", "HEAD.lock", "config.lock")) {
            Files.deleteIfExists(directory.resolve(lock));
        }
    }

    private void borrowObjects() throws IOException {
        Path info = Files.createDirectories(directory.resolve("objects").resolve("info"));
        Files.write(
                info.resolve("alternates"),
                NativeText.of(NativeText.text(repository.commonDirectory().resolve("objects")) + "\n"));
        Path copies = Files.createDirectories(directory.resolve("info"));
        for (String name : List.of("attributes", "exclude")) {
            Path usual = repository.commonDirectory().resolve("info").resolve(name);
            if (Files.isRegularFile(usual)) {
                Files.copy(usual, copies.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.deleteIfExists(copies.resolve(name));
            }
        }
    }

    /** Lets git find the submodules of the user's work tree. */
    void borrowSubmodules() throws IOException {
        Path link = directory.resolve("modules");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(
                link,
                repository
                        .git()
                        .run("rev-parse", "--path-format=absolute", "--git-path", "modules")
                        .path());
    }

    private void copySettings() throws IOException {
        Path copy = directory.resolve(CONFIGURATION);
        Files.deleteIfExists(copy);
        Files.createFile(copy);
        List<GitPath> fields = repository
                .git()
                .ask("config", "--includes", "--show-scope", "--null", "--get-regexp", SETTINGS)
                .paths();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            String[] setting = NativeText.text(fields.get(i + 1).bytes()).split("\n", 2);
            String value = setting.length > 1 ? setting[1] : "true";
            if (!fields.get(i).raw().equals("command")) { // those are coord's own
                git().run("config", "--file", NativeText.text(copy), "--add", setting[0], meant(setting[0], value));
            }
        }
    }

    private String meant(String name, String value) {
        boolean isRelative = FILES.contains(name) && !value.isEmpty() && !value.matches("[/~%].*");
        return isRelative ? NativeText.text(NativeText.in(repository.directory(), value)) : value;
    }

    /** The commands that merge files of some kind. */
    List<String> drivers() {
        return git().ask("config", "--null", "--get-regexp", "^merge\\..*\\.driver$").paths().stream()
                .map(field -> NativeText.text(field.bytes()).split("\n", 2))
                .filter(setting -> setting.length > 1)
                .map(setting -> setting[1])
                .toList();
    }

    Path usersWorkTree() {
        return repository.directory();
    }
}
