package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * All commands in turn are ended at random instants, from before they begin to after they have ended, by kill -9, SIGTERM and
 * SIGINT. What is looked at is what is left a second later.
 */
class EndedAnytimeIT {

    private enum Signal {
        KILL(137),
        TERM(143),
        INT(130);

        private final int status;

        Signal(int status) {
            this.status = status;
        }
    }

    /** One command that was ended. */
    private record End(String name, Signal signal, long millis, int status, String out, String err, String mark) {}

    private static final Map<String, Function<EndedWorld, String[]>> COMMANDS = commands();

    /** Whether a command can get a process group of its own: a terminal sends Ctrl-C to all processes of one. */
    private static final boolean GROUPS = Stream.of(System.getenv("PATH").split(":", -1))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "setsid")));

    /** So it is in the background of a script, and for everything that is started there. */
    private static final boolean INT_IS_IGNORED = ignoresInt();

    private static final int LONG_SOAK = 100;
    private static final Duration A_DEMO = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(1);

    private final int ends = Integer.getInteger("coord.soak.ends", 8);
    private final long seed = Long.getLong("coord.seed", Boolean.getBoolean("coord.soak") ? System.nanoTime() : 14);
    private final Random random = new Random(seed);

    @TempDir
    Path temp;

    private EndedWorld landed;

    @Test
    void nothingIsLeftOfACommandThatIsEndedAtAnyInstant() throws Exception {
        long usual = usual();
        List<String> names = new ArrayList<>();
        while (names.size() < ends) {
            List<String> all = new ArrayList<>(COMMANDS.keySet());
            if (ends < LONG_SOAK) {
                all.remove("demo"); // takes ten seconds
            }
            Collections.shuffle(all, random);
            names.addAll(all);
        }
        int cut = 0;
        List<String> left = new ArrayList<>();
        for (int i = 0; i < ends; i++) {
            EndedWorld world = EndedWorld.in(temp.resolve("world-" + i).toAbsolutePath());
            if (names.get(i).equals("run")) {
                CoordProcess.repository(world.repository(), "README", "hello\n");
            } else if (names.get(i).equals("integrate")) {
                world.branches();
            } else if (onLanded(names.get(i))) {
                world.land(landed());
            }
            try {
                End end = end(world, names.get(i), i, usual);
                cut += end.status() == end.signal().status ? 1 : 0;
                assertNothingIsLeft(world, end);
            } catch (AssertionError | ConditionTimeoutException e) {
                left.add(e.toString());
            }
        }
        assertThat(left).as("seed %d", seed).isEmpty();
        System.out.println(
                ends + " commands were ended, " + cut + " of them before they had ended by themselves, seed " + seed);
    }

    private static String[] integrate(EndedWorld world) {
        return world.onLanded("integrate", world.features().toString());
    }

    private static boolean onLanded(String name) {
        return name.equals("rollback") || name.equals("clean");
    }

    /** Made when it is first needed. */
    private EndedWorld landed() throws Exception {
        if (landed == null) {
            landed = EndedWorld.in(temp.resolve("landed").toAbsolutePath());
            CoordProcess.repository(landed.repository(), "README", "hello\n");
            landed.done(landed.run());
        }
        return landed;
    }

    private static Map<String, Function<EndedWorld, String[]>> commands() {
        Map<String, Function<EndedWorld, String[]>> commands = new LinkedHashMap<>();
        Map.ofEntries(
                        Map.entry("plan", "plan FEATURES"),
                        Map.entry("check", "check FEATURES A B"),
                        Map.entry("why", "why FEATURES C"),
                        Map.entry("simulate", "simulate FEATURES"),
                        Map.entry("schema", "schema"),
                        Map.entry("init", "init FEATURES"),
                        Map.entry("start", "start B --agent b"),
                        Map.entry("start that waits", "start C --agent c --wait 5m"),
                        Map.entry("next", "next --agent n"),
                        Map.entry("next --json", "next --agent n --json"),
                        Map.entry("complete", "complete A --agent a"),
                        Map.entry("block", "block A --agent a --reason red"),
                        Map.entry("fail", "fail A --agent a --reason red"),
                        Map.entry("retry", "retry F --agent f"),
                        Map.entry("acquire", "lock acquire --agent n --feature B --write n.txt"),
                        Map.entry("acquire --json", "lock acquire --agent n --feature B --write n.txt --json"),
                        Map.entry("acquire that waits", "lock acquire --agent n --feature B --write x.txt --wait 5m"),
                        Map.entry(
                                "acquire that is handed", "lock acquire --agent n --feature B --write x.txt --wait 5m"),
                        Map.entry("hold", "lock hold --agent n --feature B --write n.txt -- sleep 0.2"),
                        Map.entry("upgrade", "lock upgrade LONE"),
                        Map.entry("upgrade that waits", "lock upgrade READER --wait 5m"),
                        Map.entry("downgrade", "lock downgrade WRITER"),
                        Map.entry("renew", "lock renew WRITER"),
                        Map.entry("release", "lock release WRITER"),
                        Map.entry("break", "lock break WRITER --reason gone"),
                        Map.entry("lock list", "lock list"),
                        Map.entry("status", "status"),
                        Map.entry("conflicts", "conflicts"),
                        Map.entry("history", "history"),
                        Map.entry("radar --watch", "radar --watch"),
                        Map.entry("jq", "jq state ."),
                        Map.entry("jq that edits", "jq state .current_wave=7"),
                        Map.entry("jq that never ends", "jq state repeat(.)|empty"),
                        Map.entry("doctor", "doctor"),
                        Map.entry("doctor --repair", "doctor --repair"))
                .forEach((name, words) -> commands.put(name, world -> words(words, world)));
        commands.put("run", EndedWorld::run);
        commands.put("integrate", EndedAnytimeIT::integrate);
        commands.put("rollback", world -> world.onLanded("rollback", "--wave", "1"));
        commands.put("clean", world -> world.onLanded("clean", "--delete"));
        commands.put("demo", world -> new String[] {"demo"});
        return new TreeMap<>(commands);
    }

    private static String[] words(String words, EndedWorld world) {
        return Stream.of(words.split(" "))
                .map(word -> switch (word) {
                    case "FEATURES" -> world.features().toString();
                    case "WRITER" -> world.writer();
                    case "READER" -> world.reader();
                    case "LONE" -> world.loneReader();
                    default -> word;
                })
                .toArray(String[]::new);
    }

    /** How long a command takes that does little. */
    private long usual() throws Exception {
        long begun = System.nanoTime();
        CoordProcess.coord(temp, "schema");
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    private End end(EndedWorld world, String name, int number, long usual) throws Exception {
        Signal drawn = Signal.values()[random.nextInt(Signal.values().length)];
        Signal signal = drawn == Signal.INT && INT_IS_IGNORED ? Signal.TERM : drawn;
        long millis = random.nextLong(
                switch (name) {
                    case "run" -> 6 * usual;
                    case "rollback", "integrate" -> 3 * usual;
                    case "demo" -> 12 * usual;
                    default -> 2 * usual;
                });
        Path out = world.temporary().resolveSibling("out");
        Path err = world.temporary().resolveSibling("err");
        String mark = "coord-ended-" + seed + "-" + number;
        List<String> command = CoordProcess.command(COMMANDS.get(name).apply(world));
        command.add(1, "-Djava.io.tmpdir=" + world.temporary());
        if (GROUPS) {
            command.add(0, "setsid"); // takes the command's place
        }
        Process process = CoordProcess.start(
                world.repository(),
                Map.of(
                        "COORD_DIR",
                        world.home().toString(),
                        "COORD_MARK",
                        mark,
                        "TMPDIR",
                        world.temporary().toString()),
                command,
                out,
                err);
        if (name.endsWith("handed")) {
            process.waitFor(random.nextLong(millis + 1), TimeUnit.MILLISECONDS);
            world.done("lock", "release", world.writer());
        } else {
            process.waitFor(millis, TimeUnit.MILLISECONDS);
        }
        send(signal, process);
        assertThat(process.waitFor(20, TimeUnit.SECONDS))
                .as("%s ends by %s", name, signal)
                .isTrue();
        return new End(name, signal, millis, process.exitValue(), Files.readString(out), Files.readString(err), mark);
    }

    private static boolean ignoresInt() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> line.substring("SigIgn:".length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 0b10) != 0);
        } catch (IOException e) {
            return false; // no Linux
        }
    }

    private static void send(Signal signal, Process process) throws Exception {
        if (process.isAlive()) {
            String whom = signal == Signal.INT && GROUPS ? "-" + process.pid() : Long.toString(process.pid());
            new ProcessBuilder("kill", "-s", signal.name(), "--", whom)
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
        }
    }

    /** A signal that meets the JVM while it sets itself up: it says that it could not, and no class of coord was there yet. */
    private static boolean endedBeforeJavaRan(End end) {
        return (end.out() + end.err()).startsWith("Error occurred during initialization of VM");
    }

    private void assertNothingIsLeft(EndedWorld world, End end) throws Exception {
        String what = end + ", seed " + seed;
        boolean killed = end.signal() == Signal.KILL;
        boolean agents = end.name().equals("run") && killed; // its next run ends them
        await(what)
                .atMost(end.name().equals("demo") && killed ? A_DEMO : SOON) // its agents end by themselves
                .until(() -> agents || marked(end.mark()).isEmpty());
        await(what).atMost(SOON).until(() -> world.snapshot().locks().queue().isEmpty());
        if (!endedBeforeJavaRan(end)) {
            assertThat(end.err()).as(what).doesNotContain("Exception", "should not have happened", "could not be");
            assertThat(end.status()).as(what).isIn(0, end.signal().status);
        }
        assertLeases(world, end, what);
        assertGoesOn(world, end, what);
        assertThat(world.temporaryFiles()).as(what).isEmpty();
        Called doctor = world.coord("doctor");
        assertThat(doctor.status()).as("%s%n%s", what, doctor).isZero();
        if (onLanded(end.name())) {
            String before = landed().main();
            assertThat(world.main())
                    .as(what)
                    .isIn(before, end.name().equals("rollback") ? commitBefore(before) : before);
        }
        if (end.name().equals("integrate")) {
            assertGoesOn(integrate(world), world, end, what);
        } else if (end.name().equals("run") || onLanded(end.name())) {
            assertGoesOn(world.run(), world, end, what);
        }
    }

    private String commitBefore(String landing) throws Exception {
        return CoordProcess.git(landed().repository(), "rev-parse", landing + "^1")
                .out()
                .strip();
    }

    /** A grant that nobody was told of is not held; what was held before still is, unless the command was to end it. */
    private static void assertLeases(EndedWorld world, End end, String what) {
        List<String> held = world.held();
        boolean toldLater =
                end.name().startsWith("upgrade") && end.signal() == Signal.KILL; // the same upgrade tells it
        assertThat(held)
                .as(what)
                .allMatch(id -> world.leases().contains(id) || end.out().contains(id) || toldLater);
        List<String> kept = new ArrayList<>(world.leases());
        switch (end.name()) {
            case "release", "break", "acquire that is handed" -> kept.remove(world.writer());
            case "upgrade" -> kept.remove(world.loneReader());
            case "complete", "block", "fail" -> kept.clear(); // the feature's leases end with it
            default -> {}
        }
        assertThat(held).as(what).containsAll(kept);
        if (end.name().equals("upgrade")) {
            assertThat(world.snapshot().locks().leases())
                    .as(what)
                    .anyMatch(lease -> lease.agent().value().equals("r3"));
        }
    }

    private static void assertGoesOn(EndedWorld world, End end, String what) {
        String waited = end.name().endsWith("handed") && !end.out().contains("lease-") ? "x.txt" : "next.txt";
        Called next = world.coord("lock", "acquire", "--agent", "m", "--feature", "B", "--write", waited, "--fail");
        assertThat(next.status()).as("%s, then %s", what, next).isZero();
        world.done("status");
        assertThat(world.snapshot().state().completed()).as(what).hasSizeLessThanOrEqualTo(1);
    }

    private static void assertGoesOn(String[] command, EndedWorld world, End end, String what) throws Exception {
        CoordProcess.Ended ended = CoordProcess.coord(world.repository(), command);
        assertThat(ended.status()).as("%s%n%s", what, ended).isZero();
        assertThat(CoordProcess.git(world.repository(), "status", "--porcelain").out())
                .as(what)
                .isEmpty();
        CoordProcess.Ended fsck = CoordProcess.git(world.repository(), "fsck", "--full", "--strict");
        assertThat(fsck.status()).as("%s%n%s", what, fsck).isZero();
        assertThat(Files.readString(world.repository().resolve("c.txt")))
                .as(what)
                .isEqualTo("made\n");
        await(what).atMost(SOON).until(() -> marked(end.mark()).isEmpty());
        assertThat(lockFiles(world.repository().resolve(".git"))).as(what).isEmpty();
    }

    private static List<Path> lockFiles(Path git) throws IOException {
        try (Stream<Path> files = Files.walk(git)) {
            return files.filter(file -> file.toString().endsWith(".lock")).toList();
        }
    }

    /** The processes that have the mark in their environment. */
    private static List<Long> marked(String mark) {
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process.pid()).contains("COORD_MARK=" + mark + "\0"))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static String environment(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return ""; // gone meanwhile, or not ours
        }
    }
}
