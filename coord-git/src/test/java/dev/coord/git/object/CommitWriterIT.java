package dev.coord.git.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.CommitId;
import dev.coord.git.command.Git;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitWriterIT {

    private static final Map<String, String> WHO = Map.of(
            "GIT_AUTHOR_NAME",
            "Ad\u00e4 L",
            "GIT_AUTHOR_EMAIL",
            "ada@example.org",
            "GIT_COMMITTER_NAME",
            "coord",
            "GIT_COMMITTER_EMAIL",
            "coord@localhost");

    private static final Map<String, String> WHEN =
            Map.of("GIT_AUTHOR_DATE", "@1700000000 +0000", "GIT_COMMITTER_DATE", "@1700000000 +0000");

    @TempDir
    private Path directory;

    private Git git;
    private CommitId tree;

    @BeforeEach
    void makeRepository() {
        git = new Git(directory);
        git.run("init", "--quiet");
        tree = new CommitId(git.run("write-tree").line());
    }

    @Test
    void makesWhatGitMakesByOneProcess() {
        CommitId first = Commits.make(git.with(WHO).with(WHEN), tree, List.of(), "first");
        CommitId other = Commits.make(git.with(WHO).with(WHEN), tree, List.of(first), "other\n");
        CommitId second = Commits.make(git.with(WHO).with(WHEN), tree, List.of(other, first), "more\n\n\u00fc\n");

        long before = Git.started();
        try (CommitWriter writer = new CommitWriter(git, WHO, directory.resolve("scratch"))) {
            assertThat(writer.make(tree, List.of(), "first", 1_700_000_000)).isEqualTo(first);
            assertThat(writer.make(tree, List.of(other, first), "more\n\n\u00fc\n", 1_700_000_000))
                    .isEqualTo(second);
        }

        assertThat(Git.started()).isEqualTo(before + 1);
        assertThat(directory.resolve("scratch")).doesNotExist();
    }

    @Test
    void makesItAllTheSameWhereItsProcessFails() {
        try (CommitWriter writer = new CommitWriter(git, WHO, directory.resolve("missing/scratch"))) {
            assertThat(writer.make(tree, List.of(), "first", 1_700_000_000))
                    .isEqualTo(Commits.make(git.with(WHO).with(WHEN), tree, List.of(), "first"));
        }
    }
}
