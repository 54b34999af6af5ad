package dev.coord.content.schema;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.FeatureId;
import dev.coord.proof.CandidateFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A merged wave without a repository: files of the target, and files that features add, in the order of the work. */
public final class MadeWave implements CandidateFiles {
    private final SortedMap<String, String> before = new TreeMap<>();
    private final SortedMap<String, String> after = new TreeMap<>();
    private final List<ChangedFile> changed = new ArrayList<>();
    private final Map<ChangedFile, String> elsewhere = new LinkedHashMap<>();
    private final Map<FeatureId, SortedSet<String>> unseen = new HashMap<>();
    private final Set<String> back = new HashSet<>();
    private final Set<String> latin = new HashSet<>();

    /** The target has a file. */
    public MadeWave target(String path, String text) {
        before.put(path, text);
        after.put(path, text);
        return this;
    }

    /** A feature adds a file, or has it from a branch below. */
    public MadeWave adds(String feature, String path, String text) {
        after.put(path, text);
        changed.add(new ChangedFile(new FeatureId(feature), path, false));
        return this;
    }

    /** A file that was added is merged into one of another name. */
    MadeWave becomes(String path, String name) {
        after.put(name, after.remove(path));
        return this;
    }

    /** A feature that is made and not merged adds a file. */
    public MadeWave elsewhere(String feature, String path, String text) {
        elsewhere.put(new ChangedFile(new FeatureId(feature), path, false), text);
        return this;
    }

    public MadeWave deletes(String feature, String path) {
        after.remove(path);
        changed.add(new ChangedFile(new FeatureId(feature), path, true));
        return this;
    }

    /** A file of the target's landed since a feature's branch was begun. */
    public MadeWave unseen(String feature, String path) {
        unseen.computeIfAbsent(new FeatureId(feature), id -> new TreeSet<>()).add(path);
        return this;
    }

    /** A file was taken back once as it is now. */
    MadeWave back(String path) {
        back.add(path);
        return this;
    }

    /** A file is in Latin-1, in which every character is a byte. */
    public MadeWave latin(String path) {
        latin.add(path);
        return this;
    }

    private byte[] bytes(String path, String text) {
        return text.getBytes(latin.contains(path) ? ISO_8859_1 : UTF_8);
    }

    @Override
    public boolean comesBack(String path) {
        return back.contains(path);
    }

    @Override
    public List<ChangedFile> addedElsewhere() {
        return List.copyOf(elsewhere.keySet());
    }

    @Override
    public Optional<byte[]> contentElsewhere(ChangedFile file) {
        return Optional.ofNullable(elsewhere.get(file)).map(text -> text.getBytes(UTF_8));
    }

    @Override
    public List<ChangedFile> changed() {
        return changed;
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
    public SortedSet<String> pathsBegun(FeatureId feature) {
        SortedSet<String> begun = pathsBefore();
        begun.removeAll(unseen.getOrDefault(feature, new TreeSet<>()));
        return begun;
    }

    @Override
    public Optional<byte[]> contentBegun(FeatureId feature, String path) {
        return pathsBegun(feature).contains(path) ? contentBefore(path) : Optional.empty();
    }

    @Override
    public Optional<byte[]> content(String path) {
        return contentId(path).map(text -> bytes(path, text));
    }

    @Override
    public Optional<byte[]> contentBefore(String path) {
        return contentIdBefore(path).map(text -> bytes(path, text));
    }

    @Override
    public List<String> ownLines(ChangedFile file) {
        return lines(file.path());
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
