package dev.coord.git.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.git.command.GitPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoryTest {

    @TempDir
    Path top;

    @Test
    void listsFilesAndLinksWhereverTheyLie() throws IOException {
        make("a.txt");
        make("d/e/b.txt");
        Files.createSymbolicLink(top.resolve("link"), Path.of("nowhere"));
        Files.createDirectory(top.resolve("empty"));

        Inventory inventory = Inventory.of(top);

        assertThat(inventory.files()).extracting(GitPath::raw).containsExactlyInAnyOrder("a.txt", "d/e/b.txt", "link");
        assertThat(inventory.repositories()).isEmpty();
        assertThat(inventory.isEmpty()).isFalse();
    }

    @Test
    void directoriesAloneHoldNothing() throws IOException {
        Files.createDirectories(top.resolve("a/b"));

        assertThat(Inventory.of(top).isEmpty()).isTrue();
    }

    @Test
    void aRepositoryIsToldByItsDirectoryAndNotByWhatLiesInIt() throws IOException {
        make("lib/.git/HEAD");
        make("lib/.git/modules/x/.git/HEAD");
        make("lib/src.c");

        Inventory inventory = Inventory.of(top);

        assertThat(inventory.repositories()).extracting(GitPath::raw).containsExactly("lib");
        assertThat(inventory.files()).extracting(GitPath::raw).containsExactly("lib/src.c");
    }

    @Test
    void theFileOfTheWorkTreeItselfIsNoRepositoryButADirectoryThereIs() throws IOException {
        make(".git");
        make("sub/.git");

        assertThat(Inventory.of(top).repositories()).extracting(GitPath::raw).containsExactly("sub");
        Files.delete(top.resolve(".git"));
        make(".git/HEAD");

        assertThat(Inventory.of(top).repositories()).extracting(GitPath::raw).containsExactlyInAnyOrder("", "sub");
    }

    @Test
    void aNameIsKeptByteForByte() throws IOException {
        make("caf\u00e9");

        assertThat(Inventory.of(top).files()).containsExactly(new GitPath("caf\u00c3\u00a9"));
    }

    @Test
    void ordinaryFilesKeepNobodyWaiting() throws IOException {
        make(".gitignore");
        make(".gitattributes");

        assertThat(Inventory.of(top).whyGitWaits()).isEmpty();
    }

    private void make(String file) throws IOException {
        Path path = top.resolve(file);
        Files.createDirectories(path.getParent());
        Files.createFile(path);
    }
}
