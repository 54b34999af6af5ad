package dev.coord.cli.kept;

import dev.coord.core.process.ProcessLife;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A directory in a zip file. Where it was made and on which boot of which host is taken out of its texts and filled in again
 * where it is unpacked: paths lead to files, and processes of that host are ones of this host that have ended.
 */
final class PackedDirectory {

    private static final String ROOT = "@ROOT@";
    private static final String HOST = "@HOST@";
    private static final Path CONTROL = Path.of("coordination.d");
    private static final Path SNAPSHOT = CONTROL.resolve("snapshot.json");
    private static final String SUM = "\"crc32c\":\"";
    private static final int SUM_LENGTH = 8;

    private PackedDirectory() {}

    static void pack(Path root, Path zip) throws IOException {
        Files.createDirectories(zip.toAbsolutePath().getParent());
        try (OutputStream out = Files.newOutputStream(zip);
                ZipOutputStream packed = new ZipOutputStream(out)) {
            packed.setLevel(9);
            for (Path file : files(root)) {
                ZipEntry entry = new ZipEntry(root.relativize(file) + (Files.isDirectory(file) ? "/" : ""));
                entry.setLastModifiedTime(FileTime.from(Instant.parse("2025-10-30T14:30:00Z")));
                packed.putNextEntry(entry);
                if (Files.isRegularFile(file)) {
                    packed.write(replaced(Files.readAllBytes(file), root.toString(), ROOT, host(), HOST));
                }
            }
        }
    }

    /** All but what git puts into every repository. */
    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.skip(1)
                    .filter(file -> Files.isRegularFile(file) || Files.isDirectory(file))
                    .filter(file -> !root.relativize(file).toString().matches("(.*/)?hooks/.*"))
                    .sorted()
                    .toList();
        }
    }

    static void unpack(Path zip, Path root) throws IOException {
        byte[] packed = Files.readAllBytes(zip);
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                unpack(entry, in, root);
            }
        }
    }

    private static void unpack(ZipEntry entry, InputStream in, Path root) throws IOException {
        Path file = root.resolve(entry.getName());
        if (entry.isDirectory()) {
            Files.createDirectories(file);
            if (file.endsWith(CONTROL)) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
            }
            return;
        }
        byte[] content = replaced(in.readAllBytes(), ROOT, root.toString(), HOST, host());
        Files.write(file, file.endsWith(SNAPSHOT) ? summed(content) : content);
    }

    private static byte[] replaced(byte[] content, String root, String newRoot, String host, String newHost) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.replace(root, newRoot).replace(host, newHost).getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            return content; // of git, where no path is in it
        }
    }

    /** The sum is one of all that follows it; see docs/format.md. */
    private static byte[] summed(byte[] document) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(SUM) + SUM.length();
        int after = at + SUM_LENGTH + "\",".length();
        CRC32C sum = new CRC32C();
        sum.update(document, after, document.length - after);
        String digits = HexFormat.of().toHexDigits((int) sum.getValue());
        return (text.substring(0, at) + digits + text.substring(at + SUM_LENGTH)).getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String host() {
        return ProcessLife.current().host();
    }
}
