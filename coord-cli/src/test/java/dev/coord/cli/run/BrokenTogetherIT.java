package dev.coord.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.FeatureId;
import dev.coord.cli.CoordProcess;
import dev.coord.core.driver.InProcessAgents;
import dev.coord.fs.DirectoryStore;
import dev.coord.git.GitRun;
import dev.coord.git.RunHandle;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.run.AgentRunner.AgentResult;
import dev.coord.run.RunAccount.CulpritFound;
import dev.coord.run.RunPhase;
import dev.coord.run.RunRecord;
import dev.coord.store.CoordinationStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Features that agents make at the same time, that git merges, and that do not work together: the ways that public accounts of parallel
 * agents name most. Each culprit is found and mended, whoever is innocent is called once, and what lands is green.
 */
@Timeout(120)
class BrokenTogetherIT {

    @TempDir
    Path temp;

    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void endAgents() {
        executor.shutdownNow();
    }

    /** A feature, and what its agent writes in its first call and in later ones; a file without content is deleted. */
    private record Made(Feature feature, Map<String, String> first, Map<String, String> later) {

        static Made of(String id, String... files) {
            Map<String, String> written = pairs(files);
            return new Made(
                    Feature.builder(id)
                            .writes(written.keySet().toArray(String[]::new))
                            .build(),
                    written,
                    Map.of());
        }

        Made mendedBy(String... files) {
            return new Made(feature, first, pairs(files));
        }

        Made after(String... others) {
            return new Made(feature.toBuilder().blockedBy(others).build(), first, later);
        }

        Made checkedBy(String command) {
            return new Made(feature.toBuilder().check(command).build(), first, later);
        }

        Made writing(String... more) {
            return new Made(feature.toBuilder().writes(more).build(), first, later);
        }

        private static Map<String, String> pairs(String... files) {
            Map<String, String> pairs = new LinkedHashMap<>();
            for (int i = 0; i < files.length; i += 2) {
                pairs.put(files[i], files[i + 1]);
            }
            return pairs;
        }
    }

    private record Case(
            String name, Map<String, String> base, String test, List<Made> features, List<String> culprits) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static Case broken(String name, Map<String, String> base, String test, String culprit, Made... features) {
        return new Case(name, base, test, List.of(features), culprit.isEmpty() ? List.of() : List.of(culprit));
    }

    private static final Made DOCS = Made.of("docs", "README.md", "a project\n");

    private static final String COMMANDS = "set -eu; . ./lib.sh; for one in cmd/*.sh; do . ./$one; done";

    /** The soak plays all of them, the build the ones that differ most. */
    static Stream<Case> cases() {
        return all().filter(one -> Boolean.getBoolean("coord.soak")
                || one.name().contains("renamed function")
                || one.name().contains("fit only by two")
                || one.name().contains("by itself")
                || one.name().contains("landed before"));
    }

