package dev.coord.git.testreport;

import dev.coord.core.file.FileStamp;
import dev.coord.core.path.PathPattern;
import dev.coord.core.process.NativeText;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The report files of a work tree, as they are at one time. */
final class ReportFiles {

    private final Map<Path, String> files;

    private ReportFiles(Map<Path, String> files) {
        this.files = files;
    }

    /** Those that a pattern covers; no link is followed. */
    static ReportFiles in(Path workTree, List<PathPattern> patterns) throws IOException {
        Map<Path, String> files = new HashMap<>();
        if (!patterns.isEmpty()) {
            Files.walkFileTree(workTree, new Search(workTree, patterns, files));
        }
        return new ReportFiles(files);
    }

    /** Those that are new since, or were written again. */
    SortedSet<Path> since(ReportFiles earlier) {
        SortedSet<Path> written = new TreeSet<>();
        files.forEach((file, stamp) -> {
            if (!stamp.equals(earlier.files.get(file))) {
                written.add(file);
            }
        });
        return written;
    }

    private static final class Search extends SimpleFileVisitor<Path> {

        private final Path workTree;
        private final List<PathPattern> patterns;
        private final Map<Path, String> files;

        Search(Path workTree, List<PathPattern> patterns, Map<Path, String> files) {
            this.workTree = workTree;
            this.patterns = patterns;
            this.files = files;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.equals(workTree)) {
                return FileVisitResult.CONTINUE;
            }
            String path = path(directory);
            boolean isWanted = !path.equals(".git")
                    && patterns.stream().anyMatch(one -> one.mayNameBelow(path) || one.matches(path + "/any"));
            return isWanted && Files.isReadable(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = path(file);
            if (attributes.isRegularFile() && patterns.stream().anyMatch(one -> one.matches(path))) {
                files.put(file, FileStamp.of(attributes));
            }
            return FileVisitResult.CONTINUE;
        }

        /** What tests left running is ended, but may have removed it just before. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) throws IOException {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw cause;
            }
            return FileVisitResult.CONTINUE;
        }

        private String path(Path file) {
            return NativeText.text(workTree.relativize(file));
        }
    }
}
