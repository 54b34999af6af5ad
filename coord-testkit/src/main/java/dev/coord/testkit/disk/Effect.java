package dev.coord.testkit.disk;

import dev.coord.testkit.disk.Node.Place;
import java.util.Map;
import java.util.Optional;

/** What an operation does to the disk. */
public sealed interface Effect {

    /** Names that from now on stand for a node, or for none; all of them at once. */
    record Entries(Map<Place, Optional<Node>> assigned) implements Effect {

        public boolean isIn(Node directory) {
            return assigned.keySet().stream().anyMatch(place -> place.directory() == directory);
        }
    }

    /** Something about a node that forcing it saves. */
    sealed interface Change extends Effect {
        Node node();
    }

    /** Bytes put into a file. */
    record Written(Node node, long position, Bytes bytes) implements Change {

        public Written cut(int length) {
            return new Written(node, position, bytes.first(length));
        }
    }

    /** A file cut to a size. */
    record Resized(Node node, long size) implements Change {}

    /** Other permissions. */
    record Permitted(Node node, String permissions) implements Change {}

    /** A file or directory forced. */
    record Forced(Node node) implements Effect {}

    /** A file or directory whose forcing failed. */
    record NotForced(Node node) implements Effect {}

    /** Nothing that a crash state shows. */
    record Nothing() implements Effect {}
}
