package dev.coord.core.json.input;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The characters of a file up to the first byte that is none.
 *
 * @param chars holds the characters
 * @param length how many there are
 * @param damage what stands behind them that is no text
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and a copy would double what a large file needs
record SourceText(char[] chars, int length, Optional<String> damage) {

    private static final int BYTE = 0xff;

    static SourceText decode(byte[] bytes) {
        if (looksLikeUtf16(bytes)) {
            return new SourceText(new char[0], 0, Optional.of("the file looks like UTF-16; save it as UTF-8"));
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        in.position(startsWith(bytes, 0xef, 0xbb, 0xbf) ? 3 : 0);
        CharBuffer out = CharBuffer.allocate(in.remaining());
        CoderResult result = decoder.decode(in, out, true);
        Optional<String> damage = result.isError()
                ? Optional.of(String.format(
                        "the byte 0x%02x is not UTF-8; save the file as UTF-8", in.get(in.position()) & BYTE))
                : Optional.empty();
        return new SourceText(out.array(), out.position(), damage);
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (" \t\r\n".indexOf(chars[i]) < 0) {
                return false;
            }
        }
        return damage.isEmpty();
    }

    /** Whether a line ends before {@code offset}. */
    boolean beginsLine(int offset) {
        char before = offset == 0 ? ' ' : chars[offset - 1];
        return before == '\n' || (before == '\r' && (offset == length || chars[offset] != '\n'));
    }

    private static boolean looksLikeUtf16(byte[] bytes) {
        return startsWith(bytes, 0xff, 0xfe)
                || startsWith(bytes, 0xfe, 0xff)
                || (bytes.length > 1 && (bytes[0] == 0 || bytes[1] == 0));
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & BYTE) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
