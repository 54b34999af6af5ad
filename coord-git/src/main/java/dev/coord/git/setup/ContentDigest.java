package dev.coord.git.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.core.process.NativeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest of texts and of files with their content. What is added in other parts is another digest. */
public final class ContentDigest {

    private static final int PIECE = 64 * 1024;

    private final MessageDigest digest;

    public ContentDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public ContentDigest add(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        length(bytes.length);
        digest.update(bytes);
        return this;
    }

    /** A link as what it says, anything that holds nothing as nothing. */
    void addFile(Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            add("link").add(NativeText.text(Files.readSymbolicLink(file)));
        } else if (Files.isRegularFile(file)) {
            add(Files.isExecutable(file) ? "program" : "file");
            length(Files.size(file));
            addContent(file);
        }
    }

    private void addContent(Path file) throws IOException {
        byte[] piece = new byte[PIECE];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(piece); read > 0; read = in.read(piece)) {
                digest.update(piece, 0, read);
            }
        }
    }

    private void length(long length) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(length).array());
    }

    /** Ends it. */
    public String text() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
