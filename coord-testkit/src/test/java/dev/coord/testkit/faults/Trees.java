package dev.coord.testkit.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Directories as one line of text. */
public final class Trees {

    private Trees() {}

    static String text(Path directory) throws IOException {
        List<String> words = new ArrayList<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            for (Path path : paths.sorted().toList()) {
                String name = directory.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    words.add(name + "->" + Files.readSymbolicLink(path));
                } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    words.add(name.isEmpty() ? "" : name + "/");
                } else {
                    words.add(name + "=" + Files.readString(path));
                }
            }
        }
        return String.join(" ", words).strip();
    }
}
