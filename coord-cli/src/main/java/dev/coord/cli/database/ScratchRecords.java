package dev.coord.cli.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.ProcessId;
import dev.coord.core.process.ProcessLife;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which scratch databases there may be, kept in the coordination directory: one file for each trial, there before its first database is
 * made and until its last is dropped. Its name is what the trial's role is called, and its databases with a number behind it.
 */
final class ScratchRecords {

    static final String DIRECTORY = "databases";

    private static final String PREFIX = "coord_scratch_";
    private static final Pattern NAME = Pattern.compile(PREFIX + "[0-9a-f]{16}");
    private static final String UNFINISHED = ".new";
    private static final Duration ABANDONED = Duration.ofMinutes(1);
    private static final int NAME_BYTES = 8;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path directory;

    ScratchRecords(Path home) {
        directory = home.resolve(DIRECTORY);
    }

    /**
     * What may be left of a trial.
     *
     * @param name what its role is called, and its databases with a number behind it
     * @param server where
     * @param owner the process that made it
     */
    record Left(String name, String server, ProcessId owner) {}

    /** Notes that a trial makes databases from now on; on disk when this returns. */
    String begin(String server) {
        byte[] bytes = new byte[NAME_BYTES];
        RANDOM.nextBytes(bytes);
        String name = PREFIX + HexFormat.of().formatHex(bytes);
        ProcessId self = ProcessLife.current();
        String text = "server " + server + "\nprocess " + self.pid() + " " + self.startedAt() + "\nhost " + self.host()
                + "\n";
        Path record = directory.resolve(name);
        Path unfinished = directory.resolve(name + UNFINISHED);
        try {
            Files.createDirectories(directory);
            try (FileChannel file =
                    FileChannel.open(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(text.getBytes(UTF_8));
                while (buffer.hasRemaining()) {
                    file.write(buffer);
                }
                file.force(true);
            }
            Files.move(unfinished, record, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel entries = FileChannel.open(directory)) {
                entries.force(true);
            }
        } catch (IOException e) {
            throw new StoreFailed("cannot note a scratch database in '" + directory + "': " + e.getMessage(), e);
        }
        return name;
    }

    /** Nothing is left of it. */
    void end(String name) {
        try {
            Files.deleteIfExists(directory.resolve(name));
        } catch (IOException e) {
            throw new StoreFailed("cannot remove the note '" + directory.resolve(name) + "': " + e.getMessage(), e);
        }
    }

    /** What processes that are known to be gone may have left, by name. */
    List<Left> left() {
        return left(owner -> !ProcessLife.isAlive(owner));
    }

    /** The same for whoever knows that nobody else tries anything for this directory now, such as a container that is gone. */
    List<Left> ofOthers() {
        return left(owner -> !owner.equals(ProcessLife.current()));
    }

    private List<Left> left(Predicate<ProcessId> isGone) {
        List<Left> left = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return left;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (NAME.matcher(name).matches()) {
                    read(name).filter(one -> isGone.test(one.owner())).ifPresent(left::add);
                } else if (name.endsWith(UNFINISHED)
                        && Files.getLastModifiedTime(file)
                                .toInstant()
                                .plus(ABANDONED)
                                .isBefore(Instant.now())) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new StoreFailed("cannot read '" + directory + "': " + e.getMessage(), e);
        }
        return left;
    }

    private Optional<Left> read(String name) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve(name), UTF_8);
        try {
            String[] process = lines.get(1).split(" ", -1);
            ProcessId owner = new ProcessId(
                    Long.parseLong(process[1]),
                    Instant.parse(process[2]),
                    lines.get(2).substring("host ".length()));
            return Optional.of(new Left(name, lines.get(0).substring("server ".length()), owner));
        } catch (RuntimeException e) { // edited by hand; 'coord doctor' shows it
            return Optional.empty();
        }
    }
}
