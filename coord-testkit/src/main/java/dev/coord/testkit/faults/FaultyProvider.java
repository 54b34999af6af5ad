package dev.coord.testkit.faults;

import dev.coord.testkit.disk.Effect;
import dev.coord.testkit.disk.Node;
import dev.coord.testkit.disk.Node.Place;
import dev.coord.testkit.faults.Operation.Kind;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes everything to the provider of the real file system, and by way of the recorder what changes something. */
final class FaultyProvider extends FileSystemProvider {

    private final FaultyFileSystem files;
    private final Recorder recorder;

    FaultyProvider(FaultyFileSystem files, Recorder recorder) {
        this.files = files;
        this.recorder = recorder;
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> environment) {
        throw new UnsupportedOperationException("use FaultyFileSystem.over(directory)");
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        throw new UnsupportedOperationException("keep what FaultyFileSystem.over(directory) returned");
    }

    @Override
    public Path getPath(URI uri) {
        throw new UnsupportedOperationException("use FaultyFileSystem.root()");
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        recorder.requireAlive();
        Path real = FaultyPath.real(path);
        boolean writes = options.contains(StandardOpenOption.WRITE) || options.contains(StandardOpenOption.APPEND);
        if (!writes && Files.isRegularFile(real)) {
            return opened(FileChannel.open(real, options), real, options, Optional.empty());
        }
        synchronized (recorder) {
            return writes ? openForWriting(real, options, attributes) : openDirectory(real, options);
        }
    }

    private FileChannel openDirectory(Path real, Set<? extends OpenOption> options) throws IOException {
        FileChannel channel = FileChannel.open(real, options);
        return opened(channel, real, options, Files.isDirectory(real) ? recorder.node(real) : Optional.empty());
    }

    private FileChannel openForWriting(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path real = path;
        boolean follows =
                !options.contains(LinkOption.NOFOLLOW_LINKS) && !options.contains(StandardOpenOption.CREATE_NEW);
        while (follows && Files.isSymbolicLink(real)) { // what is created is what the link leads to
            real = real.resolveSibling(Files.readSymbolicLink(real));
        }
        return openForWritingHere(real, options, attributes);
    }

