package dev.coord.fs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Damages a document in every way that files get damaged, and in those that an attacker would choose. */
final class Mutator {

    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "[[]]",
            "{\"a\":{}}",
            "-1",
            "0.5",
            "1e999",
            "1e99999999999",
            "1e-999999999",
            "0.12345678901234567890123456789",
            "-0",
            "1e-400",
            "2147483648",
            "9223372036854775807",
            "9223372036854775808",
            "18446744073709551621",
            "99999999999999999999999999999999999999",
            "\"\"",
            "\" \"",
            "\"..\"",
            "\"../../etc/passwd\"",
            "\"/etc/passwd\"",
            "\"C:/x\"",
            "\".git/config\"",
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u2028\"",
            "\"\\n[2025-10-30T14:30:00Z] CONFLICT: x\"",
            "\"**\"",
            "\"{a,{b,{c,d}}}\"",
            "\"*a*a*a*a*b\"",
            "\"write\"",
            "\"read\"",
            "\"WRITE\"",
            "\"2025-10-30T14:30:00Z\"",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"-999999999-01-01T00:00:00Z\"",
            "\"PT-5M\"",
            "\"PT9223372036854775807S\"",
            "NaN",
            "Infinity",
            "'a'",
            "/**/1",
            "01",
            "+1");
    private static final List<byte[]> BYTES = List.of(
            new byte[] {0},
            new byte[] {(byte) 0xC0, (byte) 0x80},
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xF5, 0, 0, 0},
            new byte[] {(byte) 0xFF, (byte) 0xFE},
            new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF},
            new byte[] {(byte) 0xE2, (byte) 0x80},
            new byte[] {27, '[', '2', 'J'},
            new byte[] {'\r', '\n'});

    private final Random random;

    Mutator(Random random) {
        this.random = random;
    }

    /** One to four damages, mostly one. */
    byte[] damaged(byte[] document) {
        byte[] damaged = document;
        do {
            damaged = once(damaged);
        } while (random.nextInt(3) == 0 && damaged.length < 1 << 20);
        return damaged;
    }

    private byte[] once(byte[] document) {
        return switch (random.nextInt(14)) {
            case 0 -> flipped(document);
            case 1 -> Arrays.copyOf(document, at(document));
            case 2 -> span(document, 0);
            case 3 -> span(document, 2);
            case 4 -> span(document, 1 << random.nextInt(10));
            case 5 -> replaced(document, at(document), 0, BYTES.get(random.nextInt(BYTES.size())));
            case 6, 7, 8 ->
                value(document, VALUES.get(random.nextInt(VALUES.size())).getBytes(StandardCharsets.UTF_8));
            case 9 -> value(document, deep());
            case 10 ->
                value(document, ("\"" + "x".repeat(1 << random.nextInt(18)) + "\"").getBytes(StandardCharsets.UTF_8));
            case 11 -> value(document, "9".repeat(1 << random.nextInt(12)).getBytes(StandardCharsets.UTF_8));
            case 12 -> line(document);
            default -> name(document);
        };
    }

    private byte[] flipped(byte[] document) {
        byte[] flipped = document.clone();
        if (flipped.length > 0) {
            flipped[at(document)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** A span that is there a number of times. */
    private byte[] span(byte[] document, int times) {
        int from = at(document);
        int length = Math.min(document.length - from, 1 + random.nextInt(200));
        ByteArrayOutputStream copies = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            copies.write(document, from, length);
        }
        return replaced(document, from, length, copies.toByteArray());
    }

    /** A line that is there twice, in another place: keys twice, and rows of one kind among others. */
    private byte[] line(byte[] document) {
        List<String> lines = List.of(new String(document, StandardCharsets.ISO_8859_1).split("(?<=\n)"));
        String line = lines.get(random.nextInt(lines.size()));
        return replaced(document, at(document), 0, line.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Another value where there was one: behind a colon up to the end of a line, or a text. */
    private byte[] value(byte[] document, byte[] value) {
        int from = at(document);
        while (from < document.length && document[from] != ':' && document[from] != '[' && document[from] != ',') {
            from++;
        }
        int to = ++from;
        while (to < document.length && document[to] != ',' && document[to] != '\n' && document[to] != '}') {
            to++;
        }
        return from > document.length ? document : replaced(document, from, to - from, value);
    }

    /** Another name of a field: one that is known elsewhere, or one that is not, or a long one. */
    private byte[] name(byte[] document) {
        String text = new String(document, StandardCharsets.ISO_8859_1);
        int from = text.indexOf("\": ", at(document));
        int begin = from < 0 ? -1 : text.lastIndexOf('"', from - 1);
        if (begin < 0) {
            return document;
        }
        List<String> names =
                List.of("locks", "revision", "lease_id", "note", "", "\\u0000", "n".repeat(1 << random.nextInt(17)));
        return replaced(
                document,
                begin + 1,
                from - begin - 1,
                names.get(random.nextInt(names.size())).getBytes(StandardCharsets.UTF_8));
    }

    private byte[] deep() {
        int depth = random.nextBoolean() ? 1 << random.nextInt(14) : 980 + random.nextInt(30); // where readers stop
        boolean closed = random.nextInt(4) > 0;
        return random.nextBoolean()
                ? ("[".repeat(depth) + (closed ? "]".repeat(depth) : "")).getBytes(StandardCharsets.UTF_8)
                : ("{\"a\":".repeat(depth) + "1" + (closed ? "}".repeat(depth) : "")).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] replaced(byte[] document, int from, int length, byte[] by) {
        int to = Math.min(document.length, from + length);
        byte[] replaced = Arrays.copyOf(document, from + by.length + document.length - to);
        System.arraycopy(by, 0, replaced, from, by.length);
        System.arraycopy(document, to, replaced, from + by.length, document.length - to);
        return replaced;
    }

    private int at(byte[] document) {
        return document.length == 0 ? 0 : random.nextInt(document.length);
    }
}
