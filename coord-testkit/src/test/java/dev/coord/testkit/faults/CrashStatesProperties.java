package dev.coord.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is recorded of random work is what really happened, and what is forced is always there. */
class CrashStatesProperties {

    /** Something done to one of a few files. */
    record Step(String what, String name, String other) {

        void run(Path root) throws IOException {
            Path file = root.resolve(name);
            Path to = root.resolve(other);
            try {
                switch (what) {
                    case "write" -> Files.writeString(file, other);
                    case "append" ->
                        Files.writeString(file, other, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                    case "rename" -> Files.move(file, to, StandardCopyOption.REPLACE_EXISTING);
                    case "link" -> Files.createLink(to, file);
                    case "delete" -> Files.delete(file);
                    default -> forceAll(root);
                }
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                assertThat(what).isNotEqualTo("write");
            }
        }
    }

    @Property(tries = 300)
    void aCrashOfTheProcessLeavesWhatIsReallyThere(@ForAll("work") List<Step> steps) throws IOException {
        inTemporary(temp -> {
            FaultyFileSystem disk = begin(temp);
            for (Step step : steps) {
                step.run(disk.root());
            }

            List<CrashState> states =
                    disk.crashStates(CrashModel.PROCESS_CRASH, disk.operations().size());

            assertThat(text(temp, states.get(0))).isEqualTo(Trees.text(temp.resolve("disk")));
        });
    }

    @Property(tries = 100)
    void everyStateAfterAForceHasWhatWasForced(@ForAll("work") List<Step> steps, @ForAll("work") List<Step> later)
            throws IOException {
        inTemporary(temp -> {
            FaultyFileSystem disk = begin(temp);
            for (Step step : steps) {
                step.run(disk.root());
            }
            forceAll(disk.root());
            String forced = Trees.text(temp.resolve("disk"));

            assertThat(disk.crashStatesNow(CrashModel.POWER_CUT)).hasSize(1);
            for (Step step : later) {
                step.run(disk.root());
            }

            List<String> states = new ArrayList<>();
            for (CrashState state : disk.crashStatesNow(CrashModel.POWER_CUT)) {
                states.add(text(temp, state));
            }
            assertThat(states).contains(Trees.text(temp.resolve("disk"))).doesNotHaveDuplicates();
            if (later.stream().noneMatch(step -> step.what().equals("force"))) {
                assertThat(states).contains(forced);
            }
        });
    }

    @Provide
    Arbitrary<List<Step>> work() {
        Arbitrary<String> names = Arbitraries.of("a", "b", "d/a");
        return Combinators.combine(
                        Arbitraries.of("write", "append", "append", "rename", "link", "delete", "force"), names, names)
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }

    private interface Work {
        void in(Path temp) throws IOException;
    }

    private static void inTemporary(Work work) throws IOException {
        Path temp = Files.createTempDirectory("faults").toRealPath();
        try {
            work.in(temp);
        } finally {
            try (Stream<Path> paths = Files.walk(temp)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static FaultyFileSystem begin(Path temp) throws IOException {
        Files.createDirectories(temp.resolve("disk/d"));
        return FaultyFileSystem.over(temp.resolve("disk"));
    }

    private static String text(Path temp, CrashState state) throws IOException {
        Path fresh = Files.createTempDirectory(temp, "state");
        state.materialise(fresh);
        return Trees.text(fresh);
    }

    private static void forceAll(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.toList()) {
                boolean isDirectory = Files.isDirectory(path);
                try (FileChannel channel =
                        FileChannel.open(path, isDirectory ? StandardOpenOption.READ : StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }
}
