package dev.coord.git.setup;

import dev.coord.core.file.FileStamp;
import dev.coord.git.command.GitPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A digest of files with their content, which are read again only where one of them has changed. Safe from many threads. */
final class CarriedDigest {

    private Map<GitPath, String> stamps = Map.of();
    private String digest = new ContentDigest().text();

    /** Of these files as they are now. */
    synchronized String of(Path directory, List<GitPath> files) throws IOException {
        Map<GitPath, String> now = new HashMap<>();
        for (GitPath path : files) {
            Path file = path.file(directory);
            now.put(path, FileStamp.of(file) + " " + Files.isExecutable(file));
        }
        if (!now.equals(stamps)) {
            digest = read(directory, files);
            stamps = now;
        }
        return digest;
    }

    private static String read(Path directory, List<GitPath> files) throws IOException {
        ContentDigest digest = new ContentDigest();
        for (GitPath path : files) {
            digest.add(path.raw());
            digest.addFile(path.file(directory));
        }
        return digest.text();
    }
}
