package dev.coord.content.renumber;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.coord.content.migration.MigrationFiles;
import dev.coord.schema.BranchFiles;
import dev.coord.schema.Numbering;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A branch of texts. */
record Branch(
        SortedMap<String, String> begun,
        SortedMap<String, String> landed,
        SortedMap<String, String> onto,
        SortedMap<String, String> own,
        SortedMap<String, String> left)
        implements BranchFiles {

    /** Of a branch that is merged alone. */
    static Branch of(Map<String, String> begun, Map<String, String> onto, Map<String, String> own) {
        return of(begun, onto, onto, own);
    }

    static Branch of(
            Map<String, String> begun, Map<String, String> landed, Map<String, String> onto, Map<String, String> own) {
        return new Branch(
                new TreeMap<>(begun), new TreeMap<>(landed), new TreeMap<>(onto), new TreeMap<>(own), new TreeMap<>());
    }

    Numbering number() {
        return new Renumbering(new MigrationFiles(path -> false)).number(this);
    }

    /** The branch as it is after that. */
    Branch numbered() {
        if (!(number() instanceof Numbering.Renumbered done)) {
            return this;
        }
        TreeMap<String, String> now = new TreeMap<>(own);
        done.places().forEach(place -> now.remove(place.from()));
        done.places().forEach(place -> now.put(place.to(), own.get(place.from())));
        done.contents().forEach((path, content) -> now.put(path, new String(content, ISO_8859_1)));
        return new Branch(begun, landed, onto, now, left);
    }

    /** What a merge of both has, as far as files were only added or edited. */
    SortedMap<String, String> merged() {
        TreeMap<String, String> merged = new TreeMap<>(onto);
        changed().forEach(path -> merged.put(path, own.get(path)));
        return merged;
    }

    @Override
    public Optional<Instant> made() {
        return Optional.of(Instant.parse("2026-11-29T12:00:00Z"));
    }

    @Override
    public SortedSet<String> pathsBegun() {
        return new TreeSet<>(begun.keySet());
    }

    @Override
    public SortedSet<String> pathsOnto() {
        return new TreeSet<>(onto.keySet());
    }

    @Override
    public SortedSet<String> pathsLanded() {
        return new TreeSet<>(landed.keySet());
    }

    /** The same where something was taken back and is not undone. */
    Branch leaving(Map<String, String> migrations) {
        return new Branch(begun, landed, onto, own, new TreeMap<>(migrations));
    }

    @Override
    public SortedSet<String> pathsLeft() {
        return new TreeSet<>(left.keySet());
    }

    @Override
    public Optional<byte[]> contentLeft(String path) {
        return Optional.ofNullable(left.get(path)).map(text -> text.getBytes(ISO_8859_1));
    }

    @Override
    public SortedSet<String> paths() {
        return new TreeSet<>(own.keySet());
    }

    @Override
    public SortedSet<String> changed() {
        TreeSet<String> changed = new TreeSet<>(own.keySet());
        changed.removeIf(path -> own.get(path).equals(begun.get(path)));
        return changed;
    }

    @Override
    public Optional<byte[]> content(String path) {
        return Optional.ofNullable(own.get(path)).map(text -> text.getBytes(ISO_8859_1));
    }

    @Override
    public Optional<byte[]> contentOnto(String path) {
        return Optional.ofNullable(onto.get(path)).map(text -> text.getBytes(ISO_8859_1));
    }
}
