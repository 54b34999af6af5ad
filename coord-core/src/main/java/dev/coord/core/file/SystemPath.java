package dev.coord.core.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Paths as the system goes them: {@code ..} behind a symbolic link leads to the parent of what the link leads to, which
 * {@link Path#normalize()} does not know.
 */
public final class SystemPath {

    private SystemPath() {}

    /**
     * Another name of the same place that has no {@code .} and no {@code ..} in it.
     *
     * @param path any path, of something that may be missing
     * @return an absolute path; links that no {@code ..} follows stay in it
     */
    public static Path absolute(Path path) {
        Path whole = path.toAbsolutePath();
        Path at = whole.getRoot();
        for (Path name : whole) {
            String text = name.toString();
            if (text.equals("..")) {
                at = above(at);
            } else if (!text.equals(".") && !text.isEmpty()) {
                at = at.resolve(name);
            }
        }
        return at;
    }

    /**
     * The directory that a process is in which goes there.
     *
     * @param path any path
     * @return an absolute path without links as far as it exists
     */
    public static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return absolute(path);
        }
    }

    private static Path above(Path at) {
        Path real = real(at);
        Path parent = real.getParent();
        return parent == null ? real : parent;
    }
}
