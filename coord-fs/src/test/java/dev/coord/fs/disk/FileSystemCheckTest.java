package dev.coord.fs.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coord.CoordinationException.StoreFailed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileSystemCheckTest {

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "NFS",
                "cifs",
                "smb3",
                "smbfs",
                "9p",
                "v9fs",
                "ceph",
                "lustre",
                "virtiofs",
                "vboxsf",
                "drvfs",
                "fuse.sshfs",
                "fuse.glusterfs",
                "fuse.s3fs",
                "fuse.rclone",
                "osxfuse.sshfs",
                "fuse.vmhgfs-fuse",
                "davfs"
            })
    void refusesWhatOtherMachinesMayShare(String type) {
        assertThatThrownBy(() -> FileSystemCheck.require(home, type))
                .isInstanceOf(StoreFailed.class)
                .hasMessageContaining(home.toString())
                .hasMessageContaining("(" + type + ")")
                .hasMessageContaining("--dir");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext4",
                "xfs",
                "btrfs",
                "zfs",
                "tmpfs",
                "overlay",
                "apfs",
                "hfs",
                "ufs",
                "f2fs",
                "NTFS",
                "fuseblk",
                "fuse.fuse-overlayfs",
                "fuse.gocryptfs",
                "ecryptfs",
                "bcachefs"
            })
    void takesWhatIsLocal(String type) {
        assertThatCode(() -> FileSystemCheck.require(home, type)).doesNotThrowAnyException();
    }

    @Test
    void takesASharedOneFromWhoKnowsBetter() throws IOException {
        Files.createDirectory(home.resolve("coordination.d"));
        Files.createFile(new DirectoryLayout(home).consent());

        assertThatCode(() -> FileSystemCheck.require(home, "nfs4")).doesNotThrowAnyException();
    }

    @Test
    void takesTheFileSystemOfThisTest() {
        assertThatCode(() -> FileSystemCheck.require(home)).doesNotThrowAnyException();
        assertThat(home).isEmptyDirectory();
    }
}
