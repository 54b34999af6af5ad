package dev.coord.testkit.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A file, directory or symbolic link, whatever its names; equal only to itself. */
public final class Node {

    public enum Type {
        FILE,
        DIRECTORY,
        LINK
    }

    /** A name in a directory. */
    public record Place(Node directory, String name) {}

    private final Type type;
    private final Bytes bytes;
    private final String permissions;

    private Node(Type type, Bytes bytes, String permissions) {
        this.type = type;
        this.bytes = bytes;
        this.permissions = permissions;
    }

    /** A node as it is found or was just made; its content counts as safe. */
    public static Node of(Path real) throws IOException {
        if (Files.isSymbolicLink(real)) {
            return new Node(
                    Type.LINK, Bytes.of(Files.readSymbolicLink(real).toString().getBytes(Image.NAMES)), "");
        }
        if (Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS)) {
            return new Node(Type.DIRECTORY, Bytes.NONE, permissions(real));
        }
        Bytes bytes = Files.isRegularFile(real) ? Bytes.of(Files.readAllBytes(real)) : Bytes.NONE;
        return new Node(Type.FILE, bytes, permissions(real));
    }

    public static String permissions(Path real) throws IOException {
        return real.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? PosixFilePermissions.toString(Files.getPosixFilePermissions(real))
                : "";
    }

    public Type type() {
        return type;
    }

    Bytes bytes() {
        return bytes;
    }

    public String permissions() {
        return permissions;
    }
}
