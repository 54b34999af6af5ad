package dev.coord.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class MountPointsTest {

    private static final String LIST = "22 1 0:21 / / rw,relatime - ext4 /dev/sda rw\n"
            + "30 22 0:21 /home/x /w/r.coord/A-1/mnt rw - ext4 /dev/sda rw\n"
            + "31 22 0:40 / /w/r.coord/A-1/a\\040b\\134c\\303\\251 rw shared:1 - fuse.sshfs h: rw\n"
            + "32 22 0:21 /y /w/r.coord/A-10 rw - ext4 /dev/sda rw\n"
            + "damaged line\n";

    @Test
    void findsWhatIsMountedBelowADirectoryWhateverItsName() {
        assertThat(MountPoints.below(Path.of("/w/r.coord/A-1"), LIST))
                .containsExactly(Path.of("/w/r.coord/A-1/a b\\cé"), Path.of("/w/r.coord/A-1/mnt"));
    }

    @Test
    void aDirectoryThatIsItselfMountedCounts() {
        assertThat(MountPoints.below(Path.of("/w/r.coord/A-10"), LIST)).containsExactly(Path.of("/w/r.coord/A-10"));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void readsTheListOfTheSystem() {
        assertThat(MountPoints.below(Path.of("/"))).contains(Path.of("/proc"));
    }

    @Test
    void nothingIsMountedInAnOrdinaryDirectory(@TempDir Path temp) throws java.io.IOException {
        assertThat(MountPoints.below(Files.createDirectory(temp.resolve("d")))).isEmpty();
        assertThat(MountPoints.below(temp.resolve("missing"))).isEmpty();
    }
}
