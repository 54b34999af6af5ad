package dev.coord.testkit.disk;

import dev.coord.testkit.disk.Node.Place;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** All files of a directory, by their paths relative to it; parents come before what they hold. */
public record Image(SortedMap<String, Item> items) {

    static final Charset NAMES = StandardCharsets.UTF_8;

    /** A file, directory or link. */
    record Item(Node.Type type, Bytes bytes, String permissions) {}

    /** What is there after these effects, in their order, upon an earlier state of the directory. */
    public static Image of(Node root, Map<Place, Node> earlier, List<Effect> effects) {
        Map<Place, Node> entries = new HashMap<>(earlier);
        Map<Node, Item> contents = new HashMap<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Entries names) {
                assign(entries, names);
            } else if (effect instanceof Effect.Change change) {
                contents.compute(change.node(), (node, item) -> changed(item == null ? asMade(node) : item, change));
            }
        }
        Map<Node, Map<String, Node>> children = new HashMap<>();
        entries.forEach((place, node) -> children.computeIfAbsent(place.directory(), key -> new TreeMap<>())
                .put(place.name(), node));
        SortedMap<String, Item> items = new TreeMap<>();
        collect(root, "", children, contents, items);
        return new Image(items);
    }

    public static void assign(Map<Place, Node> entries, Effect.Entries names) {
        names.assigned().forEach((place, node) -> {
            entries.remove(place);
            node.ifPresent(there -> entries.put(place, there));
        });
    }

    /** Makes it so in an empty directory. */
    public void materialise(Path directory) throws IOException {
        for (Map.Entry<String, Item> entry : items.entrySet()) {
            Path path = directory.resolve(entry.getKey());
            Item item = entry.getValue();
            switch (item.type()) {
                case LINK ->
                    Files.createSymbolicLink(
                            path,
                            path.getFileSystem().getPath(new String(item.bytes().toArray(), NAMES)));
                case DIRECTORY -> Files.createDirectory(path);
                case FILE -> Files.write(path, item.bytes().toArray());
            }
        }
        for (Map.Entry<String, Item> entry : items.entrySet()) {
            if (!entry.getValue().permissions().isEmpty()) { // last, since they may forbid to write
                Files.setPosixFilePermissions(
                        directory.resolve(entry.getKey()),
                        PosixFilePermissions.fromString(entry.getValue().permissions()));
            }
        }
    }

    private static Item asMade(Node node) {
        return new Item(node.type(), node.bytes(), node.permissions());
    }

    private static Item changed(Item item, Effect.Change change) {
        if (change instanceof Effect.Permitted permitted) {
            return new Item(item.type(), item.bytes(), permitted.permissions());
        }
        Bytes bytes = change instanceof Effect.Written written
                ? item.bytes().with(written.position(), written.bytes())
                : item.bytes().first(((Effect.Resized) change).size());
        return new Item(item.type(), bytes, item.permissions());
    }

    private static void collect(
            Node directory,
            String prefix,
            Map<Node, Map<String, Node>> children,
            Map<Node, Item> contents,
            SortedMap<String, Item> items) {
        children.getOrDefault(directory, Map.of()).forEach((name, node) -> {
            items.put(prefix + name, Optional.ofNullable(contents.get(node)).orElseGet(() -> asMade(node)));
            if (node.type() == Node.Type.DIRECTORY) {
                collect(node, prefix + name + "/", children, contents, items);
            }
        });
    }
}
