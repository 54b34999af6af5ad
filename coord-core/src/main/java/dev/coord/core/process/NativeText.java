package dev.coord.core.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.file.Path;

/**
 * Text that stands for bytes and gives them back as they were, whatever the locale: UTF-8, and for each byte that is not
 * part of UTF-8 a lone surrogate from U+DC80 to U+DCFF. Names of files, refs and people are bytes to git and to the system,
 * but the charset of the locale to {@link Path#toString()} and {@link Path#of}.
 */
public final class NativeText {

    private static final int FIRST_ESCAPE = 0xDC00;
    private static final int ASCII = 0x80;
    private static final String PLAIN = "/._-~+,=@:";

    private NativeText() {}

    public static String text(byte[] bytes) {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = decoder.decode(in, out, true);
        while (result.isError()) {
            for (int i = 0; i < result.length(); i++) {
                out.put((char) (FIRST_ESCAPE + (in.get() & 0xFF)));
            }
            result = decoder.reset().decode(in, out, true);
        }
        return out.flip().toString();
    }

    public static byte[] of(String text) {
        if (isAscii(text)) {
            return text.getBytes(UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints().forEach(point -> {
            if (isEscape(point)) {
                bytes.write(point - FIRST_ESCAPE);
            } else {
                bytes.writeBytes(Character.toString(point).getBytes(UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    /** The text of an absolute path. */
    public static String text(Path path) {
        String shown = path.toString();
        return isAscii(shown) ? shown : text(unquoted(path.toUri().getRawPath(), shown.endsWith("/")));
    }

    /** The path that an absolute name stands for. An address with quoted bytes is the one way past the charset of the locale. */
    public static Path path(String absolute) {
        return isAscii(absolute) ? Path.of(absolute) : Path.of(URI.create("file://" + quoted(of(absolute))));
    }

    /** What lies at a name that git gave, in or below a directory. */
    public static Path in(Path directory, String name) {
        return name.startsWith("/") ? path(name) : path(text(directory.toAbsolutePath()) + "/" + name);
    }

    public static boolean isAscii(String text) {
        return text.chars().allMatch(unit -> unit < ASCII);
    }

    /** Whether all of the text is text: every name that somebody can type. */
    static boolean isText(String text) {
        return text.codePoints().noneMatch(NativeText::isEscape);
    }

    private static boolean isEscape(int point) {
        return point >= FIRST_ESCAPE + ASCII && point <= FIRST_ESCAPE + 0xFF;
    }

    private static String quoted(byte[] bytes) {
        StringBuilder quoted = new StringBuilder();
        for (byte one : bytes) {
            char unit = (char) (one & 0xFF);
            if (unit < ASCII && (Character.isLetterOrDigit(unit) || PLAIN.indexOf(unit) >= 0)) {
                quoted.append(unit);
            } else {
                quoted.append('%').append(String.format("%02X", (int) unit));
            }
        }
        return quoted.toString();
    }

    /** An address of a directory that is there ends in a slash. */
    private static byte[] unquoted(String quoted, boolean keepSlash) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int end = quoted.endsWith("/") && !keepSlash ? quoted.length() - 1 : quoted.length();
        for (int i = 0; i < end; i++) {
            if (quoted.charAt(i) == '%') {
                bytes.write(Integer.parseInt(quoted.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(quoted.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
