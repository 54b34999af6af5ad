package dev.coord.git.reach;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CoordinationException.BadInput;
import dev.coord.RepoPath;
import dev.coord.git.command.Git;
import dev.coord.git.object.Commits;
import dev.coord.proof.FileImports;
import dev.coord.proof.ImportReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What files import, by their contents, each read once as long as it is among the latest. Safe from several threads. */
final class KnownImports {

    private static final Logger LOG = LoggerFactory.getLogger(KnownImports.class);

    private static final long LARGEST = 1 << 20;
    private static final int AT_ONCE = 50;
    private static final int MOST = 20_000;

    private final List<ImportReader> readers;
    private final Map<Blob, FileImports> known = new LinkedHashMap<>(16, 0.75f, true);

    KnownImports(List<ImportReader> readers) {
        this.readers = List.copyOf(readers);
    }

    /**
     * A file, as what it imports depends on where it lies.
     *
     * @param path where
     * @param id its content
     */
    record Blob(String path, String id) {}

    /** Reads those that are not known. */
    synchronized Map<Blob, FileImports> of(Git git, Collection<Blob> files) {
        Map<Blob, FileImports> found = new HashMap<>();
        List<Blob> unknown = new ArrayList<>();
        for (Blob file : files) {
            Optional.ofNullable(known.get(file))
                    .ifPresentOrElse(imports -> found.put(file, imports), () -> unknown.add(file));
        }
        for (int i = 0; i < unknown.size(); i += AT_ONCE) {
            List<Blob> some = unknown.subList(i, Math.min(unknown.size(), i + AT_ONCE));
            List<String> ids = some.stream().map(Blob::id).distinct().toList();
            Map<String, String> contents = Commits.contents(git, Commits.blobs(git, ids, LARGEST));
            for (Blob file : some) {
                FileImports imports = Optional.ofNullable(contents.get(file.id()))
                        .map(content -> read(file.path(), content.getBytes(ISO_8859_1)))
                        .orElse(FileImports.NONE);
                found.put(file, imports);
                keep(file, imports);
            }
        }
        return found;
    }

    private void keep(Blob file, FileImports imports) {
        known.put(file, imports);
        if (known.size() > MOST) {
            known.remove(known.keySet().iterator().next());
        }
    }

    private FileImports read(String path, byte[] content) {
        for (ImportReader reader : readers) {
            try {
                FileImports imports = reader.read(new RepoPath(path), content.clone());
                if (!imports.equals(FileImports.NONE)) {
                    return imports;
                }
            } catch (BadInput e) {
                return FileImports.NONE; // its name is none that coord works with
            } catch (RuntimeException e) {
                LOG.debug("what {} imports could not be read", path, e);
            }
        }
        return FileImports.NONE;
    }

    /** Whether a file has to be read before any import is looked up. */
    boolean namesModule(String path) {
        try {
            RepoPath file = new RepoPath(path);
            return readers.stream().anyMatch(reader -> reader.namesModule(file));
        } catch (BadInput e) {
            return false;
        }
    }
}
