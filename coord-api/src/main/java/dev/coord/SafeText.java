package dev.coord;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Text that agents, files and users wrote, made fit to be shown: it moves no cursor, colours nothing, turns no line around,
 * hides nothing, and begins no line of its own. Every printer uses it, and adds its own escaping on top.
 *
 * <p>Each character that a reader cannot see is shown as JSON writes it, {@code \n} or <code>&#92;u001b</code>; one outside the
 * basic plane as its two halves. Which ones: all control characters, line and paragraph separators, halves of surrogate
 * pairs, and format characters, such as bidirectional controls, the byte order mark, zero-width spaces and joiners, tags,
 * fillers, and variation selectors but those two that choose between a sign and its emoji.
 *
 * <p>The backslash stays as it is, so that text that was made safe twice looks the same. What a text was exactly is told by
 * {@code --json}. All methods are pure and safe from all threads.
 */
public final class SafeText {

    private static final int EXCERPT = 120;
    private static final Pattern PLAIN_WORD = Pattern.compile("[A-Za-z0-9_./:@%+,-][A-Za-z0-9_./:=@%+,-]*");
    private static final String TAB = "    ";

    private SafeText() {}

    /**
     * A text of one line. Applying it again changes nothing.
     *
     * @param text any text
     * @return the same, in which every character can be seen
     */
    public static String line(String text) {
        return isSafe(text, ' ') ? text : replaced(text);
    }

    /**
     * The beginning of a text, for a message.
     *
     * @param text any text
     * @return its first 120 characters on one line, then {@code ...} where there are more
     */
    public static String excerpt(String text) {
        int characters = text.codePointCount(0, text.length());
        return characters > EXCERPT ? line(text.substring(0, text.offsetByCodePoints(0, EXCERPT))) + "..." : line(text);
    }

    /**
     * The lines of a text that may have several, such as the output of a test. Line feeds end lines, alone or after a carriage
     * return; whoever prints the lines indents them. A tab is shown as four spaces.
     *
     * @param text any text
     * @return its lines, each safe; one empty line for an empty text, none for the line feed at the end
     */
    public static List<String> lines(String text) {
        return text.isEmpty()
                ? List.of("")
                : text
                        .replace("\r\n", "\n")
                        .replaceFirst("\n\\z", "")
                        .replace("\t", TAB)
                        .transform(ended -> List.of(ended.split("\n", -1)))
                        .stream()
                        .map(SafeText::line)
                        .toList();
    }

    /**
     * The lines of a text as one text whose first line goes on where it is put.
     *
     * @param text any text
     * @param indent what each line after the first begins with, white space at the least, so that it cannot be taken for one
     *     of coord's own
     * @return the lines, separated by line feeds
     */
    public static String block(String text, String indent) {
        return lines(text).stream().collect(Collectors.joining("\n" + indent));
    }

    /**
     * A JSON document that can be printed: characters that cannot be seen are written as escapes within its strings, so that
     * what is read from it is exactly what was written.
     *
     * @param document well-formed JSON; only line feeds and spaces separate its parts
     * @return the same document
     */
    public static String json(String document) {
        if (isSafe(document, '\n')) {
            return document;
        }
        StringBuilder safe = new StringBuilder(document.length());
        document.codePoints().forEach(c -> {
            if (c == '\n' || isSafe(c)) {
                safe.appendCodePoint(c);
            } else {
                unicode(safe, c);
            }
        });
        return safe.toString();
    }

    /**
     * A word of a command that is shown for people to paste into a shell. One that holds what cannot be seen is written as
     * {@code $'...'} with its bytes in octal, which bash, ksh and zsh read.
     *
     * @param word any text; a lone half from U+DC80 to U+DCFF stands for a byte that is not UTF-8
     * @return the word, quoted where it needs to be, on one line in which every character can be seen
     */
    public static String shellWord(String word) {
        if (PLAIN_WORD.matcher(word).matches()) {
            return word;
        }
        if (isSafe(word, ' ')) {
            return "'" + word.replace("'", "'\\''") + "'";
        }
        StringBuilder quoted = new StringBuilder("$'");
        word.codePoints().forEach(c -> {
            if (c == '\'' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (isSafe(c)) {
                quoted.appendCodePoint(c);
            } else {
                bytes(c).forEach(b -> quoted.append(String.format(Locale.ROOT, "\\%03o", b)));
            }
        });
        return quoted.append('\'').toString();
    }

    private static IntStream bytes(int character) {
        if (character >= 0xdc80 && character <= 0xdcff) {
            return IntStream.of(character - 0xdc00);
        }
        byte[] bytes = Character.toString(character).getBytes(StandardCharsets.UTF_8);
        return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff);
    }

    /**
     * Whether a character is shown as it is.
     *
     * @param character a code point, or half of one
     * @return false for what a reader cannot see, or what changes how others are shown
     */
    public static boolean isSafe(int character) {
        if (character < 0x7f) {
            return character >= ' ';
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> !isInvisible(character);
        };
    }

    /** What Unicode wants shown as nothing though it is a letter, a mark, or not yet assigned. */
    private static boolean isInvisible(int c) {
        return c == 0x034f
                || (c >= 0x115f && c <= 0x1160)
                || (c >= 0x17b4 && c <= 0x17b5)
                || (c >= 0x180b && c <= 0x180f)
                || c == 0x2065
                || c == 0x3164
                || (c >= 0xfe00 && c <= 0xfe0d)
                || c == 0xffa0
                || (c >= 0xfff0 && c <= 0xfff8)
                || (c >= 0xe0000 && c <= 0xe0fff);
    }

    private static boolean isSafe(String text, char but) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c < ' ' && c != but) || c >= 0x7f) {
                return text.codePoints().allMatch(any -> any == but || isSafe(any));
            }
        }
        return true;
    }

    private static String replaced(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> safe.append("\\n");
                case '\r' -> safe.append("\\r");
                case '\t' -> safe.append("\\t");
                default -> {
                    if (isSafe(c)) {
                        safe.appendCodePoint(c);
                    } else {
                        unicode(safe, c);
                    }
                }
            }
        });
        return safe.toString();
    }

    private static void unicode(StringBuilder text, int character) {
        for (char half : Character.toChars(character)) {
            text.append(String.format(Locale.ROOT, "\\u%04x", (int) half));
        }
    }
}
