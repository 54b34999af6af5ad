package dev.coord.core.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TwinsProperties {

    @Property(tries = 1000)
    void areWhatAFileSystemThatFoldsCannotHoldBoth(@ForAll("files") Set<String> names) {
        Twins twins = Twins.of(names, names);

        for (String name : names) {
            List<String> expected = names.stream()
                    .filter(other -> collide(name, other))
                    .sorted()
                    .toList();
            assertThat(twins.of(name)).containsExactlyElementsOf(expected);
        }
    }

    @Property(tries = 500)
    void noNameThatWasNotAskedForChangesTheAnswer(
            @ForAll("files") Set<String> names, @ForAll("files") Set<String> more) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(more);

        Twins some = Twins.of(names, all);
        Twins every = Twins.of(all, all);

        for (String name : names) {
            assertThat(some.of(name)).containsExactlyElementsOf(every.of(name).toList());
        }
    }

    /** Each by itself, without an index: one is where the other is, or where the other has a directory. */
    private static boolean collide(String one, String other) {
        if (one.equals(other)) {
            return false;
        }
        String folded = FoldedName.of(one);
        String otherFolded = FoldedName.of(other);
        return folded.equals(otherFolded)
                || folded.startsWith(otherFolded + "/")
                || otherFolded.startsWith(folded + "/");
    }

    /** As in a tree: no file is a directory, too. */
    @Provide
    Arbitrary<Set<String>> files() {
        return Arbitraries.of("a", "A", "b", "\u00e9", "e\u0301", "\u00c9")
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(parts -> String.join("/", parts))
                .list()
                .ofMaxSize(12)
                .map(all -> {
                    List<String> files = new ArrayList<>();
                    for (String path : all) {
                        if (files.stream()
                                .noneMatch(file -> file.startsWith(path + "/") || path.startsWith(file + "/"))) {
                            files.add(path);
                        }
                    }
                    return new TreeSet<>(files);
                });
    }
}
