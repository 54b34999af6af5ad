package dev.coord.core.radar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.radar.TreeDiff.Relation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TreeDiffProperties {

    private static final String FILE = "100644";
    private static final String NONE = "000000";

    @Property(tries = 500)
    void theOrderOfTheSidesDoesNotMatter(@ForAll("changes") TreeDiff one, @ForAll("changes") TreeDiff other) {
        assertThat(one.with(other)).isEqualTo(other.with(one));
    }

    @Property(tries = 500)
    void sidesThatAreApartFitIntoOneTree(@ForAll("changes") TreeDiff one, @ForAll("changes") TreeDiff other) {
        if (!(one.with(other) instanceof Relation.Apart)) {
            return;
        }
        Set<String> both = new HashSet<>(one.files().keySet());
        both.retainAll(other.files().keySet());
        assertThat(both)
                .allMatch(path -> one.files().get(path).equals(other.files().get(path)));
        for (String added : added(one)) {
            assertThat(added(other)).noneMatch(path -> path.startsWith(added + "/") || added.startsWith(path + "/"));
        }
    }

    @Test
    void editsOfOneFileAreForTheLinesToDecide() {
        TreeDiff one = TreeDiff.of(List.of(edit("a", "1"), edit("b", "1")), List.of());
        TreeDiff other = TreeDiff.of(List.of(edit("b", "2"), edit("c", "1")), List.of());

        assertThat(one.with(other)).isEqualTo(new Relation.SameFiles(List.of("b")));
        assertThat(one.with(TreeDiff.of(List.of(edit("b", "1")), List.of()))).isEqualTo(new Relation.Apart());
    }

    @Test
    void aFileThatOneSideDeletedOrRenamedIsForGit() {
        TreeDiff edited = TreeDiff.of(List.of(edit("a", "1")), List.of());

        assertThat(edited.with(TreeDiff.of(List.of(gone("a")), List.of())))
                .isEqualTo(new Relation.Intricate(List.of()));
        assertThat(edited.with(TreeDiff.of(List.of(gone("a"), added("b")), List.of())))
                .isEqualTo(new Relation.Intricate(List.of()));
    }

    @Test
    void whatIsAddedToADirectoryThatTheOtherMayHaveRenamedIsForGit() {
        TreeDiff moved = TreeDiff.of(List.of(gone("d/x"), added("e/x")), List.of("d"));

        assertThat(moved.with(TreeDiff.of(List.of(added("d/deep/new")), List.of())))
                .isEqualTo(new Relation.Intricate(List.of()));
        assertThat(moved.with(TreeDiff.of(List.of(added("f/new")), List.of()))).isEqualTo(new Relation.Apart());
    }

    @Test
    void aFileInThePlaceOfADirectoryIsForGit() {
        TreeDiff file = TreeDiff.of(List.of(added("a")), List.of());

        assertThat(file.with(TreeDiff.of(List.of(added("a/b/c")), List.of())))
                .isEqualTo(new Relation.Intricate(List.of()));
        assertThat(file.with(TreeDiff.of(List.of(added("ab/c")), List.of()))).isEqualTo(new Relation.Apart());
    }

    @Test
    void anotherModeOrALinkIsForGit() {
        ChangedFile executable = new ChangedFile("a", FILE, "0", "100755", "0");
        ChangedFile link = new ChangedFile("a", "120000", "0", "120000", "1");

        assertThat(TreeDiff.of(List.of(executable), List.of()).with(TreeDiff.of(List.of(edit("a", "1")), List.of())))
                .isEqualTo(new Relation.Intricate(List.of()));
        assertThat(TreeDiff.of(List.of(link), List.of())
                        .with(TreeDiff.of(List.of(new ChangedFile("a", "120000", "0", "120000", "2")), List.of())))
                .isEqualTo(new Relation.Intricate(List.of()));
    }

    private static List<String> added(TreeDiff changes) {
        return changes.files().values().stream()
                .filter(ChangedFile::isAddition)
                .map(ChangedFile::path)
                .toList();
    }

    private static ChangedFile edit(String path, String id) {
        return new ChangedFile(path, FILE, "0", FILE, id);
    }

    private static ChangedFile gone(String path) {
        return new ChangedFile(path, FILE, "0", NONE, "");
    }

    private static ChangedFile added(String path) {
        return new ChangedFile(path, NONE, "", FILE, "1");
    }

    @Provide
    Arbitrary<TreeDiff> changes() {
        Arbitrary<String> paths = Arbitraries.of("a", "b", "d/x", "d/y", "d/e/z", "d/e/f/u", "a/b", "a/c/d");
        Arbitrary<ChangedFile> change = Combinators.combine(paths, Arbitraries.of(0, 1, 2, 3))
                .as((path, kind) -> switch (kind) {
                    case 0 -> gone(path);
                    case 1 -> added(path);
                    case 2 -> edit(path, "1");
                    default -> edit(path, "2");
                });
        Arbitrary<List<ChangedFile>> sets =
                change.list().ofMaxSize(4).uniqueElements(ChangedFile::path).map(ArrayList::new);
        return Combinators.combine(sets, Arbitraries.of("d", "d/e", "a").list().ofMaxSize(2))
                .as(TreeDiff::of);
    }
}
