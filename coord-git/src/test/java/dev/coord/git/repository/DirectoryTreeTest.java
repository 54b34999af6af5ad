package dev.coord.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTreeTest {

    @TempDir
    Path temp;

    @Test
    void deletesLinksAndNotWhatTheyPointTo() throws IOException {
        Path kept = Files.createFile(Files.createDirectory(temp.resolve("kept")).resolve("file"));
        Path root = Files.createDirectory(temp.resolve("root"));
        Files.createSymbolicLink(root.resolve("link"), kept.getParent());

        DirectoryTree.delete(root);

        assertThat(root).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void deletesDirectoriesThatWereClosed() throws IOException {
        Path inner = Files.createDirectories(temp.resolve("root/inner"));
        Files.createFile(inner.resolve("file"));
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("---------"));

        DirectoryTree.delete(temp.resolve("root"));

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void deletesWhatLiesDeeperThanAnyPathReaches() throws IOException {
        Path top = Files.createDirectories(temp.resolve("top/coord-deep-0"));
        Files.createFile(top.resolve("file"));
        top = top.getParent();
        for (int i = 0; i < 8; i++) {
            Path bottom = temp.resolve("part" + i + ("/" + "d".repeat(100)).repeat(9));
            Files.createDirectories(bottom);
            Files.move(top, bottom.resolve("coord-deep-0"));
            top = temp.resolve("part" + i);
        }

        DirectoryTree.delete(top);

        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void whatIsNotThereIsDeletedAlready() throws IOException {
        DirectoryTree.delete(temp.resolve("missing"));
    }

    @Test
    void opensWhatItsOwnerHadClosed() throws IOException {
        Path inner = Files.createDirectories(temp.resolve("root/inner"));
        Path file = Files.createFile(inner.resolve("file"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("r--------"));

        DirectoryTree.open(temp.resolve("root"));

        assertThat(Files.isWritable(inner) && Files.isExecutable(inner)).isTrue();
        assertThat(file).isReadable();
    }

    @Test
    void opensTheTopAloneAndLeavesOthersTheirRights() throws IOException {
        Path root = Files.createDirectory(temp.resolve("root"));
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("---r-x---"));
        boolean closed = !Files.isReadable(root); // root of the system reads everything

        DirectoryTree.openTop(root);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root)))
                .isEqualTo(closed ? "rwxr-x---" : "---r-x---");
    }
}
