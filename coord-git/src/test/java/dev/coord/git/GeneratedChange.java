package dev.coord.git;

import dev.coord.git.GeneratedTree.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What somebody does to the files of a branch; nothing where what it is done to is not there. */
sealed interface GeneratedChange {

    void applyTo(GeneratedTree tree);

    /** Another line in the place of one, or before it, or nothing. */
    record Line(String path, int line, String text, boolean inserted) implements GeneratedChange {

        @Override
        public void applyTo(GeneratedTree tree) {
            edit(tree, path, content -> {
                String end = content.contains("\r\n") ? "\r\n" : "\n";
                List<String> lines = new ArrayList<>(List.of(content.split("(?<=\n)", -1)));
                int place = Math.min(line, lines.size() - 1);
                if (!inserted) {
                    lines.remove(place);
                }
                if (!text.isEmpty()) {
                    lines.add(place, text + end);
                }
                return String.join("", lines);
            });
        }
    }

    /** A file or a link there, whatever there was. */
    record Put(String path, Entry entry) implements GeneratedChange {

        @Override
        public void applyTo(GeneratedTree tree) {
            tree.put(path, entry);
        }
    }

    record Delete(String path) implements GeneratedChange {

        @Override
        public void applyTo(GeneratedTree tree) {
            tree.remove(path);
        }
    }

    record Rename(String from, String to) implements GeneratedChange {

        @Override
        public void applyTo(GeneratedTree tree) {
            tree.rename(from, to);
        }
    }

    record RenameDirectory(String from, String to) implements GeneratedChange {

        @Override
        public void applyTo(GeneratedTree tree) {
            tree.renameDirectory(from, to);
        }
    }

    record Mode(String path, String mode) implements GeneratedChange {

        @Override
        public void applyTo(GeneratedTree tree) {
            tree.at(path).filter(Entry::isFile).ifPresent(entry -> tree.put(path, new Entry(mode, entry.content())));
        }
    }

    /** All lines of a file end as Windows ends them, or as others do. */
    record LineEnds(String path, boolean windows) implements GeneratedChange {

        @Override
        public void applyTo(GeneratedTree tree) {
            edit(tree, path, content -> {
                String plain = content.replace("\r\n", "\n");
                return windows ? plain.replace("\n", "\r\n") : plain;
            });
        }
    }

    /** The first line of the attributes of a directory. */
    record Attributes(String directory, String line) implements GeneratedChange {

        @Override
        public void applyTo(GeneratedTree tree) {
            String path = directory + ".gitattributes";
            String before = tree.at(path).map(Entry::content).orElse("");
            tree.put(path, new Entry(Entry.FILE, line + "\n" + before));
        }
    }

    private static void edit(GeneratedTree tree, String path, UnaryOperator<String> edit) {
        Optional<Entry> file = tree.at(path).filter(Entry::isFile);
        file.ifPresent(entry -> tree.put(path, new Entry(entry.mode(), edit.apply(entry.content()))));
    }

    static Arbitrary<GeneratedChange> any() {
        Arbitrary<String> files = Arbitraries.of(GeneratedRepository.FILES);
        Arbitrary<String> names = Arbitraries.of(GeneratedRepository.FILES, GeneratedRepository.NEW_NAMES)
                .flatMap(Arbitraries::of);
        Arbitrary<GeneratedChange> lines = Combinators.combine(
                        files,
                        Arbitraries.integers().between(0, 12),
                        Arbitraries.of("x", "y", ""),
                        Arbitraries.of(true, false))
                .as(Line::new);
        return Arbitraries.frequencyOf(
                Tuple.of(12, lines),
                Tuple.of(3, Combinators.combine(names, entries()).as(Put::new)),
                Tuple.of(2, files.map(Delete::new)),
                Tuple.of(3, Combinators.combine(files, names).as(Rename::new)),
                Tuple.of(
                        1,
                        Combinators.combine(Arbitraries.of("dir", "dir/in"), Arbitraries.of("moved", "dir2/deep"))
                                .as(RenameDirectory::new)),
                Tuple.of(
                        1,
                        Combinators.combine(files, Arbitraries.of(Entry.FILE, Entry.PROGRAM))
                                .as(Mode::new)),
                Tuple.of(
                        1,
                        Combinators.combine(files, Arbitraries.of(true, false)).as(LineEnds::new)),
                Tuple.of(
                        1,
                        Combinators.combine(Arbitraries.of("", "dir/"), Arbitraries.of(GeneratedRepository.ATTRIBUTES))
                                .as(Attributes::new)),
                Tuple.of(
                        2,
                        Arbitraries.of(GeneratedRepository.COMMITS)
                                .map(id -> new Put("lib/other", new Entry(Entry.REPOSITORY, id)))));
    }

    private static Arbitrary<Entry> entries() {
        Arbitrary<String> contents =
                Arbitraries.of("", "x\n", "y", "x\r\ny\r\n", "\0x", "\0y\u00ff", GeneratedRepository.LINES);
        return Arbitraries.frequencyOf(
                Tuple.of(
                        5,
                        Combinators.combine(Arbitraries.of(Entry.FILE, Entry.FILE, Entry.PROGRAM), contents)
                                .as(Entry::new)),
                Tuple.of(1, Arbitraries.of("a.txt", "dir", "nowhere").map(target -> new Entry(Entry.LINK, target))));
    }
}
