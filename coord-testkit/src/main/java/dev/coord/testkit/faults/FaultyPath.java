package dev.coord.testkit.faults;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import org.jspecify.annotations.Nullable;

/** A real path that leads through the file system with faults. */
final class FaultyPath implements Path {

    private final FaultyFileSystem files;
    private final Path real;

    FaultyPath(FaultyFileSystem files, Path real) {
        this.files = files;
        this.real = real;
    }

    static Path real(Path path) {
        if (path instanceof FaultyPath faulty) {
            return faulty.real;
        }
        throw new ProviderMismatchException("'" + path + "' is of another file system");
    }

    @Override
    public FileSystem getFileSystem() {
        return files;
    }

    @Override
    public boolean isAbsolute() {
        return real.isAbsolute();
    }

    @Override
    public @Nullable Path getRoot() {
        return wrap(real.getRoot());
    }

    @Override
    public @Nullable Path getFileName() {
        return wrap(real.getFileName());
    }

    @Override
    public @Nullable Path getParent() {
        return wrap(real.getParent());
    }

    @Override
    public int getNameCount() {
        return real.getNameCount();
    }

    @Override
    public Path getName(int index) {
        return files.wrap(real.getName(index));
    }

    @Override
    public Path subpath(int begin, int end) {
        return files.wrap(real.subpath(begin, end));
    }

    @Override
    public boolean startsWith(Path other) {
        return isMine(other) && real.startsWith(real(other));
    }

    @Override
    public boolean endsWith(Path other) {
        return isMine(other) && real.endsWith(real(other));
    }

    @Override
    public Path normalize() {
        return files.wrap(real.normalize());
    }

    @Override
    public Path resolve(Path other) {
        return files.wrap(real.resolve(real(other)));
    }

    @Override
    public Path relativize(Path other) {
        return files.wrap(real.relativize(real(other)));
    }

    /** Leads nowhere: the file system cannot be found by its scheme. */
    @Override
    public URI toUri() {
        return URI.create("faulty:" + real.toUri());
    }

    /** Refused: a file would go past the faults. */
    @Override
    public File toFile() {
        throw new UnsupportedOperationException("a File would go past the file system with faults; use the Path");
    }

    @Override
    public Path toAbsolutePath() {
        return files.wrap(real.toAbsolutePath());
    }

    @Override
    public Path toRealPath(LinkOption... options) throws IOException {
        files.requireAlive();
        return files.wrap(real.toRealPath(options));
    }

    @Override
    public WatchKey register(WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers)
            throws IOException {
        files.requireAlive();
        return real.register(watcher, events, modifiers);
    }

    @Override
    public int compareTo(Path other) {
        return real.compareTo(real(other));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FaultyPath path && path.files == files && path.real.equals(real);
    }

    @Override
    public int hashCode() {
        return real.hashCode();
    }

    @Override
    public String toString() {
        return real.toString();
    }

    private boolean isMine(Path other) {
        return other instanceof FaultyPath path && path.files == files;
    }

    private @Nullable Path wrap(@Nullable Path path) {
        return path == null ? null : files.wrap(path);
    }
}
