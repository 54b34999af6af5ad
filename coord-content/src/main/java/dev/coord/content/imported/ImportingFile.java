package dev.coord.content.imported;

import dev.coord.content.module.PathText;
import dev.coord.proof.FileImports;
import dev.coord.proof.FileImports.Imported;
import dev.coord.proof.FileImports.Where;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects what a file imports. Of very many imports the first count. */
final class ImportingFile {
    private static final int MOST = 10_000;
    private static final int LONGEST = 500;

    private final String directory;
    private final Set<Imported> imported = new LinkedHashSet<>();
    private final Map<String, List<String>> modules = new HashMap<>();

    ImportingFile(String path) {
        this.directory = PathText.directory(path);
    }

    FileImports found() {
        return new FileImports(modules, List.copyOf(imported));
    }

    /** A name for the directory that the file lies in. */
    void isModule(String name) {
        modules.put(name, List.of(directory));
    }

    /** A name for a directory, from the file's own. */
    void isModule(String name, String relative) {
        PathText.from(directory, relative)
                .ifPresent(place ->
                        modules.computeIfAbsent(name, none -> new ArrayList<>()).add(place));
    }

    /** A path from the file's own directory; one that leads out of the repository means nothing. */
    void beside(String relative, List<String> endings) {
        from(directory, relative, endings);
    }

    /** A path from the file's own directory, and from each above it. */
    void besideOrAbove(String path, List<String> endings) {
        for (String from = directory; !from.isEmpty(); from = from.substring(0, Math.max(0, from.lastIndexOf('/')))) {
            from(from, path, endings);
        }
        from("", path, endings);
    }

    void atTop(String path, List<String> endings) {
        from("", path, endings);
    }

    void anywhere(String path, List<String> endings) {
        add(path, endings, Where.ANY_DIRECTORY);
    }

    void inModule(String path, List<String> endings) {
        add(path, endings, Where.MODULE);
    }

    private void from(String start, String relative, List<String> endings) {
        if (relative.length() > LONGEST) {
            return;
        }
        PathText.from(start, relative).ifPresent(path -> add(path, endings, Where.TOP));
    }

    private void add(String path, List<String> endings, Where where) {
        if (path.length() <= 2 * LONGEST && imported.size() < MOST) {
            imported.add(new Imported(path, endings, where));
        }
    }
}
