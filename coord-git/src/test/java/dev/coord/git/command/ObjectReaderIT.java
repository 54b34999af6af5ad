package dev.coord.git.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.git.object.ChangedPaths;
import dev.coord.git.object.Commits;
import dev.coord.git.object.Refs;
import dev.coord.git.object.TreeDifference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // what is opened is in use by being open
class ObjectReaderIT {

    private static final Map<String, String> NAMES = Map.of(
            "GIT_AUTHOR_NAME", "A", "GIT_AUTHOR_EMAIL", "a@x", "GIT_COMMITTER_NAME", "A", "GIT_COMMITTER_EMAIL", "a@x");

    @TempDir
    private Path directory;

    private Git plain;
    private Git git;
    private ObjectReader reader;
    private Set<ProcessHandle> others;

    @BeforeEach
    void makeRepository() throws IOException {
        others = children(Set.of());
        plain = new Git(directory);
        plain.run("init", "--quiet", "--initial-branch=main");
        commit("README", "hello");
        reader = new ObjectReader(plain);
        git = plain.reading(reader);
    }

    @Test
    void seesWhatWasWrittenAfterItsStartAndStartsOneProcessForAll() {
        try (ObjectReader.Use use = reader.open()) {
            CommitId first = new Refs(git).commit("refs/heads/main").orElseThrow();
            long before = Git.started();
            assertThat(new Refs(git).commit("refs/heads/later")).isEmpty();
            assertThat(Commits.read(git, first).id()).isEqualTo(first);
            assertThat(Git.started()).isEqualTo(before);

            CommitId next =
                    Commits.make(plain.with(NAMES), new Refs(git).tree(first.value()), List.of(first), "next\n");
            plain.run("update-ref", "refs/heads/later", next.value());
            plain.run("pack-refs", "--all", "--prune");
            plain.run("gc", "--quiet", "--prune=now");
            before = Git.started();

            assertThat(new Refs(git).commit("refs/heads/later")).contains(next);
            assertThat(new Refs(git).isAncestor(first, next)).isTrue();
            assertThat(Commits.read(git, next).message()).isEqualTo("next\n");
            assertThat(Git.started()).isEqualTo(before);
        }
    }

    @Test
    void answersAllTheSameAfterItsProcessWasKilled() {
        try (ObjectReader.Use use = reader.open()) {
            CommitId main = new Refs(git).commit("refs/heads/main").orElseThrow();

            children().forEach(ProcessHandle::destroyForcibly);

            assertThat(new Refs(git).commit("refs/heads/main")).contains(main);
        }
    }

    @Test
    void leavesNoProcessAfterItsLastUse() {
        try (ObjectReader.Use outer = reader.open()) {
            try (ObjectReader.Use inner = reader.open()) {
                assertThat(new Refs(git).commit("refs/heads/main")).isPresent();
            }
            assertThat(children()).hasSize(1);
        }
        children().forEach(child -> child.onExit().join());

        assertThat(new Refs(git).commit("refs/heads/main")).isPresent();
        assertThat(children()).isEmpty();
    }

    @Test
    void differencesOfCommitsAreThoseThatGitTells() throws IOException {
        commit("a", "one", "sub/b", "two", "sub/deep/c", "three", "d", "four", "e/f", "five");
        Files.delete(directory.resolve("a"));
        Files.createDirectory(directory.resolve("a"));
        Files.delete(directory.resolve("e/f"));
        Files.delete(directory.resolve("e"));
        commit("a/b", "one", "sub/deep/c", "other", "e", "five", "sub.x", "six", "new\n\u00e9", "seven");
        assertThat(directory.resolve("d").toFile().setExecutable(true)).isTrue();
        commit("sub/b", "two");

        try (ObjectReader.Use use = reader.open()) {
            for (String range : List.of("HEAD~2 HEAD", "HEAD HEAD~2", "HEAD~1 HEAD", "HEAD HEAD")) {
                String[] ends = range.split(" ");
                assertThat(TreeDifference.of(git, ends[0], ends[1]).orElseThrow().stream()
                                .map(one -> ":" + one.oldMode() + " " + one.newMode() + " " + one.oldId() + " "
                                        + one.newId() + " " + one.path().raw())
                                .toList())
                        .isEqualTo(told(ends[0], ends[1]));
            }
        }
    }

    private List<String> told(String from, String to) {
        List<String> fields = ChangedPaths.difference(plain, from, to).rawFields();
        return IntStream.range(0, fields.size() / 2)
                .mapToObj(i -> fields.get(2 * i).replaceFirst(" [A-Z]$", "") + " " + fields.get(2 * i + 1))
                .collect(Collectors.toList());
    }

    private void commit(String... namesAndContents) throws IOException {
        for (int i = 0; i < namesAndContents.length; i += 2) {
            Path file = directory.resolve(namesAndContents[i]);
            Files.createDirectories(file.getParent());
            Files.writeString(file, namesAndContents[i + 1]);
        }
        plain.run("add", "--all");
        plain.with(NAMES).run("commit", "--quiet", "-m", "x");
    }

    private Set<ProcessHandle> children() {
        return children(others);
    }

    private static Set<ProcessHandle> children(Set<ProcessHandle> but) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.info().commandLine().orElse("").contains("--batch-command"))
                .filter(child -> !but.contains(child))
                .collect(Collectors.toSet());
    }
}
