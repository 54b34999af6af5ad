package dev.coord.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Files that hold what {@code --json} prints. {@code -Dcoord.golden=write} writes them anew; whoever does that reads the
 * difference, since tools rely on every name in them.
 */
public enum Golden {
    /** Answers of commands. */
    ANSWERS("golden"),
    /** What is read back from coordination directories of earlier builds. */
    DIRECTORIES("directories");

    private static final String ENDING = ".json";

    private final Path files;

    Golden(String directory) {
        files = Path.of("src/test/resources/dev/coord/cli", directory);
    }

    private static boolean isWritten() {
        return "write".equals(System.getProperty("coord.golden"));
    }

    public Path directory() {
        return files;
    }

    /** An answer is what the file of that name holds, byte for byte. */
    public void check(String name, String answer) throws IOException {
        Path file = files.resolve(name + ENDING);
        if (isWritten()) {
            Files.createDirectories(files);
            Files.writeString(file, answer);
        }
        assertThat(file)
                .as("no file for the answer '%s'; write it with -Dcoord.golden=write", name)
                .exists();
        assertThat(answer).as("%s", file).isEqualTo(Files.readString(file));
    }

    /** Every file belongs to an answer. */
    void requireNoOthersThan(Set<String> names) throws IOException {
        Set<String> others = new TreeSet<>();
        try (Stream<Path> found = Files.list(files)) {
            found.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(ENDING))
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .forEach(others::add);
        }
        others.removeAll(names);
        if (isWritten()) {
            for (String file : others) {
                Files.delete(files.resolve(file + ENDING));
            }
            return;
        }
        assertThat(others)
                .as("files in %s that no scenario answers with", files)
                .isEmpty();
    }
}
