package dev.coord.testkit.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.FeatureId;
import dev.coord.proof.CandidateFiles;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of a merged wave as values.
 *
 * @param changed what each feature changed
 * @param own the tree of each feature, before anything was merged
 * @param begun the tree that each feature was begun with
 * @param before the tree of the target
 * @param after the tree of the candidate
 */
record TreeFiles(
        List<ChangedFile> changed,
        Map<FeatureId, SortedMap<String, String>> own,
        Map<FeatureId, SortedMap<String, String>> begun,
        SortedMap<String, String> before,
        SortedMap<String, String> after)
        implements CandidateFiles {

    TreeFiles {
        changed = List.copyOf(changed);
    }

    @Override
    public List<String> ownLines(ChangedFile file) {
        return lines(own.getOrDefault(file.feature(), new TreeMap<>()), file.path());
    }

    @Override
    public List<String> lines(String path) {
        return lines(after, path);
    }

    @Override
    public List<String> linesBefore(String path) {
        return lines(before, path);
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
    public SortedSet<String> paths() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(after.keySet()));
    }

    @Override
    public SortedSet<String> pathsBefore() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(before.keySet()));
    }

    @Override
    public SortedSet<String> pathsBegun(FeatureId feature) {
        return Collections.unmodifiableSortedSet(
                new TreeSet<>(begun.getOrDefault(feature, before).keySet()));
    }

    @Override
    public Optional<byte[]> contentBegun(FeatureId feature, String path) {
        return Optional.ofNullable(begun.getOrDefault(feature, before).get(path))
                .map(text -> text.getBytes(UTF_8));
    }

    @Override
    public SortedSet<String> links() {
        return Collections.emptySortedSet();
    }

    @Override
    public Optional<String> contentId(String path) {
        return Optional.ofNullable(after.get(path));
    }

    @Override
    public Optional<String> contentIdBefore(String path) {
        return Optional.ofNullable(before.get(path));
    }

    private static List<String> lines(SortedMap<String, String> tree, String path) {
        return tree.getOrDefault(path, "").lines().toList();
    }
}
