package dev.coord.git.rollback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.SafeText;
import dev.coord.core.file.PlainFile;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far the migrations of one rollback are undone, kept in the coordination directory: a line for each. A migration is a path and what
 * was there: another text under the same path is another migration.
 */
final class MigrationRecord {

    private static final Pattern LINE = Pattern.compile("(LEFT|BEGUN|FAILED|UNDONE) ([!-~]+)(?: ([0-9a-f]{40,64}))?");
    private static final int SHOWN = 80;

    private final Path above;
    private final Path file;
    private final SortedMap<String, Note> known = new TreeMap<>();

    /** How far one migration is. */
    enum Progress {
        /** It was taken back, and nobody has begun to undo it. */
        LEFT,
        /** Undoing was begun, and nobody has noted how it ended. */
        BEGUN,
        /** Undoing failed. */
        FAILED,
        /** It is undone. */
        UNDONE
    }

    /**
     * What is known of one.
     *
     * @param content git's id of its file; empty where an earlier build did not note it
     */
    record Note(Progress progress, String content) {

        boolean isUndone() {
            return progress == Progress.UNDONE;
        }
    }

    /** @throws RepositoryFailed if there is something in its place that coord did not write; nothing waits for it */
    MigrationRecord(Path directory) {
        this.above = Optional.ofNullable(directory.getParent()).orElse(directory);
        this.file = directory.resolve("migrations");
        if (!exists()) {
            return;
        }
        try {
            new String(PlainFile.read(file), ISO_8859_1).lines().forEach(this::read);
        } catch (IOException | IllegalArgumentException e) {
            throw new RepositoryFailed(
                    unreadable(
                            e instanceof FileSystemException failed && failed.getReason() != null
                                    ? failed.getReason()
                                    : FailureText.of(e)),
                    e);
        }
        if (known.isEmpty()) {
            throw new RepositoryFailed(unreadable("it is empty"));
        }
    }

    boolean exists() {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** There was one, and it is not there. */
    RepositoryFailed gone() {
        return new RepositoryFailed(unreadable("it is gone"));
    }

    private void read(String line) {
        Matcher fields = LINE.matcher(line);
        if (!fields.matches()) {
            throw new IllegalArgumentException(
                    "'" + SafeText.line(line.substring(0, Math.min(line.length(), SHOWN))) + "' is no line of it");
        }
        known.put(
                URLDecoder.decode(fields.group(2), UTF_8),
                new Note(
                        Progress.valueOf(fields.group(1)),
                        Optional.ofNullable(fields.group(3)).orElse("")));
    }

    private String unreadable(String why) {
        return "cannot read which migrations are undone from '" + file + "': " + why + "; "
                + (exists() ? "remove that file, and then " : "")
                + "the same 'coord rollback' with --migrate-down undoes all of them, with COORD_AGAIN=1"
                + " ('--migrate-down true' notes that they are undone)";
    }

    boolean isUndone(String path) {
        return Optional.ofNullable(known.get(path)).filter(Note::isUndone).isPresent();
    }

    /** Whether an earlier call has begun it. */
    boolean isBegun(String path) {
        return Optional.ofNullable(known.get(path))
                .filter(note -> note.progress() != Progress.LEFT)
                .isPresent();
    }

    /** What git calls the file of one; empty where that is not known. */
    String content(String path) {
        return Optional.ofNullable(known.get(path)).map(Note::content).orElse("");
    }

    boolean hasContent(String path, String content) {
        return known.containsKey(path) && !content.isEmpty() && content(path).equals(content);
    }

    /** Whether nothing is left to undo. */
    boolean isOver() {
        return known.values().stream().allMatch(Note::isUndone);
    }

    /** Every one by its path. */
    SortedMap<String, Note> all() {
        return Collections.unmodifiableSortedMap(known);
    }

    /**
     * Notes those of which nothing is known. On disk when this returns.
     *
     * @param contents git's id of the file of each, by its path
     */
    void add(Map<String, String> contents, Progress progress) {
        int before = known.size();
        contents.forEach((path, content) -> known.putIfAbsent(path, new Note(progress, content)));
        if (known.size() > before) {
            write();
        }
    }

    /** On disk when this returns. */
    void note(String path, Progress progress) {
        known.merge(path, new Note(progress, ""), (old, next) -> new Note(progress, old.content()));
        write();
    }

    private void write() {
        String text = known.entrySet().stream()
                .map(one -> (one.getValue().progress() + " " + URLEncoder.encode(one.getKey(), UTF_8) + " "
                                + one.getValue().content())
                        .strip())
                .map(line -> line + "\n")
                .collect(Collectors.joining());
        Path next = file.resolveSibling("migrations.new");
        try {
            PlainFile.makeParents(above, file);
            Files.deleteIfExists(next);
            try (FileChannel channel =
                    FileChannel.open(next, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new RepositoryFailed(
                    "cannot note in '" + file + "' which migrations are undone: " + e.getMessage(), e);
        }
    }
}
