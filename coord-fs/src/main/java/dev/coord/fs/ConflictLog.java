package dev.coord.fs;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.FailureText;
import dev.coord.SafeText;
import dev.coord.fs.StoredDocument.LogState;
import dev.coord.plan.ConflictType;
import dev.coord.plan.FeatureId;
import dev.coord.state.ConflictEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The conflict log in the specification's four lines an entry. Specification, "Conflict Log". */
final class ConflictLog {

    private static final Pattern ENTRY = Pattern.compile(
            "\\[([^\\]\\n]{1,40})] CONFLICT: ([a-z_]+)\\nFeatures: ([^\\n]*)\\n[A-Z][a-z]+: ([^\\n]*)\\nResolution: ([^\\n]*)\\n");
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> WRITE = Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    private static final Set<OpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND, LinkOption.NOFOLLOW_LINKS);
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");

    /** Others may append without end; coord looks for its latest entries this far beyond their place. */
    private static final int FARTHEST = 16 << 20;

    private final Path file;
    private final Ownership ours;
    private LogState safe = new LogState(0, ""); // what is on the disk, as far as this process saw to it
    private boolean failed;

    ConflictLog(Path file, Ownership ours) {
        this.file = file;
        this.ours = ours;
    }

    static String text(List<ConflictEntry> entries) {
        return entries.stream().map(ConflictLog::text).collect(Collectors.joining());
    }

    /**
     * How long it is, 0 where there is none.
     *
     * @throws UnusableFile if it cannot be appended to without writing into what is somebody else's
     */
    long length() throws IOException {
        ours.require(file);
        return SafeFile.regular(file).map(BasicFileAttributes::size).orElse(0L);
    }

    /**
     * Appends the latest entries unless they are there: whoever died may have written them not at all, or in part. What
     * others appended stays, and what others took away stays away. Entries are safe before those after them are told of
     * in the document, which then forgets them.
     */
    void repair(LogState state, Durability durability) throws IOException {
        byte[] tail = state.tail().getBytes(StandardCharsets.UTF_8);
        if (tail.length == 0 || length() < state.length()) {
            return;
        }
        byte[] there = from(state.length(), tail.length + FARTHEST);
        if (indexOf(there, tail) < 0) {
            complete(state.length(), there, tail);
        } else if (state.equals(safe)) {
            return;
        }
        if (durability == Durability.POWER_LOSS) {
            save();
            safe = state;
        }
    }

    private void complete(long length, byte[] there, byte[] tail) throws IOException {
        boolean torn = there.length <= tail.length;
        boolean holed = false;
        for (int i = 0; torn && i < there.length; i++) {
            torn = there[i] == tail[i] || there[i] == 0; // a power cut leaves zeros in front of what reached the disk
            holed |= there[i] == 0;
        }
        if (torn && holed) {
            write(WRITE, length, tail);
        } else {
            write(APPEND, 0, torn ? Arrays.copyOfRange(tail, there.length, tail.length) : tail);
        }
    }

    private void save() throws IOException {
        if (failed) { // nothing else makes pages dirty again that were lost
            Content content = Content.of(file);
            if (!AtomicFile.replace(file, content, content, ours, Durability.POWER_LOSS)) {
                throw new IOException("'" + file + "' is being written by somebody else");
            }
        }
        failed = true;
        Force.file(file);
        Force.directory(file.getParent());
        failed = false;
    }

    List<ConflictEntry> read() {
        try {
            byte[] bytes = SafeFile.read(file, SafeFile.LARGEST);
            return bytes == null ? List.of() : parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new StoreFailed(
                    "cannot read the conflict log: " + FailureText.of(e) + "; move it away, and coord begins a new one",
                    e);
        }
    }

    static List<ConflictEntry> parse(String text) {
        List<ConflictEntry> entries = new ArrayList<>();
        Matcher matcher = ENTRY.matcher(text);
        while (matcher.find()) {
            Optional<ConflictType> type = Arrays.stream(ConflictType.values())
                    .filter(known -> known.jsonName().equals(matcher.group(2)))
                    .findFirst();
            if (type.isPresent()) {
                entry(matcher, type.get()).ifPresent(entries::add);
            }
        }
        return entries;
    }

    private static Optional<ConflictEntry> entry(Matcher matcher, ConflictType type) {
        try {
            return Optional.of(new ConflictEntry(
                    Instant.parse(matcher.group(1)),
                    type,
                    list(matcher.group(3)).stream().map(FeatureId::new).toList(),
                    list(matcher.group(4)),
                    unescape(matcher.group(5))));
        } catch (DateTimeParseException | dev.coord.CoordinationException.BadInput e) {
            return Optional.empty(); // written by others, for people
        }
    }

    private byte[] from(long position, int most) throws IOException {
        if (SafeFile.regular(file).isEmpty()) {
            return new byte[0];
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file, READ).position(position)) {
            return Channels.newInputStream(channel).readNBytes(most);
        }
    }

    private void write(Set<OpenOption> how, long position, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, how)) {
            ours.require(file);
            channel.position(position);
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
        }
    }

    private static int indexOf(byte[] text, byte[] part) {
        for (int at = 0; at + part.length <= text.length; at++) {
            if (Arrays.equals(text, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }

    private static String text(ConflictEntry entry) {
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
                : Arrays.stream(text.split(", ", -1)).map(ConflictLog::unescape).toList();
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
