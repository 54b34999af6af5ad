package dev.coord.testkit.repository;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coord.schema.BranchFiles;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/** A branch of files in memory. */
record NumberedTree(
        SortedMap<String, String> begun,
        SortedMap<String, String> landed,
        SortedMap<String, String> onto,
        SortedMap<String, String> own)
        implements BranchFiles {

    @Override
    public Optional<Instant> made() {
        return Optional.empty();
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

    @Override
    public SortedSet<String> paths() {
        return new TreeSet<>(own.keySet());
    }

    @Override
    public SortedSet<String> changed() {
        SortedSet<String> changed = History.changed(begun, own);
        changed.removeIf(path -> !own.containsKey(path) || Objects.equals(own.get(path), onto.get(path)));
        return changed;
    }

    @Override
    public Optional<byte[]> content(String path) {
        return Optional.ofNullable(own.get(path)).map(text -> text.getBytes(UTF_8));
    }

    @Override
    public Optional<byte[]> contentOnto(String path) {
        return Optional.ofNullable(onto.get(path)).map(text -> text.getBytes(UTF_8));
    }
}
