package dev.coord.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultyFileSystemTest {

    @TempDir
    Path temp;

    private Path real;
    private FaultyFileSystem disk;
    private Path root;

    @BeforeEach
    void wrap() throws IOException {
        real = Files.createDirectory(temp.resolve("disk")).toRealPath();
        Files.writeString(real.resolve("old"), "old");
        disk = FaultyFileSystem.over(real);
        root = disk.root();
    }

    @Nested
    class WithoutFaults {

        @Test
        void countsWhatChangesFilesAndNothingElse() throws IOException {
            Path directory = Files.createDirectory(root.resolve("d"));
            Path file = directory.resolve("f");
            Files.writeString(file, "ab");
            Files.writeString(file, "c", StandardOpenOption.APPEND);
            force(file);
            force(directory);
            Path moved = Files.move(file, directory.resolve("g"), StandardCopyOption.ATOMIC_MOVE);
            Files.setPosixFilePermissions(moved, PosixFilePermissions.fromString("r--r-----"));
            Files.createSymbolicLink(root.resolve("l"), root.getFileSystem().getPath("d/g"));
            Files.writeString(root.resolve("old"), "");
            Files.readString(moved);
            Files.size(moved);
            Files.exists(root.resolve("missing"));
            Files.deleteIfExists(root.resolve("missing"));
            Files.delete(moved);

            assertThat(disk.operations())
                    .extracting(Operation::toString)
                    .containsExactly(
                            "1. CREATE_DIRECTORY 'd'",
                            "2. CREATE 'd/f'",
                            "3. WRITE 'd/f' 2 bytes",
                            "4. WRITE 'd/f' 1 bytes",
                            "5. FORCE 'd/f'",
                            "6. FORCE_DIRECTORY 'd'",
                            "7. RENAME 'd/f' -> 'd/g'",
                            "8. SET_ATTRIBUTES 'd/g'",
                            "9. CREATE_LINK 'l' -> 'd/g'",
                            "10. TRUNCATE 'old'",
                            "11. DELETE 'd/g'");
        }

        @Test
        void doesNotCountWhatFailsOfItself() {
            assertThatThrownBy(() -> Files.createFile(root.resolve("old")))
                    .isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(() -> Files.delete(root.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> Files.move(root.resolve("missing"), root.resolve("old")))
                    .isInstanceOf(NoSuchFileException.class);

            assertThat(disk.operations()).isEmpty();
        }

        @Test
        void isTheRealDirectory() throws IOException {
            Files.copy(root.resolve("old"), root.resolve("copy"));
            Files.createLink(root.resolve("hard"), root.resolve("copy"));
            Files.writeString(root.resolve("hard"), "!", StandardOpenOption.APPEND);

            assertThat(real.resolve("copy")).hasContent("old!");
            try (Stream<Path> names = Files.list(root)) {
                assertThat(names)
                        .containsExactlyInAnyOrder(root.resolve("old"), root.resolve("copy"), root.resolve("hard"));
            }
            assertThat(root.resolve("../disk/old").toRealPath()).isEqualTo(root.resolve("old"));
            assertThat(Files.getAttribute(root.resolve("old"), "unix:nlink")).isEqualTo(1);
        }

        @Test
        void passesLocksToTheSystem() throws IOException {
            try (FileChannel one = FileChannel.open(root.resolve("old"), StandardOpenOption.WRITE);
                    FileLock lock = one.lock()) {
                assertThat(lock.isValid()).isTrue();
                assertThat(lock.acquiredBy()).isSameAs(one);
                try (FileChannel other = FileChannel.open(real.resolve("old"), StandardOpenOption.WRITE)) {
                    assertThatThrownBy(other::tryLock).isInstanceOf(OverlappingFileLockException.class);
                }
            }
        }

        @Test
        void leavesWhatIsOutsideAlone() throws IOException {
            Path outside = root.resolveSibling("outside");

            Files.writeString(outside, "x");
            Files.delete(outside);

            assertThat(disk.operations()).isEmpty();
        }

        @Test
        void saysThatAFileWasMadeBehindItsBack() throws IOException {
            Files.writeString(real.resolve("secret"), "");

            assertThatThrownBy(() -> Files.delete(root.resolve("secret")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("behind the back");
        }
    }

    @Nested
    class Faulty {

        @Test
        void failsOnceAndDoesNothing() throws IOException {
            disk.inject(Faults.at(2, Fault.error(Fault.NO_SPACE)));

            assertThatThrownBy(() -> Files.writeString(root.resolve("f"), "ab")).hasMessageContaining(Fault.NO_SPACE);

            assertThat(real.resolve("f")).isEmptyFile();
            Files.writeString(root.resolve("f"), "ab");
            assertThat(real.resolve("f")).hasContent("ab");
        }

        @Test
        void failsFromThenOnUntilItIsMended() throws IOException {
            disk.inject(Faults.from(1, Fault.error(Fault.IO_ERROR)));

            assertThatThrownBy(() -> Files.createFile(root.resolve("f"))).hasMessageContaining(Fault.IO_ERROR);
            assertThatThrownBy(() -> Files.delete(root.resolve("old"))).hasMessageContaining(Fault.IO_ERROR);

            disk.inject(Faults.none());
            Files.delete(root.resolve("old"));
        }

        @Test
        void writesAPart() {
            disk.inject(Faults.at(2, Fault.shortWrite(3, Fault.error(Fault.NO_SPACE))));

            assertThatThrownBy(() -> Files.writeString(root.resolve("f"), "abcdef"))
                    .hasMessageContaining(Fault.NO_SPACE);

            assertThat(real.resolve("f")).hasContent("abc");
        }

        @Test
        void neverWritesTheWholeOfAShortWrite() {
            disk.inject(Faults.at(2, Fault.shortWrite(100, Fault.CRASH_AFTER)));

            assertThatThrownBy(() -> Files.writeString(root.resolve("f"), "abc"))
                    .isInstanceOf(Crashed.class);

            assertThat(real.resolve("f")).hasContent("ab");
        }

        @Test
        void nothingReachesTheDiskAfterACrash() throws IOException {
            FileChannel open = FileChannel.open(root.resolve("old"), StandardOpenOption.WRITE);
            FileLock lock = open.lock();
            disk.inject(Faults.at(1, Fault.CRASH_AFTER));

            assertThatThrownBy(() -> Files.createFile(root.resolve("f"))).isInstanceOf(Crashed.class);

            assertThat(real.resolve("f")).exists();
            assertThat(lock.isValid()).isFalse();
            assertThatThrownBy(() -> open.write(bytes("x"))).isInstanceOf(Crashed.class);
            assertThatThrownBy(() -> Files.delete(root.resolve("f"))).isInstanceOf(Crashed.class);
            assertThatThrownBy(() -> Files.readString(root.resolve("f"))).isInstanceOf(Crashed.class);
            assertThatCode(open::close).doesNotThrowAnyException();
            assertThat(disk.isCrashed()).isTrue();
        }

        @Test
        void aCrashBeforeLeavesTheOperationUndone() {
            disk.inject(Faults.at(1, Fault.CRASH_BEFORE));

            assertThatThrownBy(() -> Files.createFile(root.resolve("f"))).isInstanceOf(Crashed.class);

            assertThat(real.resolve("f")).doesNotExist();
            assertThat(disk.operations()).isEmpty();
        }

        @Test
        void anotherProcessGoesOnWithWhatTheDeadOneLeft() throws IOException {
            Files.writeString(root.resolve("f"), "unsafe");
            disk.crash();

            disk.restart();
            Files.writeString(root.resolve("g"), "x");

            assertThat(root.resolve("f")).hasContent("unsafe");
            assertThat(states()).contains("old=old").contains("f=unsafe g=x old=old");
        }

        @Test
        void changesOfAttributesFailToo() throws IOException {
            PosixFileAttributeView view = Files.getFileAttributeView(root.resolve("old"), PosixFileAttributeView.class);
            disk.inject(Faults.from(1, Fault.error(Fault.IO_ERROR)));

            assertThatThrownBy(() -> view.setPermissions(PosixFilePermissions.fromString("---------")))
                    .hasMessageContaining(Fault.IO_ERROR);
            assertThatThrownBy(() -> Files.setAttribute(root.resolve("old"), "posix:permissions", Set.of()))
                    .hasMessageContaining(Fault.IO_ERROR);
        }
    }

    @Nested
    class AfterAPowerCut {

        @Test
        void aRenameMayBeThereWithoutItsData() throws IOException {
            Files.writeString(root.resolve("new"), "new");
            Files.move(root.resolve("new"), root.resolve("old"), StandardCopyOption.REPLACE_EXISTING);

            assertThat(states())
                    .containsExactlyInAnyOrder(
                            "old=old", "old=new", "old=", "old=n", "old=ne", "new= old=old", "new=new old=old");
        }

        @Test
        void forcedDataAndForcedNamesStay() throws IOException {
            Files.writeString(root.resolve("new"), "new");
            force(root.resolve("new"));
            Files.move(root.resolve("new"), root.resolve("old"), StandardCopyOption.REPLACE_EXISTING);
            assertThat(states()).containsExactlyInAnyOrder("old=old", "old=new", "new=new old=old");

            force(root);

            assertThat(states()).containsExactly("old=new");
        }

        @Test
        void laterWorkMayBeThereWithoutTheEarlier() throws IOException {
            Files.createFile(root.resolve("a"));
            Files.createFile(root.resolve("b"));

            assertThat(states()).containsExactlyInAnyOrder("old=old", "a= old=old", "b= old=old", "a= b= old=old");
        }

        @Test
        void aLaterWriteMayBeThereWithoutTheEarlier() throws IOException {
            Files.writeString(root.resolve("old"), "1", StandardOpenOption.APPEND);
            Files.writeString(root.resolve("old"), "2", StandardOpenOption.APPEND);

            assertThat(states()).containsExactlyInAnyOrder("old=old", "old=old1", "old=old\0002", "old=old12");
        }

        @Test
        void whatAFailedForceWasToSaveIsNotSavedByTheNext() throws IOException {
            Files.writeString(root.resolve("old"), "1", StandardOpenOption.APPEND);
            disk.inject(Faults.at(2, Fault.error(Fault.IO_ERROR)));
            assertThatThrownBy(() -> force(root.resolve("old"))).hasMessageContaining(Fault.IO_ERROR);

            force(root.resolve("old"));

            assertThat(states()).contains("old=old", "old=old1");
        }

        @Test
        void whatIsInADirectoryGoesWithItsName() throws IOException {
            Path directory = Files.createDirectory(root.resolve("d"));
            Files.writeString(directory.resolve("f"), "x");
            force(directory.resolve("f"));
            force(directory);

            assertThat(states()).containsExactlyInAnyOrder("old=old", "d/ d/f=x old=old");
        }

        @Test
        void permissionsAreSafeWithTheFile() throws IOException {
            Path file = root.resolve("old");
            Set<PosixFilePermission> before = Files.getPosixFilePermissions(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));

            assertThat(disk.crashStatesNow(CrashModel.POWER_CUT)).hasSize(2);
            force(file);

            Path fresh = Files.createDirectory(temp.resolve("fresh"));
            List<CrashState> states = disk.crashStatesNow(CrashModel.POWER_CUT);
            assertThat(states).hasSize(1);
            states.get(0).materialise(fresh);
            assertThat(Files.getPosixFilePermissions(fresh.resolve("old")))
                    .isNotEqualTo(before)
                    .hasSize(3);
        }

        @Test
        void synchronousWritesAreSafeAtOnce() throws IOException {
            Files.writeString(root.resolve("old"), "1", StandardOpenOption.APPEND, StandardOpenOption.DSYNC);

            assertThat(states()).containsExactly("old=old1");
        }
    }

    @Test
    void aProcessThatCrashesLosesNothingItDidAndTearsAWrite() throws IOException {
        Files.writeString(root.resolve("f"), "abcd");

        assertThat(texts(disk.crashStates(CrashModel.PROCESS_CRASH)))
                .containsExactlyInAnyOrder(
                        "old=old", "f= old=old", "f=abcd old=old", "f=a old=old", "f=ab old=old", "f=abc old=old");
    }

    private List<String> states() throws IOException {
        return texts(disk.crashStatesNow(CrashModel.POWER_CUT));
    }

    private List<String> texts(List<CrashState> states) throws IOException {
        List<String> texts = new ArrayList<>();
        for (CrashState state : states) {
            Path fresh = Files.createTempDirectory(temp, "state");
            state.materialise(fresh);
            texts.add(Trees.text(fresh));
        }
        return texts;
    }

    private static void force(Path path) throws IOException {
        boolean isDirectory = Files.isDirectory(path);
        try (FileChannel channel =
                FileChannel.open(path, isDirectory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
