package dev.coord.content;

import dev.coord.content.imported.ImportedFiles;
import dev.coord.proof.ImportReader;
import java.util.List;

/** What coord knows of imports. */
public final class ContentImports {
    private ContentImports() {}

    /**
     * All readers of imports: JavaScript and TypeScript, Python, Java, Go, shells and C.
     *
     * @return readers, each safe from all threads
     */
    public static List<ImportReader> all() {
        return List.of(new ImportedFiles());
    }
}
