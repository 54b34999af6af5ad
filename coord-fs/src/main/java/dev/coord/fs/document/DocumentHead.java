package dev.coord.fs.document;

import dev.coord.fs.disk.SafeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.CRC32C;

/**
 * The first bytes of the private document, always as many: its format, a number that no other version of it has, and a sum
 * of all that follows. Who knows a version by its number does not have to read it again, and a flipped bit is noticed.
 */
public final class DocumentHead {

    public static final int FORMAT = 2;

    private static final String VERSION = "{\"format\":" + FORMAT + ",\"version\":\"";
    private static final String SUM = "\",\"crc32c\":\"";
    private static final String END = "\",";
    private static final int LENGTH = VERSION.length() + 16 + SUM.length() + 8 + END.length();

    private DocumentHead() {}

    /** Room for a head. */
    static byte[] blank() {
        return new byte[LENGTH];
    }

    /** Writes a head with a new number into a document that has room for one. */
    static void fill(ByteBuffer document) {
        long version = ThreadLocalRandom.current().nextLong();
        String head = VERSION
                + HexFormat.of().toHexDigits(version)
                + SUM
                + HexFormat.of().toHexDigits(sum(document))
                + END;
        document.put(0, head.getBytes(StandardCharsets.US_ASCII));
    }

    /** What is at the beginning of a document; empty if that does not tell it from other versions. */
    public static Optional<String> of(Path file) throws IOException {
        if (SafeFile.regular(file).isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in(in.readNBytes(LENGTH));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    public static Optional<String> in(byte[] document) {
        return in(ByteBuffer.wrap(document));
    }

    public static Optional<String> in(ByteBuffer document) {
        byte[] bytes = new byte[Math.min(LENGTH, document.limit())];
        document.get(0, bytes);
        String head = new String(bytes, StandardCharsets.ISO_8859_1);
        boolean isOne = head.length() == LENGTH
                && head.startsWith(VERSION)
                && head.startsWith(SUM, VERSION.length() + 16)
                && head.endsWith(END);
        return isOne ? Optional.of(head) : Optional.empty();
    }

    /** Whether what follows the head is what was written. */
    static boolean isIntact(byte[] document) {
        return in(document)
                .map(head -> head.endsWith(SUM + HexFormat.of().toHexDigits(sum(ByteBuffer.wrap(document))) + END))
                .orElse(false);
    }

    private static int sum(ByteBuffer document) {
        CRC32C sum = new CRC32C();
        sum.update(document.duplicate().position(LENGTH));
        return (int) sum.getValue();
    }
}
