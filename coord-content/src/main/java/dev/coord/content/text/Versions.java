package dev.coord.content.text;

import dev.coord.RepoPath;
import java.util.List;
import java.util.Optional;

/**
 * The versions of one file, which agree in how their lines are ended.
 *
 * @param path the file
 * @param hadBase whether both sides began from a version; otherwise {@code base} has no line
 * @param base what both began from
 * @param ours the target's version
 * @param theirs the other
 */
public record Versions(RepoPath path, boolean hadBase, TextFile base, TextFile ours, TextFile theirs) {

    /**
     * Reads the versions.
     *
     * @param path the file
     * @param base what both sides began from, if there was such a version
     * @param ours the target's version
     * @param theirs the other
     * @return the versions as text
     * @throws NotUnderstood if one is no text or has marks of a conflict, or they disagree about line endings or the byte order mark
     */
    public static Versions of(RepoPath path, Optional<byte[]> base, byte[] ours, byte[] theirs) {
        TextFile before = base.map(TextFile::of).orElse(TextFile.EMPTY);
        Versions read = new Versions(path, base.isPresent(), before, TextFile.of(ours), TextFile.of(theirs));
        if (read.all().stream()
                        .map(TextFile::ending)
                        .filter(ending -> !ending.isEmpty())
                        .distinct()
                        .count()
                > 1) {
            throw new NotUnderstood("the versions end their lines differently");
        }
        if (read.all().stream().anyMatch(Versions::hasMarkers)) {
            throw new NotUnderstood("a version has marks of a conflict");
        }
        if (read.ours.marked() != read.theirs.marked()) {
            throw new NotUnderstood("one version begins with a byte order mark and the other does not");
        }
        return read;
    }

    /** Where branches have several common ancestors, git merges these first, and may leave the marks of that. */
    private static boolean hasMarkers(TextFile file) {
        return file.lines().stream().anyMatch(line -> line.startsWith("<<<<<<<"))
                && file.lines().stream().anyMatch(line -> line.startsWith(">>>>>>>"));
    }

    /**
     * The merged file.
     *
     * @param lines its lines
     * @return a file that ends its last line as the side that changed that does
     */
    public TextFile merged(List<String> lines) {
        String ending = all().stream()
                .map(TextFile::ending)
                .filter(any -> !any.isEmpty())
                .findFirst()
                .orElse("");
        return new TextFile(List.copyOf(lines), ending, ours.marked(), isEnded());
    }

    private boolean isEnded() {
        if (!hadBase) {
            return ours.ended() || theirs.ended();
        }
        return ours.ended() == base.ended() ? theirs.ended() : ours.ended();
    }

    private List<TextFile> all() {
        return List.of(base, ours, theirs);
    }
}
