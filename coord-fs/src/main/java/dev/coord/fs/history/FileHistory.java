package dev.coord.fs.history;

import dev.coord.CoordinationException.StoreFailed;
import dev.coord.core.json.history.HistoryJson;
import dev.coord.core.spi.FailureText;
import dev.coord.fs.DirectoryStore;
import dev.coord.store.History;
import dev.coord.store.History.HistoryEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what a {@link DirectoryStore} wrote down of its commits: grants, waits, releases, transitions of features and conflicts.
 * A record for reports and checkers, not the truth: the oldest is dropped in time, and what a killed process did not come
 * to write is marked as a gap. Needs no lock and no open store; safe while others write.
 */
public final class FileHistory implements History {

    private static final int TRIES = 100;

    private final Path directory;

    /** The history that is written in a directory, which may be missing. */
    public FileHistory(Path directory) {
        this.directory = directory;
    }

    @Override
    public Stream<HistoryEntry> since(long revision) {
        try {
            List<BufferedReader> readers = open(new HistoryFiles(directory));
            return readers.stream()
                    .flatMap(BufferedReader::lines)
                    .map(HistoryJson::read)
                    .flatMap(Optional::stream) // of a torn line the gap behind it tells
                    .filter(entry -> entry.revision() > revision)
                    .onClose(() -> close(readers));
        } catch (IOException e) {
            throw new StoreFailed("cannot read the history in '" + directory + "': " + FailureText.of(e), e);
        }
    }

    /** Opens all files while none of them takes another's place; whoever has them open is not disturbed by that. */
    private static List<BufferedReader> open(HistoryFiles files) throws IOException {
        for (int tries = 0; tries < TRIES; tries++) {
            List<BufferedReader> readers = new ArrayList<>();
            try {
                List<Object> before = identities(files);
                for (Path file : files.newestFirst()) {
                    if (HistoryFiles.identity(file).isPresent()) {
                        readers.add(new BufferedReader(new InputStreamReader(
                                Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), StandardCharsets.UTF_8)));
                    }
                }
                if (before.equals(identities(files))) {
                    Collections.reverse(readers);
                    return readers;
                }
                close(readers);
            } catch (IOException e) {
                close(readers);
                if (tries == TRIES - 1) {
                    throw e;
                }
            }
        }
        throw new IOException("its files take each other's place all the time");
    }

    private static List<Object> identities(HistoryFiles files) throws IOException {
        List<Object> identities = new ArrayList<>();
        for (Path file : files.newestFirst()) {
            identities.add(HistoryFiles.identity(file));
        }
        return identities;
    }

    private static void close(List<BufferedReader> readers) {
        for (BufferedReader reader : readers) {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