    private FileChannel openForWritingHere(Path real, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Set<OpenOption> rest = new HashSet<>(options);
        boolean deletes = rest.remove(StandardOpenOption.DELETE_ON_CLOSE);
        boolean isOnlyNew = rest.remove(StandardOpenOption.CREATE_NEW);
        boolean creates = rest.remove(StandardOpenOption.CREATE);
        LinkOption[] links = rest.contains(LinkOption.NOFOLLOW_LINKS)
                ? new LinkOption[] {LinkOption.NOFOLLOW_LINKS}
                : new LinkOption[0];
        boolean isNew = isOnlyNew || (creates && !Files.exists(real, links));
        if (isNew) {
            Set<OpenOption> once = Set.of(
                    isOnlyNew ? StandardOpenOption.CREATE_NEW : StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            create(
                    Kind.CREATE,
                    real,
                    "",
                    () -> FileChannel.open(real, once, attributes).close());
        }
        Optional<Node> node = recorder.node(real);
        boolean truncates = rest.remove(StandardOpenOption.TRUNCATE_EXISTING) && !isNew;
        FileChannel channel = FileChannel.open(real, rest);
        try {
            if (truncates && node.isPresent() && channel.size() > 0) {
                recorder.perform(Kind.TRUNCATE, real, "", () -> {
                    channel.truncate(0);
                    return new Effect.Resized(node.get(), 0);
                });
            }
            Set<OpenOption> mine = new HashSet<>(rest);
            if (deletes) {
                mine.add(StandardOpenOption.DELETE_ON_CLOSE);
            }
            return opened(channel, real, mine, node);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private FileChannel opened(FileChannel channel, Path real, Set<? extends OpenOption> options, Optional<Node> node)
            throws IOException {
        FaultyChannel faulty = new FaultyChannel(channel, recorder, real, node.orElse(null), options, this::deleteReal);
        try {
            recorder.opened(faulty);
            return faulty;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private interface Making {
        void make() throws IOException;
    }

    private void create(Kind kind, Path real, String target, Making making) throws IOException {
        synchronized (recorder) {
            Optional<Place> place = recorder.place(real);
            if (place.isEmpty()) {
                making.make();
                return;
            }
            recorder.perform(kind, real, target, () -> {
                making.make();
                return new Effect.Entries(Map.of(place.get(), Optional.of(Node.of(real))));
            });
        }
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path directory, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        recorder.requireAlive();
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream =
                Files.newDirectoryStream(FaultyPath.real(directory), path -> filter.accept(files.wrap(path)))) {
            stream.forEach(path -> found.add(files.wrap(path)));
        }
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return found.iterator();
            }

            @Override
            public void close() {
                // it was read at once
            }
        };
    }

    @Override
    public void createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        recorder.requireAlive();
        Path real = FaultyPath.real(directory);
        create(Kind.CREATE_DIRECTORY, real, "", () -> Files.createDirectory(real, attributes));
    }

    @Override
    public void createSymbolicLink(Path link, Path target, FileAttribute<?>... attributes) throws IOException {
        recorder.requireAlive();
        Path real = FaultyPath.real(link);
        Path to = FaultyPath.real(target);
        create(Kind.CREATE_LINK, real, to.toString(), () -> Files.createSymbolicLink(real, to, attributes));
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        recorder.requireAlive();
        Path real = FaultyPath.real(link);
        Path to = FaultyPath.real(existing);
        synchronized (recorder) {
            Optional<Place> place = recorder.place(real);
            Optional<Place> from = recorder.place(to);
            if (place.isEmpty() || from.isEmpty() || !Files.exists(to, LinkOption.NOFOLLOW_LINKS)) {
                Files.createLink(real, to);
                return;
            }
            Node node = recorder.known(from.get());
            recorder.perform(Kind.CREATE_LINK, real, recorder.name(to), () -> {
                Files.createLink(real, to);
                return new Effect.Entries(Map.of(place.get(), Optional.of(node)));
            });
        }
    }

    @Override
    public Path readSymbolicLink(Path link) throws IOException {
        recorder.requireAlive();
        return files.wrap(Files.readSymbolicLink(FaultyPath.real(link)));
    }

    @Override
    public void delete(Path path) throws IOException {
        recorder.requireAlive();
        deleteReal(FaultyPath.real(path));
    }

    private void deleteReal(Path real) throws IOException {
        synchronized (recorder) {
            Optional<Place> place =
                    Files.exists(real, LinkOption.NOFOLLOW_LINKS) ? recorder.place(real) : Optional.empty();
            if (place.isEmpty()) {
                Files.delete(real); // or says that there is none
                return;
            }
            recorder.known(place.get());
            recorder.perform(Kind.DELETE, real, "", () -> {
                Files.delete(real);
                return new Effect.Entries(Map.of(place.get(), Optional.empty()));
            });
        }
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        Set<CopyOption> wanted = Set.of(options);
        boolean replaces = wanted.contains(StandardCopyOption.REPLACE_EXISTING);
        if (isSameFile(source, target, replaces)) {
            return;
        }
        if (replaces) {
            deleteIfExists(target);
        }
        if (Files.isDirectory(source)) {
            createDirectory(target);
        } else {
            try (FileChannel in = newFileChannel(source, Set.of(StandardOpenOption.READ));
                    FileChannel out =
                            newFileChannel(target, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
                out.transferFrom(in, 0, in.size());
            }
        }
        if (wanted.contains(StandardCopyOption.COPY_ATTRIBUTES)) {
            Files.setLastModifiedTime(target, Files.getLastModifiedTime(source));
        }
    }

    private boolean isSameFile(Path source, Path target, boolean exists) throws IOException {
        return exists && Files.exists(target) && isSameFile(source, target);
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        recorder.requireAlive();
        Path from = FaultyPath.real(source);
        Path to = FaultyPath.real(target);
        synchronized (recorder) {
            if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(from, to, options); // says so
                return;
            }
            Optional<Place> there = recorder.place(to);
            Optional<Place> here = recorder.place(from);
            if (here.isEmpty() || there.isEmpty()) {
                if (here.isPresent() || there.isPresent()) {
                    throw new UnsupportedOperationException("cannot move '" + from + "' to '" + to
                            + "': one of them is not in the directory with faults; copy it instead");
                }
                Files.move(from, to, options);
                return;
            }
            Map<Place, Optional<Node>> assigned = new HashMap<>();
            assigned.put(here.get(), Optional.empty());
            assigned.put(there.get(), Optional.of(recorder.known(here.get())));
            recorder.perform(Kind.RENAME, from, recorder.name(to), () -> {
                Files.move(from, to, options);
                return Files.exists(from, LinkOption.NOFOLLOW_LINKS) // two names of one file both stay
                        ? new Effect.Nothing()
                        : new Effect.Entries(assigned);
            });
        }
    }

    @Override
    public boolean isSameFile(Path path, Path other) throws IOException {
        recorder.requireAlive();
        return path.equals(other)
                || (other.getFileSystem() == files && Files.isSameFile(FaultyPath.real(path), FaultyPath.real(other)));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        recorder.requireAlive();
        return Files.isHidden(FaultyPath.real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        recorder.requireAlive();
        return Files.getFileStore(FaultyPath.real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        recorder.requireAlive();
        Path real = FaultyPath.real(path);
        real.getFileSystem().provider().checkAccess(real, modes);
    }

    @Override
    public <V extends FileAttributeView> @Nullable V getFileAttributeView(
            Path path, Class<V> type, LinkOption... options) {
        V view = Files.getFileAttributeView(FaultyPath.real(path), type, options);
        return view == null ? null : AttributeChanges.watch(view, type, FaultyPath.real(path), recorder);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        recorder.requireAlive();
        return Files.readAttributes(FaultyPath.real(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        recorder.requireAlive();
        return Files.readAttributes(FaultyPath.real(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        recorder.requireAlive();
        Path real = FaultyPath.real(path);
        AttributeChanges.perform(recorder, real, () -> Files.setAttribute(real, attribute, value, options));
    }
}
