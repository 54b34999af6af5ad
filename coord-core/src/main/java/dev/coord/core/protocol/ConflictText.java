package dev.coord.core.protocol;

import dev.coord.CoordinationException.BadInput;
import dev.coord.FeatureId;
import dev.coord.SafeText;
import dev.coord.plan.ConflictType;
import dev.coord.state.ConflictEntry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Entries of the conflict log, in the specification's four lines each. Pure. Specification, "Conflict Log". */
public final class ConflictText {

    private static final Pattern ENTRY = Pattern.compile(
            "^\\[([^\\]\\n]{1,40})] CONFLICT: ([a-z_]+)\\nFeatures: ([^\\n]*)\\n[A-Z][a-z]+: ([^\\n]*)"
                    + "\\nResolution: ([^\\n]*)(?:\\n|\\z)",
            Pattern.MULTILINE);
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    private ConflictText() {}

    /**
     * What a log says.
     *
     * @param entries its entries, oldest first
     * @param otherLines how many lines are in none of them and not blank
     * @param firstOther which is the first of these, counted from 1
     */
    public record Reading(List<ConflictEntry> entries, int otherLines, OptionalInt firstOther) {

        /** Where there are lines that are in no entry, how many and where, as the subject and verb of a sentence. */
        public Optional<String> others() {
            return firstOther.isEmpty()
                    ? Optional.empty()
                    : Optional.of(
                            otherLines == 1
                                    ? "line " + firstOther.getAsInt() + " is no entry"
                                    : otherLines + " lines are no entries, the first is line " + firstOther.getAsInt());
        }
    }

    public static String of(List<ConflictEntry> entries) {
        return entries.stream().map(ConflictText::of).collect(Collectors.joining());
    }

    /** Reads a log, in which others may have written anything. */
    public static Reading read(byte[] log) {
        String text = new String(log, StandardCharsets.ISO_8859_1); // a character for each byte, whatever it is
        List<ConflictEntry> entries = new ArrayList<>();
        Lines others = new Lines(text);
        Matcher matcher = ENTRY.matcher(text);
        int end = 0;
        while (matcher.find()) {
            Optional<ConflictEntry> entry = entry(matcher);
            if (entry.isPresent()) {
                entries.add(entry.get());
                others.add(end, matcher.start());
                end = matcher.end();
            }
        }
        others.add(end, text.length());
        return new Reading(entries, others.count, others.first);
    }

    /** Counts lines that are not blank. */
    private static final class Lines {

        private final String text;
        private int count;
        private OptionalInt first = OptionalInt.empty();

        Lines(String text) {
            this.text = text;
        }

        void add(int from, int to) {
            int line = from;
            while (line < to) {
                int feed = text.indexOf('\n', line);
                int end = feed < 0 ? to : Math.min(feed, to);
                if (!text.substring(line, end).isBlank()) {
                    count++;
                    if (first.isEmpty()) {
                        first = OptionalInt.of(1
                                + (int) text.substring(0, line)
                                        .chars()
                                        .filter(c -> c == '\n')
                                        .count());
                    }
                }
                line = end + 1;
            }
        }
    }

    private static Optional<ConflictEntry> entry(Matcher matcher) {
        try {
            Optional<ConflictType> type = Arrays.stream(ConflictType.values())
                    .filter(known -> known.jsonName().equals(matcher.group(2)))
                    .findFirst();
            return type.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new ConflictEntry(
                            Instant.parse(matcher.group(1)),
                            type.get(),
                            list(utf8(matcher.group(3))).stream()
                                    .map(FeatureId::new)
                                    .toList(),
                            list(utf8(matcher.group(4))),
                            unescape(utf8(matcher.group(5)))));
        } catch (DateTimeParseException | BadInput | CharacterCodingException e) {
            return Optional.empty(); // written by others, for people
        }
    }

    private static String utf8(String bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                .toString();
    }

    private static String of(ConflictEntry entry) {
        return "[" + entry.at() + "] CONFLICT: "
                + entry.type().jsonName()
                + "\nFeatures: "
                + entry.features().stream().map(FeatureId::value).collect(Collectors.joining(", "))
                + "\n" + entry.type().subjectLabel() + ": "
                + entry.subjects().stream()
                        .map(subject -> escape(subject).replace(",", "\\u002c"))
                        .collect(Collectors.joining(", "))
                + "\nResolution: " + escape(entry.resolution()) + "\n";
    }

    private static List<String> list(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(", ", -1))
                        .map(ConflictText::unescape)
                        .toList();
    }

    /** What could forge entries or cannot be seen, and the backslash itself. */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            if (c != '\\' && SafeText.isSafe(c)) {
                escaped.appendCodePoint(c);
            } else {
                for (char half : Character.toChars(c)) {
                    escaped.append(String.format("\\u%04x", (int) half));
                }
            }
        });
        return escaped.toString();
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(match.group(1), 16))));
    }
}
