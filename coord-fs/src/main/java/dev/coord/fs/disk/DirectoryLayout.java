package dev.coord.fs.disk;

import dev.coord.store.View;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where everything lies in a coordination directory, as {@code docs/format.md} tells.
 *
 * @param home the coordination directory
 */
public record DirectoryLayout(Path home) {

    /** How the names of files begin that are not yet what they are to become. */
    public static final String TEMPORARY = ".coord-tmp-";

    /** What is coord's own; nobody else reads or writes there. */
    public Path control() {
        return home.resolve("coordination.d");
    }

    /** The document that all others are made from. */
    public Path truth() {
        return control().resolve("snapshot.json");
    }

    public Path lock() {
        return control().resolve("coord.lck");
    }

    /** Whoever makes it says that no other machine uses the directory. */
    public Path consent() {
        return control().resolve("shared-file-system-is-fine");
    }

    public Path view(View view) {
        return home.resolve(view.fileName());
    }

    public Path conflictLog() {
        return home.resolve("conflicts.log");
    }

    /** The history that is written. */
    public Path history() {
        return home.resolve("history.jsonl");
    }

    /** A history that is full; the older, the higher its number, from one on. */
    public Path fullHistory(int age) {
        return home.resolve("history." + age + ".jsonl");
    }

    /** Whether anything of a store is there. */
    public boolean holdsState() {
        return Stream.concat(Stream.of(control()), Stream.of(View.values()).map(this::view))
                .anyMatch(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    }

    /** One of each kind of file that may come to lie there. */
    public List<Path> examples() {
        Path state = view(View.STATE);
        return List.of(
                state,
                view(View.LOCKS),
                state.resolveSibling(state.getFileName() + ".rejected-0"),
                conflictLog(),
                history(),
                fullHistory(1),
                home.resolve(TEMPORARY + 0),
                truth(),
                lock());
    }
}
