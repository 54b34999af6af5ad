package dev.coord.git;

import dev.coord.git.command.Git;
import dev.coord.git.repository.DirectoryTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * A repository with one commit on main. It is made once for a JVM and then copied, which takes one command of git's where
 * making it takes six.
 */
final class TemplateRepository {

    private static final Path TEMPLATE = make();

    private TemplateRepository() {}

    /** Puts a copy into a directory that is missing or empty, with an index that knows the files of the copy. */
    static void copy(Path directory) {
        copy(TEMPLATE, directory);
    }

    /** The same with another repository, at rest. */
    static void copy(Path from, Path directory) {
        try {
            Files.createDirectories(directory.resolve("..").normalize());
            Files.walkFileTree(from, new Copy(from, directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        new Git(directory).run("update-index", "-q", "--refresh");
    }

    /** An empty directory that is there as long as the JVM. */
    static Path temporary() {
        try {
            Path directory = Files.createTempDirectory("coord-template");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path make() {
        Path directory = temporary();
        Sandbox sandbox = Sandbox.at(directory);
        sandbox.git("init", "--quiet", "--initial-branch=main");
        sandbox.git("config", "user.name", "Ada");
        sandbox.git("config", "user.email", "ada@example.org");
        sandbox.write("README", "hello\n");
        sandbox.write("shared.txt", "one\ntwo\nthree\n");
        sandbox.commitAll("begin");
        return directory;
    }

    private static void delete(Path directory) {
        try {
            DirectoryTree.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Copy extends SimpleFileVisitor<Path> {

        private final Path source;
        private final Path target;

        Copy(Path source, Path target) {
            this.source = source;
            this.target = target;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
            Files.createDirectories(to(from));
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
            Files.copy(from, to(from), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
        }

        private Path to(Path from) {
            return target.resolve(source.relativize(from).toString());
        }
    }
}
