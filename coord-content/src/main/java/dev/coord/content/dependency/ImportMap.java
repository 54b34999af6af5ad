package dev.coord.content.dependency;

import dev.coord.content.javatype.JavaLanguage;
import dev.coord.content.module.SourceLanguage;
import dev.coord.content.module.SourceMemory;
import dev.coord.content.module.Tree;
import dev.coord.content.python.PythonLanguage;
import dev.coord.content.script.ScriptLanguage;
import dev.coord.proof.CandidateFiles;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which file of a candidate imports which, for whoever compares it with what other tools see.
 *
 * @param imports by the importing file; in Java by its directory
 * @param circles the files that all reach each other by imports of whatever use
 */
public record ImportMap(SortedMap<String, SortedSet<String>> imports, List<Set<String>> circles) {

    /** What is understood. */
    static List<SourceLanguage> languages() {
        return List.of(new ScriptLanguage(), new PythonLanguage(), new JavaLanguage());
    }

    /**
     * Reads all files.
     *
     * @param files only those of the candidate are read
     * @return what they import of each other
     */
    public static ImportMap of(CandidateFiles files) {
        SortedMap<String, SortedSet<String>> imports = new TreeMap<>();
        for (SourceLanguage language : languages()) {
            Side side = new Side(language, Tree.after(files, language, new SourceMemory()));
            for (String file : side.tree().sources()) {
                imports.computeIfAbsent(language.unit(file), none -> new TreeSet<>())
                        .addAll(side.edges(file).keySet());
            }
        }
        return new ImportMap(
                imports, StrongComponents.of(imports.keySet(), file -> imports.getOrDefault(file, new TreeSet<>())));
    }
}
