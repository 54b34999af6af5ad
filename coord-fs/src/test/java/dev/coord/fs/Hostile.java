package dev.coord.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What somebody may put where a file of coord's belongs, and what he may forbid. */
enum Hostile {
    SYMBOLIC_LINK {
        @Override
        void plant(Path file, Path victim) throws IOException {
            Files.createSymbolicLink(file, victim);
        }
    },
    DANGLING_LINK {
        @Override
        void plant(Path file, Path victim) throws IOException {
            Files.createSymbolicLink(file, victim.resolveSibling("not-there"));
        }
    },
    LINK_TO_ITSELF {
        @Override
        void plant(Path file, Path victim) throws IOException {
            Files.createSymbolicLink(file, file);
        }
    },
    HARD_LINK {
        @Override
        void plant(Path file, Path victim) throws IOException {
            Files.createLink(file, victim);
        }
    },
    PIPE {
        @Override
        void plant(Path file, Path victim) throws IOException {
            run("mkfifo", file.toString());
        }
    },
    SOCKET {
        @Override
        void plant(Path file, Path victim) throws IOException {
            Path shorter = Files.createTempDirectory(Path.of("/tmp"), "safety-").resolve("s"); // names are limited
            ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    .bind(UnixDomainSocketAddress.of(shorter))
                    .close();
            Files.move(shorter, file);
            Files.delete(shorter.getParent());
        }
    },
    DIRECTORY {
        @Override
        void plant(Path file, Path victim) throws IOException {
            Files.createDirectories(file.resolve("full/of/things"));
        }
    };

    abstract void plant(Path file, Path victim) throws IOException;

    /** Whether the test's user may do what only a system's administrator may. */
    static boolean isAdministrator() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Gives a file to another user; the test is skipped where that is not permitted. */
    static void giveAway(Path file) throws IOException {
        assumeTrue(isAdministrator(), "only root gives files away");
        Files.setAttribute(file, "unix:uid", 65534);
    }

    /** Lets nobody change a directory's entries, or a file; the test is skipped where that is not permitted. */
    static Closeable frozen(Path file) {
        try {
            return freeze(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Closeable freeze(Path file) throws IOException {
        if (isAdministrator()) {
            assumeTrue(exit("chattr", "+i", file.toString()) == 0, "this file system does not know chattr +i");
            return () -> run("chattr", "-i", file.toString());
        }
        var before = Files.getPosixFilePermissions(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r-xr-xr-x"));
        return () -> Files.setPosixFilePermissions(file, before);
    }

    static void whileFrozen(Path file, ThrowingCallable action) throws Throwable {
        Closeable frozen = frozen(file);
        try {
            action.call();
        } finally {
            frozen.close();
        }
    }

    static void remove(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException e) throws IOException {
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static void run(String... command) throws IOException {
        assertThat(exit(command)).as(List.of(command).toString()).isZero();
    }

    static int exit(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.onExit().join().exitValue();
    }
}
