package dev.coord.git.structured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.git.command.GitPath;
import dev.coord.git.structured.FileConflict.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileConflictsTest {

    private static final String A = "a".repeat(40);
    private static final String B = "b".repeat(40);
    private static final String C = "c".repeat(40);
    private static final String CONTENTS = "CONFLICT (contents)";

    private final List<String> entries = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    @Test
    void tellsTheVersionsOfWhatConflictsByContents() {
        file("f", "100644", "100644", "100755").says("Auto-merging", "f").says(CONTENTS, "f");
        file("new\nline", "", "100644", "100644").says(CONTENTS, "new\nline");

        FileConflicts found = read();

        assertThat(found.files()).containsExactly(new GitPath("f"), new GitPath("new\nline"));
        assertThat(found.contents()).hasValueSatisfying(files -> {
            assertThat(files.get(0))
                    .isEqualTo(new FileConflict(
                            new GitPath("f"),
                            false,
                            Optional.of(new Version("100644", A)),
                            new Version("100644", B),
                            new Version("100755", C)));
            assertThat(files.get(0).mode()).isEqualTo("100755");
            assertThat(files.get(1).base()).isEmpty();
        });
    }

    @Test
    void keepsTheModeThatTheTargetChanged() {
        file("f", "100644", "100755", "100644").says(CONTENTS, "f");

        assertThat(read().contents().orElseThrow().get(0).mode()).isEqualTo("100755");
    }

    @Test
    void marksWhatGitTakesForBinary() {
        file("f", "100644", "100644", "100644").says("CONFLICT (binary)", "f").says(CONTENTS, "f");

        assertThat(read().contents().orElseThrow().get(0).binary()).isTrue();
    }

    @Test
    void knowsNothingOfADeletionAgainstAnEdit() {
        file("f", "100644", "100644", "").says("CONFLICT (modify/delete)", "f");
        file("g", "100644", "100644", "100644").says(CONTENTS, "g");

        assertThat(read().contents()).isEmpty();
        assertThat(read().files()).containsExactly(new GitPath("f"), new GitPath("g"));
    }

    @Test
    void knowsNothingOfAnythingElseThatConflictsInAFileToo() {
        file("f", "100644", "100644", "100644")
                .says(CONTENTS, "f")
                .says("CONFLICT (rename/rename)", "old", "f", "other");

        assertThat(read().contents()).isEmpty();
    }

    @Test
    void knowsNothingOfLinksSubmodulesAndModesThatNobodyCanTell() {
        file("link", "120000", "120000", "120000").says(CONTENTS, "link");
        assertThat(read().contents()).isEmpty();
        entries.clear();
        messages.clear();

        file("module", "160000", "160000", "160000").says("CONFLICT (submodule)", "module");
        assertThat(read().contents()).isEmpty();
        entries.clear();
        messages.clear();

        file("added", "", "100644", "100755").says(CONTENTS, "added");
        assertThat(read().contents()).isEmpty();
    }

    @Test
    void knowsNothingOfAFileOfWhichGitDoesNotSayWhy() {
        file("f", "100644", "100644", "100644");

        assertThat(read().contents()).isEmpty();
    }

    @Test
    void takesThePlaceThatGitNamesWhereNoFileIsInConflict() {
        says("CONFLICT (file location)", "old/new", "moved/new");

        assertThat(read().files()).containsExactly(new GitPath("moved/new"), new GitPath("old/new"));
        assertThat(read().contents()).isEmpty();
    }

    @Test
    void readsOverTheAdviceThatGitGivesOnSubmodules() {
        file("module", "160000", "160000", "160000").says("CONFLICT (submodule)", "module");
        messages.add("Recursive merging with submodules currently only supports trivial cases.\n - resolve them\n");

        assertThat(read().files()).containsExactly(new GitPath("module"));
        assertThat(read().contents()).isEmpty();
    }

    private FileConflictsTest file(String path, String base, String ours, String theirs) {
        entry(path, base, A, 1);
        entry(path, ours, B, 2);
        entry(path, theirs, C, 3);
        return this;
    }

    private void entry(String path, String mode, String id, int stage) {
        if (!mode.isEmpty()) {
            entries.add(mode + " " + id + " " + stage + "\t" + path);
        }
    }

    private FileConflictsTest says(String kind, String... paths) {
        messages.add(Integer.toString(paths.length));
        messages.addAll(List.of(paths));
        messages.add(kind);
        messages.add(kind + ": in words\n");
        return this;
    }

    private FileConflicts read() {
        List<String> fields = new ArrayList<>(entries);
        fields.add("");
        fields.addAll(messages);
        fields.add("");
        return FileConflicts.read(fields);
    }
}
