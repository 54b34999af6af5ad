package dev.coord.git.rollback;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.SafeText;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How far the migrations of one rollback are undone, kept in the coordination directory: a line for each. */
final class MigrationRecord {

    private static final Pattern LINE = Pattern.compile("(LEFT|BEGUN|FAILED|UNDONE) (.+)");

    private final Path file;
    private final SortedMap<String, Progress> known = new TreeMap<>();

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

    MigrationRecord(Path directory) {
        this.file = directory.resolve("migrations");
        if (!exists()) {
            return;
        }
        try {
            for (String line : Files.readAllLines(file, UTF_8)) {
                read(line);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new RepositoryFailed(unreadable(String.valueOf(e.getMessage())), e);
        }
        if (known.isEmpty()) {
            throw new RepositoryFailed(unreadable("it is empty"));
        }
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** There was one, and it is not there. */
    RepositoryFailed gone() {
        return new RepositoryFailed(unreadable("it is gone"));
    }

    private void read(String line) {
        Matcher fields = LINE.matcher(line);
        if (!fields.matches()) {
            throw new IllegalArgumentException("'" + SafeText.line(line) + "' is no line of it");
        }
        known.put(URLDecoder.decode(fields.group(2), UTF_8), Progress.valueOf(fields.group(1)));
    }

    private String unreadable(String why) {
        return "cannot read which migrations are undone from '" + file + "': " + why + "; "
                + (exists() ? "remove that file, and then " : "")
                + "the same 'coord rollback' with --migrate-down undoes all of them, with COORD_AGAIN=1"
                + " ('--migrate-down true' notes that they are undone)";
    }

    boolean isUndone(String path) {
        return known.get(path) == Progress.UNDONE;
    }

    /** Whether an earlier call has begun it. */
    boolean isBegun(String path) {
        return known.containsKey(path) && known.get(path) != Progress.LEFT;
    }

    /** Whether nothing is left to undo. */
    boolean isOver() {
        return known.values().stream().allMatch(Progress.UNDONE::equals);
    }

    /** Every one by its path. */
    SortedMap<String, Progress> all() {
        return Collections.unmodifiableSortedMap(known);
    }

    /** Notes those of which nothing is known. On disk when this returns. */
    void add(Collection<String> paths, Progress progress) {
        int before = known.size();
        paths.forEach(path -> known.putIfAbsent(path, progress));
        if (known.size() > before) {
            write();
        }
    }

    /** On disk when this returns. */
    void note(String path, Progress progress) {
        known.put(path, progress);
        write();
    }

    private void write() {
        String text = known.entrySet().stream()
                .map(one -> one.getValue() + " " + URLEncoder.encode(one.getKey(), UTF_8) + "\n")
                .collect(Collectors.joining());
        Path next = file.resolveSibling("migrations.new");
        try {
            Files.createDirectories(file.getParent());
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
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