    private static Stream<Case> all() {
        return Stream.of(
                broken(
                        "a renamed function with a new caller",
                        Map.of("lib.sh", "greet() { echo hi; }\n", "cmd/a.sh", "greet\n"),
                        COMMANDS,
                        "caller+api",
                        Made.of("api", "lib.sh", "welcome() { echo hi; }\n", "cmd/a.sh", "welcome\n"),
                        DOCS,
                        Made.of("caller", "cmd/b.sh", "greet\n").mendedBy("cmd/b.sh", "welcome\n")),
                broken(
                        "a removed function that another begins to use",
                        Map.of("lib.sh", "old() { :; }\nnow() { :; }\n", "cmd/a.sh", "now\n"),
                        COMMANDS,
                        "user+remover",
                        Made.of("remover", "lib.sh", "now() { :; }\n"),
                        Made.of("user", "cmd/b.sh", "old\n").mendedBy("cmd/b.sh", "now\n"),
                        DOCS),
                broken(
                        "a changed default",
                        Map.of("lib.sh", "pages() { echo ${1:-10}; }\n", "cmd/a.sh", "test -n \"$(pages)\"\n"),
                        COMMANDS,
                        "reader+changer",
                        Made.of("changer", "lib.sh", "pages() { echo ${1:-20}; }\n"),
                        Made.of("reader", "cmd/b.sh", "test \"$(pages)\" = 10\n")
                                .mendedBy("cmd/b.sh", "test \"$(pages 10)\" = 10\n")),
                broken(
                        "two definitions of one name",
                        Map.of("lib.sh", ":\n", "cmd/a.sh", "first() { :; }\n"),
                        "test -z \"$(cat cmd/*.sh | grep -o '^[a-z]*()' | sort | uniq -d)\"",
                        "two+one",
                        Made.of("one", "cmd/one.sh", "slug() { echo a; }\n"),
                        Made.of("two", "cmd/two.sh", "slug() { echo b; }\n")
                                .mendedBy("cmd/two.sh", "slugOfTwo() { echo b; }\n"),
                        DOCS),
                broken(
                        "one more parameter",
                        Map.of("lib.sh", "area() { test $# = 1; }\n", "cmd/a.sh", "area 1\n"),
                        COMMANDS,
                        "caller+area",
                        Made.of("area", "lib.sh", "area() { test $# = 2; }\n", "cmd/a.sh", "area 1 2\n"),
                        Made.of("caller", "cmd/b.sh", "area 3\n").mendedBy("cmd/b.sh", "area 3 4\n")),
                broken(
                        "a renamed setting",
                        Map.of("lib.sh", ". ./conf\n", "conf", "PORT=1\n", "cmd/a.sh", ":\n"),
                        COMMANDS,
                        "reader+conf",
                        Made.of("conf", "conf", "HTTP_PORT=1\n"),
                        Made.of("reader", "cmd/b.sh", "test $PORT = 1\n").mendedBy("cmd/b.sh", "test $HTTP_PORT = 1\n"),
                        DOCS),
                broken(
                        "one more case that a table does not know",
                        Map.of("colours", "red\ngreen\n", "lib.sh", ":\n", "cmd/a.sh", ":\n"),
                        "for one in $(cat colours); do test ! -e table || grep -q $one table || exit 1; done",
                        "table+blue",
                        Made.of("blue", "colours", "red\ngreen\nblue\n"),
                        Made.of("table", "table", "red 1\ngreen 2\n").mendedBy("table", "red 1\ngreen 2\nblue 3\n")),
                broken(
                        "one route twice",
                        Map.of("routes/a", "/\n"),
                        "test -z \"$(cat routes/* | sort | uniq -d)\"",
                        "users+people",
                        Made.of("people", "routes/people", "/list\n"),
                        Made.of("users", "routes/users", "/list\n").mendedBy("routes/users", "/users\n"),
                        DOCS),
                broken(
                        "a moved file",
                        Map.of("data/x", "1\n", "lib.sh", ":\n", "cmd/a.sh", ":\n"),
                        COMMANDS,
                        "reader+mover",
                        Made.of("mover", "data/x", "", "assets/x", "1\n"),
                        Made.of("reader", "cmd/b.sh", "cat data/x\n").mendedBy("cmd/b.sh", "cat assets/x\n")),
                broken(
                        "three that fit only by two",
                        Map.of("budget/a", "1\n"),
                        "test $(cat budget/* | awk '{s+=$1} END {print s}') -le 7",
                        "two+one,three",
                        Made.of("one", "budget/one", "2\n"),
                        Made.of("two", "budget/two", "3\n").mendedBy("budget/two", "2\n"),
                        Made.of("three", "budget/three", "2\n")),
                broken(
                        "wrong by itself",
                        Map.of("lib.sh", ":\n", "cmd/a.sh", ":\n"),
                        COMMANDS,
                        "wrong",
                        DOCS,
                        Made.of("wrong", "cmd/b.sh", "false\n").mendedBy("cmd/b.sh", "true\n")),
                broken(
                        "together with what landed before",
                        Map.of("lib.sh", "greet() { echo hi; }\n", "cmd/a.sh", "greet\n", "list", "a\nb\nc\nd\ne\n"),
                        COMMANDS,
                        "later+api,first",
                        Made.of("api", "lib.sh", "welcome() { echo hi; }\n", "cmd/a.sh", "welcome\n"),
                        Made.of("first", "list", "1\na\nb\nc\nd\ne\n"),
                        Made.of("later", "list", "1\na\nb\nc\nd\ne\n2\n", "cmd/b.sh", "greet\n")
                                .mendedBy("cmd/b.sh", "welcome\n")),
                broken(
                        "the check of what landed before",
                        Map.of("lib.sh", "sum() { echo $(($1 + $2)); }\n", "cmd/a.sh", ":\n"),
                        "true",
                        "faster",
                        Made.of("sums", "cmd/sums.sh", "sum 1 2\n")
                                .writing("lib.sh")
                                .checkedBy(". ./lib.sh; test $(sum 1 2) = 3"),
                        Made.of("faster", "lib.sh", "sum() { echo $(($1 * $2)); }\n")
                                .after("sums")
                                .mendedBy("lib.sh", "sum() { echo $(($2 + $1)); }\n")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theCulpritIsFoundAndMendedAndTheRestIsHeldBackByNothing(Case given) throws Exception {
        Path repository = repository(given.base());
        ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
        Map<FeatureId, Made> made = new LinkedHashMap<>();
        given.features().forEach(one -> made.put(one.feature().id(), one));
        InProcessAgents.Function agent = task -> {
            calls.add(task.feature().id().value());
            Made one = made.get(task.feature().id());
            write(task.workspace().directory(), task.tryNumber() == 1 ? one.first() : one.later());
            return new AgentResult.Succeeded();
        };

        RunRecord record;
        try (CoordinationStore store =
                        DirectoryStore.open(GitRun.defaultDirectory(repository), InstantSource.system());
                RunHandle run = GitRun.in(repository)
                        .store(store)
                        .agents(agent, executor)
                        .test(given.test())
                        .start(FeatureSet.of(
                                made.values().stream().map(Made::feature).toList()))) {
            record = run.await().orElseThrow();
        }

        assertThat(record.phase()).isInstanceOf(RunPhase.Done.class);
        assertThat(record.account().culprits())
                .extracting(BrokenTogetherIT::shown)
                .containsExactlyElementsOf(given.culprits());
        List<String> expected =
                new ArrayList<>(made.keySet().stream().map(FeatureId::value).toList());
        given.culprits().forEach(culprit -> expected.add(culprit.split("\\+")[0]));
        assertThat(calls).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(CoordProcess.run(repository, Map.of(), List.of("sh", "-c", given.test()))
                        .status())
                .isZero();
    }

    private static String shown(CulpritFound found) {
        return found.feature()
                + (found.with().isEmpty()
                        ? ""
                        : "+"
                                + String.join(
                                        ",",
                                        found.with().stream()
                                                .map(FeatureId::value)
                                                .sorted()
                                                .toList()));
    }

    private Path repository(Map<String, String> files) throws Exception {
        Path repository = CoordProcess.repository(temp.resolve("repo"), "BEGUN", "here\n");
        write(repository, files);
        CoordProcess.git(repository, "add", "--all");
        CoordProcess.git(repository, "commit", "--quiet", "--message", "Begin");
        return repository;
    }

    private static void write(Path directory, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = directory.resolve(file.getKey());
            if (file.getValue().isEmpty()) {
                Files.delete(path);
            } else {
                Files.createDirectories(path.resolveSibling("."));
                Files.writeString(path, file.getValue());
            }
        }
    }
}
