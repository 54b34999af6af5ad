package dev.coord.git.regenerate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.core.json.PlainJson;
import dev.coord.core.marks.ConflictMarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** What a command left of the file it was to make. */
final class LeftFile {

    private static final long LARGEST = 64L << 20;

    private LeftFile() {}

    /**
     * Why it cannot be taken.
     *
     * @param top of the work tree, which no link leads out of
     * @param before the file as the command found it
     * @return nothing where it is another file without marks, and JSON if it was that before
     */
    static Optional<String> problem(Path top, Path file, byte[] before) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of("its command left no file there");
        }
        Path parent = file.resolve("..").normalize();
        if (!parent.toRealPath()
                .equals(top.toRealPath().resolve(top.relativize(parent)).normalize())) {
            return Optional.of("its command put a link in place of a directory above it");
        }
        if (Files.size(file) > LARGEST) {
            return Optional.of("its command left more than " + (LARGEST >> 20) + " MiB there");
        }
        return problem(Files.readAllBytes(file), before);
    }

    static Optional<String> problem(byte[] content, byte[] before) {
        if (content.length == 0 && before.length > 0) {
            return Optional.of("its command left an empty file there");
        }
        if (before.length > 0 && Arrays.equals(content, before)) {
            return Optional.of(
                    "its command left it as the target has it, so what the feature changed there would be lost");
        }
        if (ConflictMarks.areIn(new String(content, UTF_8))) {
            return Optional.of("its command left marks of a conflict in it");
        }
        return isJson(before) && !isJson(content)
                ? Optional.of("its command left no JSON in it, which it was before")
                : Optional.empty();
    }

    private static boolean isJson(byte[] content) {
        try {
            PlainJson.read(new String(content, UTF_8));
            return content.length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
