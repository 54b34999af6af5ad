package dev.coord.content;

import dev.coord.content.edit.AdjacentEdits;
import dev.coord.content.element.Declarations;
import dev.coord.content.element.ListEntries;
import dev.coord.content.element.MarkdownItems;
import dev.coord.content.element.MarkdownSections;
import dev.coord.content.element.SwitchCases;
import dev.coord.content.element.YamlEntries;
import dev.coord.content.hunk.HunkMerger;
import dev.coord.content.hunk.HunkwiseMerger;
import dev.coord.content.imports.GoImports;
import dev.coord.content.imports.JavaImports;
import dev.coord.content.imports.PythonImports;
import dev.coord.content.imports.ScriptImports;
import dev.coord.content.json.JsonMerger;
import dev.coord.content.lines.FlatLists;
import dev.coord.content.lines.PropertyLines;
import dev.coord.content.lines.TomlMerger;
import dev.coord.content.row.Rows;
import dev.coord.merge.StructuredMerger;
import java.util.List;

/** The structured merges of coord. */
public final class ContentMergers {
    private ContentMergers() {}

    /**
     * All of them.
     *
     * @return mergers in the order in which they are asked; each is safe from all threads
     */
    public static List<StructuredMerger> all() {
        return List.of(
                new HunkwiseMerger(List.of(
                        new AdjacentEdits(atOnePlace()),
                        new Rows(),
                        new ScriptImports(),
                        new JavaImports(),
                        new PythonImports(),
                        new GoImports(),
                        new FlatLists(),
                        new PropertyLines(),
                        new Declarations(),
                        new SwitchCases(),
                        new ListEntries(),
                        new MarkdownItems(),
                        new MarkdownSections(),
                        new YamlEntries())),
                new JsonMerger(),
                new TomlMerger());
    }

    /** What merges additions line by line, and nothing around them. */
    private static List<HunkMerger> atOnePlace() {
        return List.of(
                new Rows(),
                new Declarations(),
                new SwitchCases(),
                new MarkdownItems(),
                new MarkdownSections(),
                new YamlEntries());
    }
}
