package dev.coord.cli.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.FeatureId;
import dev.coord.proof.CandidateFiles;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** Files that are left where those of one feature are taken back. */
record LeftFiles(FeatureId gone, SortedMap<String, String> before, SortedMap<String, String> after)
        implements CandidateFiles {

    @Override
    public List<ChangedFile> changed() {
        return before.keySet().stream()
                .filter(path -> !after.containsKey(path))
                .map(path -> new ChangedFile(gone, path, true))
                .toList();
    }

    @Override
    public SortedSet<String> paths() {
        return new TreeSet<>(after.keySet());
    }

    @Override
    public SortedSet<String> pathsBefore() {
        return new TreeSet<>(before.keySet());
    }

    @Override
    public Optional<byte[]> contentBegun(FeatureId feature, String path) {
        return contentBefore(path);
    }

    @Override
    public SortedSet<String> pathsBegun(FeatureId feature) {
        return pathsBefore();
    }

    @Override
    public Optional<byte[]> content(String path) {
        return contentId(path).map(text -> text.getBytes(UTF_8));
    }

    @Override
    public Optional<byte[]> contentBefore(String path) {
        return contentIdBefore(path).map(text -> text.getBytes(UTF_8));
    }

    @Override
    public List<String> ownLines(ChangedFile file) {
        return List.of();
    }

    @Override
    public List<String> lines(String path) {
        return after.getOrDefault(path, "").lines().toList();
    }

    @Override
    public List<String> linesBefore(String path) {
        return before.getOrDefault(path, "").lines().toList();
    }

    @Override
    public SortedSet<String> links() {
        return new TreeSet<>();
    }

    @Override
    public Optional<String> contentId(String path) {
        return Optional.ofNullable(after.get(path));
    }

    @Override
    public Optional<String> contentIdBefore(String path) {
        return Optional.ofNullable(before.get(path));
    }
}
