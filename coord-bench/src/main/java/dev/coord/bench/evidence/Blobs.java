package dev.coord.bench.evidence;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** Reads the contents of files from a repository. */
public final class Blobs implements AutoCloseable {
    private final Repository repository;

    private Blobs(Repository repository) {
        this.repository = repository;
    }

    /** Opens a bare repository. */
    public static Blobs of(Path repository) throws IOException {
        return new Blobs(
                new FileRepositoryBuilder().setGitDir(repository.toFile()).build());
    }

    /** The content with this id. */
    public byte[] read(String id) throws IOException {
        return repository.open(ObjectId.fromString(id)).getBytes();
    }

    @Override
    public void close() {
        repository.close();
    }
}
