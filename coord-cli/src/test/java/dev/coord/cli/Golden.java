package dev.coord.cli;

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
final class Golden {

    private static final Path FILES = Path.of("src/test/resources/dev/coord/cli/golden");
    private static final String ENDING = ".json";

    private Golden() {}

    static boolean isWritten() {
        return "write".equals(System.getProperty("coord.golden"));
    }

    /** An answer is what the file of that name holds, byte for byte. */
    static void check(String name, String answer) throws IOException {
        Path file = FILES.resolve(name + ENDING);
        if (isWritten()) {
            Files.createDirectories(FILES);
            Files.writeString(file, answer);
        }
        assertThat(file)
                .as("no file for the answer '%s'; write it with -Dcoord.golden=write", name)
                .exists();
        assertThat(answer).as("%s", file).isEqualTo(Files.readString(file));
    }

    /** Every file belongs to an answer. */
    static void requireNoOthersThan(Set<String> names) throws IOException {
        Set<String> files = new TreeSet<>();
        try (Stream<Path> found = Files.list(FILES)) {
            found.map(file -> file.getFileName().toString())
                    .map(file -> file.substring(0, file.length() - ENDING.length()))
                    .forEach(files::add);
        }
        files.removeAll(names);
        if (isWritten()) {
            for (String file : files) {
                Files.delete(FILES.resolve(file + ENDING));
            }
            return;
        }
        assertThat(files).as("files in %s that no scenario answers with", FILES).isEmpty();
    }
}
