package dev.coord.git;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The files of a commit. Names and contents have one character for each byte. */
final class GeneratedTree {

    /** A file, a symbolic link or a commit of another repository, by git's mode. */
    record Entry(String mode, String content) {

        static final String FILE = "100644";
        static final String PROGRAM = "100755";
        static final String LINK = "120000";
        static final String REPOSITORY = "160000";

        boolean isFile() {
            return mode.startsWith("100");
        }
    }

    private final SortedMap<String, Entry> entries;

    GeneratedTree() {
        this(new TreeMap<>());
    }

    private GeneratedTree(SortedMap<String, Entry> entries) {
        this.entries = entries;
    }

    GeneratedTree copy() {
        return new GeneratedTree(new TreeMap<>(entries));
    }

    Optional<Entry> at(String path) {
        return Optional.ofNullable(entries.get(path));
    }

    /** Puts something there, in place of a directory or a file above. */
    void put(String path, Entry entry) {
        entries.keySet().removeIf(other -> other.startsWith(path + "/") || path.startsWith(other + "/"));
        entries.put(path, entry);
    }

    void remove(String path) {
        entries.remove(path);
    }

    void rename(String from, String to) {
        Entry entry = entries.remove(from);
        if (entry != null) {
            put(to, entry);
        }
    }

    void renameDirectory(String from, String to) {
        for (String path : new TreeMap<>(entries).keySet()) {
            if (path.startsWith(from + "/")) {
                rename(path, to + path.substring(from.length()));
            }
        }
    }

    /** For {@code git fast-import}. */
    String commands() {
        StringBuilder commands = new StringBuilder("deleteall\n");
        entries.forEach((path, entry) -> {
            String quoted =
                    "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"\n";
            if (entry.mode().equals(Entry.REPOSITORY)) {
                commands.append("M 160000 ").append(entry.content()).append(' ').append(quoted);
            } else {
                commands.append("M ").append(entry.mode()).append(" inline ").append(quoted);
                commands.append("data ").append(entry.content().length()).append('\n');
                commands.append(entry.content()).append('\n');
            }
        });
        return commands.toString();
    }
}
