package dev.coord.content.dependency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.FeatureId;
import dev.coord.content.ContentChecks;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.IntegrityFinding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A merged wave without git: a target, and what features changed. */
final class Wave implements CandidateFiles {
    private final NavigableMap<String, String> before = new TreeMap<>();
    private final NavigableMap<String, String> after = new TreeMap<>();
    private final List<ChangedFile> changed = new ArrayList<>();
    private final Map<ChangedFile, String> own = new HashMap<>();
    private final Map<String, String> begun = new HashMap<>();
    private final SortedSet<String> links = new TreeSet<>();
    final List<String> read = new ArrayList<>();

    /** A wave onto a target, as path, content, path, content. */
    static Wave onto(String... files) {
        Wave wave = new Wave();
        for (int i = 0; i < files.length; i += 2) {
            wave.before.put(files[i], files[i + 1]);
        }
        wave.after.putAll(wave.before);
        return wave;
    }

    /** A feature's version of a file is what is merged. */
    Wave writes(String feature, String path, String content) {
        return merges(feature, path, content, content);
    }

    /** A feature's version of a file, and what became of it. */
    Wave merges(String feature, String path, String content, String merged) {
        ChangedFile file = new ChangedFile(new FeatureId(feature), path, false);
        changed.add(file);
        own.put(file, content);
        after.put(path, merged);
        return this;
    }

    Wave deletes(String feature, String path) {
        changed.add(new ChangedFile(new FeatureId(feature), path, true));
        after.remove(path);
        return this;
    }

    Wave moves(String feature, String from, String to) {
        return writes(feature, to, after.getOrDefault(from, "")).deletes(feature, from);
    }

    /** Every branch was begun with a file that landed otherwise since. */
    Wave begunWith(String path, String content) {
        begun.put(path, content);
        return this;
    }

    Wave links(String path) {
        links.add(path);
        return this;
    }

    /** What is found: {@code stop P1 a.ts:1 message}. */
    List<String> told() {
        return findings().stream()
                .map(one -> (one.stops() ? "stop " : "tell ")
                        + one.feature()
                        + ' '
                        + one.path()
                        + ':'
                        + one.line()
                        + ' '
                        + one.message())
                .toList();
    }

    List<String> stops() {
        return told().stream().filter(one -> one.startsWith("stop")).toList();
    }

    List<IntegrityFinding> findings() {
        return ContentChecks.dependencies(true).find(this);
    }

    @Override
    public List<ChangedFile> changed() {
        return changed;
    }

    @Override
    public List<String> ownLines(ChangedFile file) {
        return lines(own, file);
    }

    @Override
    public List<String> lines(String path) {
        return lines(after, path);
    }

    @Override
    public List<String> linesBefore(String path) {
        return lines(before, path);
    }

    private static <K> List<String> lines(Map<K, String> files, K path) {
        String text = new String(files.getOrDefault(path, "").getBytes(UTF_8), ISO_8859_1);
        return text.lines().toList();
    }

    @Override
    public Optional<byte[]> content(String path) {
        read.add(path);
        return Optional.ofNullable(after.get(path)).map(text -> text.getBytes(UTF_8));
    }

    @Override
    public Optional<byte[]> contentBefore(String path) {
        read.add(path);
        return Optional.ofNullable(before.get(path)).map(text -> text.getBytes(UTF_8));
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
        SortedSet<String> paths = new TreeSet<>(before.keySet());
        paths.addAll(begun.keySet());
        return paths;
    }

    @Override
    public Optional<byte[]> contentBegun(FeatureId feature, String path) {
        return Optional.ofNullable(begun.getOrDefault(path, before.get(path))).map(text -> text.getBytes(UTF_8));
    }

    @Override
    public SortedSet<String> links() {
        return links;
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
