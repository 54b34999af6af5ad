package dev.coord.bench.imported;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.FeatureId;
import dev.coord.proof.CandidateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A directory as a wave of one feature: onto nothing, or onto itself where one file was changed. */
final class DirectoryFiles implements CandidateFiles {

    private static final FeatureId FEATURE = new FeatureId("all");

    private final NavigableMap<String, byte[]> after = new TreeMap<>();
    private final NavigableMap<String, byte[]> before = new TreeMap<>();
    private final SortedSet<String> links = new TreeSet<>();
    private final List<ChangedFile> changed = new ArrayList<>();

    static DirectoryFiles ontoNothing(Path directory) throws IOException {
        DirectoryFiles files = new DirectoryFiles();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted().toList()) {
                files.add(directory, path);
            }
        }
        return files;
    }

    private void add(Path directory, Path path) throws IOException {
        String name = directory.relativize(path).toString().replace('\\', '/');
        if (name.startsWith(".git/") || name.contains("node_modules/")) {
            return;
        }
        if (Files.isSymbolicLink(path)) {
            links.add(name);
        } else if (Files.isRegularFile(path)) {
            after.put(name, Files.readAllBytes(path));
            changed.add(new ChangedFile(FEATURE, name, false));
        }
    }

    /** The same, with one source file that differs from the target in its last line. */
    DirectoryFiles ontoItself() {
        DirectoryFiles files = new DirectoryFiles();
        files.before.putAll(after);
        files.after.putAll(after);
        files.links.addAll(links);
        after.keySet().stream()
                .filter(name -> name.matches(".*\\.(ts|py|java)"))
                .findFirst()
                .ifPresent(name -> {
                    files.changed.add(new ChangedFile(FEATURE, name, false));
                    byte[] content = after.get(name);
                    byte[] longer = Arrays.copyOf(content, content.length + 1);
                    longer[content.length] = '\n';
                    files.after.put(name, longer);
                });
        return files;
    }

    @Override
    public List<ChangedFile> changed() {
        return changed;
    }

    @Override
    public List<String> ownLines(ChangedFile file) {
        return lines(file.path());
    }

    @Override
    public List<String> lines(String path) {
        return lines(after.get(path));
    }

    @Override
    public List<String> linesBefore(String path) {
        return lines(before.get(path));
    }

    private static List<String> lines(byte[] content) {
        return content == null
                ? List.of()
                : new String(content, ISO_8859_1).lines().toList();
    }

    @Override
    public Optional<byte[]> content(String path) {
        return Optional.ofNullable(after.get(path));
    }

    @Override
    public Optional<byte[]> contentBefore(String path) {
        return Optional.ofNullable(before.get(path));
    }

    @Override
    public SortedSet<String> paths() {
        return after.navigableKeySet();
    }

    @Override
    public SortedSet<String> pathsBefore() {
        return before.navigableKeySet();
    }

    @Override
    public SortedSet<String> pathsBegun(FeatureId feature) {
        return pathsBefore();
    }

    @Override
    public Optional<byte[]> contentBegun(FeatureId feature, String path) {
        return contentBefore(path);
    }

    @Override
    public SortedSet<String> links() {
        return links;
    }

    @Override
    public Optional<String> contentId(String path) {
        return content(path).map(DirectoryFiles::id);
    }

    @Override
    public Optional<String> contentIdBefore(String path) {
        return contentBefore(path).map(DirectoryFiles::id);
    }

    private static String id(byte[] content) {
        return Arrays.hashCode(content) + "-" + content.length;
    }
}
