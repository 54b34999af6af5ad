package dev.coord.testkit.faults;

import dev.coord.testkit.disk.Bytes;
import dev.coord.testkit.disk.Effect;
import dev.coord.testkit.disk.Event;
import dev.coord.testkit.disk.Image;
import dev.coord.testkit.disk.Node;
import dev.coord.testkit.disk.Node.Place;
import dev.coord.testkit.faults.Operation.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Counts and records every operation below a root directory, and lets those fail that are to. Guarded by itself. */
final class Recorder {

    /** Does an operation on the real files, and tells what it did to them. */
    interface Action {
        Effect run() throws IOException;
    }

    /** Puts bytes into a real file. */
    interface Writing {
        void write(ByteBuffer bytes) throws IOException;
    }

    private final Path root;
    private final Node top;
    private final Map<Place, Node> earlier = new HashMap<>();
    private final Map<Place, Node> entries = new HashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final Set<FaultyChannel> open = new LinkedHashSet<>();
    private Faults faults = Faults.none();
    private @Nullable String death;

    Recorder(Path root) throws IOException {
        this.root = root;
        this.top = Node.of(root);
        find();
        entries.putAll(earlier);
    }

    synchronized void inject(Faults next) {
        faults = next;
    }

    synchronized void crash(String what) {
        if (death == null) {
            death = what;
            List.copyOf(open).forEach(FaultyChannel::die); // the system takes a dead process's locks
            open.clear();
        }
    }

    synchronized void restart() {
        crash("it is to be started again");
        death = null;
    }

    synchronized boolean isCrashed() {
        return death != null;
    }

    synchronized void requireAlive() throws IOException {
        if (death != null) {
            throw new Crashed(death);
        }
    }

    synchronized List<Operation> operations() {
        return List.copyOf(operations);
    }

    synchronized Collection<CrashState> states(CrashModel model, int done) {
        return CrashStates.of(
                model,
                top,
                earlier,
                events.stream().filter(event -> event.operation() <= done).toList());
    }

    synchronized void opened(FaultyChannel channel) throws IOException {
        requireAlive();
        open.add(channel);
    }

    synchronized void closed(FaultyChannel channel) {
        open.remove(channel);
    }

    /** Where a path is in the directory that is watched; nowhere if it is outside. Links in front of its name are followed. */
    synchronized Optional<Place> place(Path path) throws IOException {
        Path absolute = path.toAbsolutePath();
        Path parent = absolute.getParent();
        if (parent == null || absolute.equals(root)) {
            return Optional.empty();
        }
        Path directory = parent.toRealPath();
        if (!directory.startsWith(root)) {
            return Optional.empty();
        }
        return Optional.of(
                new Place(directory(directory), absolute.getFileName().toString()));
    }

    /** The file or directory a path leads to, links followed; none if it is outside. */
    synchronized Optional<Node> node(Path path) throws IOException {
        Path end = path.toRealPath();
        if (end.equals(root)) {
            return Optional.of(top);
        }
        return place(end).map(this::known);
    }

    /** The node of that name, without following it. */
    synchronized Node known(Place place) {
        Node node = entries.get(place);
        if (node == null) {
            throw new IllegalStateException("'" + place.name() + "' in '" + root
                    + "' was made behind the back of the fault-injecting file system; make it through its paths");
        }
        return node;
    }

    synchronized void perform(Kind kind, Path path, String target, Action action) throws IOException {
        perform(kind, path, target, 0, new Effect.Nothing(), action);
    }

    synchronized void force(Path path, Node node, Action action) throws IOException {
        Kind kind = node.type() == Node.Type.DIRECTORY ? Kind.FORCE_DIRECTORY : Kind.FORCE;
        perform(kind, path, "", 0, new Effect.NotForced(node), action);
    }

    synchronized void write(Path path, Node file, long position, ByteBuffer bytes, Writing writing) throws IOException {
        Bytes all = Bytes.of(bytes);
        Effect.Written written = new Effect.Written(file, position, all);
        if (nextFault(Kind.WRITE, path, "", all.length()) instanceof Fault.ShortWrite part) {
            int length = Math.min(part.bytes(), Math.max(0, all.length() - 1));
            ByteBuffer first = bytes.duplicate().limit(bytes.position() + length);
            add(Kind.WRITE, path, "", all.length(), () -> {
                writing.write(first);
                return written.cut(length);
            });
            fail(path, part.then());
        }
        perform(Kind.WRITE, path, "", all.length(), new Effect.Nothing(), () -> {
            writing.write(bytes);
            return written;
        });
    }

    private void perform(Kind kind, Path path, String target, int bytes, Effect onError, Action action)
            throws IOException {
        Fault fault = nextFault(kind, path, target, bytes);
        if (fault instanceof Fault.ShortWrite part) {
            fault = part.then();
        }
        if (fault instanceof Fault.None || fault instanceof Fault.CrashAfter) {
            add(kind, path, target, bytes, action);
        } else if (fault instanceof Fault.Failure) {
            add(kind, path, target, bytes, () -> onError);
        }
        fail(path, fault);
    }

    private Fault nextFault(Kind kind, Path path, String target, int bytes) throws IOException {
        requireAlive();
        return faults.of(new Operation(operations.size() + 1, kind, name(path), target, bytes));
    }

    private void fail(Path path, Fault fault) throws IOException {
        if (fault instanceof Fault.Failure error) {
            throw new FileSystemException(path.toString(), null, error.reason());
        }
        if (!(fault instanceof Fault.None)) {
            crash(
                    fault instanceof Fault.CrashBefore
                            ? "before operation " + (operations.size() + 1)
                            : "after operation " + operations.get(operations.size() - 1));
            requireAlive();
        }
    }

    /** What fails of itself has not happened and is not counted. */
    private void add(Kind kind, Path path, String target, int bytes, Action action) throws IOException {
        Effect effect = action.run();
        Operation operation = new Operation(operations.size() + 1, kind, name(path), target, bytes);
        operations.add(operation);
        events.add(new Event(operation.number(), effect, operation.toString()));
        if (effect instanceof Effect.Entries names) {
            Image.assign(entries, names);
        }
    }

    /** Saves what was written to a channel that is opened so. */
    synchronized void forced(Node file) {
        events.add(new Event(operations.size(), new Effect.Forced(file), "synchronous"));
    }

    String name(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(root)
                ? root.relativize(absolute)
                        .toString()
                        .replace(absolute.getFileSystem().getSeparator(), "/")
                : absolute.toString();
    }

    private Node directory(Path real) {
        Node node = top;
        for (Path name : root.relativize(real)) {
            if (!name.toString().isEmpty()) {
                node = known(new Place(node, name.toString()));
            }
        }
        return node;
    }

    private void find() throws IOException {
        Map<Path, Node> directories = new HashMap<>(Map.of(root, top));
        Map<Object, Node> nodes = new HashMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) throws IOException {
                return path.equals(root) ? FileVisitResult.CONTINUE : visitFile(path, attributes);
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) throws IOException {
                Object key = attributes.fileKey() == null ? path : attributes.fileKey();
                Node node = nodes.get(key);
                if (node == null) {
                    node = Node.of(path);
                    nodes.put(key, node);
                }
                directories.put(path, node);
                Node parent = directories.get(path.getParent());
                if (parent != null) {
                    earlier.put(new Place(parent, path.getFileName().toString()), node);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
