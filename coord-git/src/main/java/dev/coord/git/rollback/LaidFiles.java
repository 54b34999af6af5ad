package dev.coord.git.rollback;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.SafeText;
import dev.coord.core.spi.FailureText;
import dev.coord.git.command.Git;
import dev.coord.git.object.ListedFile;
import dev.coord.schema.MigrationDirectory;
import dev.coord.schema.MigrationStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The files of migrations that are gone, laid for what undoes them: byte for byte, whatever their size. */
final class LaidFiles {

    /** What is read for the part of it that undoes it. */
    private static final long LARGEST = 64L << 20;

    private final Git git;
    private final Path to;

    /**
     * Binds both.
     *
     * @param to a directory of coord's own
     */
    LaidFiles(Git git, Path to) {
        this.git = git;
        this.to = to;
    }

    /**
     * Lays the files of a directory.
     *
     * @param files all of a commit, by their paths
     * @return where its tool finds them
     * @throws RepositoryFailed if they cannot be laid, all of them
     */
    Path lay(Map<String, ListedFile> files, MigrationDirectory migrations) {
        String below = migrations.path().isEmpty() ? "" : migrations.path() + "/";
        String path = "";
        try {
            for (var file : files.entrySet()) {
                path = file.getKey();
                boolean isMine = migrations.path().isEmpty()
                        ? migrations.steps().stream()
                                .anyMatch(step -> step.files().contains(file.getKey()))
                        : path.startsWith(below);
                Path place = isMine ? to.resolve(path).normalize() : to;
                if (isMine && file.getValue().isFile() && place.startsWith(to) && !Files.exists(place)) {
                    Files.createDirectories(place.getParent());
                    git.write(place, "cat-file", "blob", file.getValue().id());
                }
            }
            return to.resolve(migrations.path());
        } catch (IOException | InvalidPathException e) {
            throw failed("lay '" + SafeText.line(path) + "' in '" + to + "'", e);
        }
    }

    /**
     * The SQL that undoes a migration whose files are laid: one of them, or a part of the one that makes it. In whatever encoding it is, its
     * bytes stay as they are.
     *
     * @param reads what of the text of a file undoes it; blank if nothing does
     * @throws RepositoryFailed if that cannot be told
     */
    Optional<Path> down(MigrationStep step, UnaryOperator<String> reads) {
        if (step.down().isPresent()) {
            return step.down().map(to::resolve);
        }
        String up = step.up().filter(path -> path.endsWith(".sql")).orElse("");
        if (up.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (Files.size(to.resolve(up)) > LARGEST) {
                throw new RepositoryFailed("'" + SafeText.line(up) + "' is too large to look in it for what undoes it;"
                        + " undo it by hand, and note that with 'coord rollback --undone PATH'");
            }
            String text = reads.apply(Files.readString(to.resolve(up), ISO_8859_1));
            return text.isBlank()
                    ? Optional.empty()
                    : Optional.of(Files.writeString(to.resolve("down.sql"), text, ISO_8859_1));
        } catch (IOException e) {
            throw failed("read in '" + SafeText.line(up) + "' what undoes it", e);
        }
    }

    private static RepositoryFailed failed(String what, Exception cause) {
        return new RepositoryFailed("cannot " + what + ": " + FailureText.of(cause), cause);
    }
}
