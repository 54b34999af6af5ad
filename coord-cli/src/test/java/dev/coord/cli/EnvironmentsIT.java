package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The launcher and real commands in every environment that users have: one shell line each. */
class EnvironmentsIT {

    private static final String FEATURES = "{\"A\": {\"file_writes\": [\"d\u00e9/\u00fc.txt\"]}}";

    @TempDir
    static Path temp;

    @BeforeAll
    static void makeThePlaces() throws IOException {
        BuiltCheckout.at(temp.resolve("c"));
        BuiltCheckout.at(temp.resolve("a b n\u00e9 %20 # ! +"));
        BuiltCheckout.at(temp.resolve("a:b"));
        BuiltCheckout.at(temp.resolve("a:b\u001b[31m\u202e"));
        BuiltCheckout.at(temp.resolve("\u00e4\ud83d\ude00"));
        Files.createDirectories(temp.resolve("bin"));
        Files.createSymbolicLink(temp.resolve("bin/first"), Path.of("../c/coord"));
        Files.createSymbolicLink(temp.resolve("bin/second"), Path.of("first"));
        Files.createSymbolicLink(temp.resolve("the java"), Path.of(System.getProperty("java.home")));
        Files.createDirectories(temp.resolve("w\u00f6rk"));
        Files.createDirectories(temp.resolve("liar/bin"));
        Files.writeString(temp.resolve("liar/bin/java"), "#!/bin/sh\nprintf '\\033[31mno libjvm\\n' >&2; exit 1\n");
        temp.resolve("liar/bin/java").toFile().setExecutable(true);
        Files.writeString(temp.resolve("f\u00e9.json"), FEATURES);
        Files.writeString(temp.resolve("big.json"), big());
        Called.coord(
                "init",
                temp.resolve("f\u00e9.json").toString(),
                "--dir",
                temp.resolve("g").toString());
    }

    static Stream<Arguments> environments() {
        return Stream.of(
                row("'a b n\u00e9 %20 # ! +/coord' --version", 0, "coord ", ""),
                row("LC_ALL=C 'a b n\u00e9 %20 # ! +/coord' --version", 0, "coord ", ""),
                row("a:b/coord --version", 1, "", "takes the ':' in this path"),
                row("cd bin; CDPATH=/:/usr IFS=/c POSIXLY_CORRECT=1 ./second --version", 0, "coord ", ""),
                row("cd c; sh -u coord --version", 0, "coord ", ""),
                row("JAVA_TOOL_OPTIONS=-XX:+UseG1GC c/coord schema", 0, "{\n", "Picked up"),
                row("JDK_JAVA_OPTIONS='-XX:+UseParallelGC -Xmx64m -Xshare:off' c/coord schema", 0, "{\n", "Picked up"),
                row("_JAVA_OPTIONS=-XX:-TieredCompilation c/coord schema", 0, "{\n", "Picked up"),
                row("JAVA_TOOL_OPTIONS=-XX:+UseG1GC c/coord doctor --dir g", 0, "all is well", ""),
                row("JAVA_HOME='the java' c/coord --version", 0, "coord ", ""),
                row("JAVA_HOME=/nowhere c/coord --version", 1, "", "'/nowhere/bin/java' by JAVA_HOME"),
                row(
                        "env -i PATH=\"$PATH\" TMPDIR=/nowhere c/coord lock acquire --agent a --feature A --write x --dir e",
                        0,
                        "COORD_LEASE=",
                        ""),
                row("c/coord schema >/dev/full", 1, "", "its disk is full"),
                row("(c/coord schema; echo $? >&2) | true", 0, "", "141\n"),
                row("c/coord lock list --dir e >&-", 1, "", "standard output is closed"),
                row("c/coord schema 2>&-", 0, "{\n", ""),
                row("c/coord nonsense 2>/dev/full", 2, "", ""),
                row("c/coord plan - <f\u00e9.json", 0, "d\u00e9/\u00fc.txt", ""),
                row("c/coord plan - <&-", 2, "", "standard input"),
                row(
                        "COORD_DIR=$(printf 'n\\351') c/coord lock acquire --agent a --feature A --write x",
                        2,
                        "",
                        "the value of COORD_DIR is not text in UTF-8"),
                row(
                        "COORD_AGENT=$(printf 'n\\351') c/coord lock acquire --feature A --write x --dir a",
                        2,
                        "",
                        "the value of COORD_AGENT is not text in UTF-8"),
                row(
                        "COORD_FEATURE=$(printf 'n\\351') c/coord complete --agent a --dir a",
                        2,
                        "",
                        "the value of COORD_FEATURE is not text in UTF-8"),
                row(
                        "COORD_LEASE=$(printf 'n\\351') c/coord lock renew --dir a",
                        2,
                        "",
                        "the value of COORD_LEASE is not text in UTF-8"),
                row("d=$(printf 'n\\351'); mkdir -p $d; cd $d; ../c/coord lock list", 2, "", "the current directory"),
                row("c/coord lock list --dir $(printf 'n\\351')", 2, "", "a word of the command"),
                row("JAVA_TOOL_OPTIONS=-Xmx8m c/coord plan big.json --agents 3", 1, "", "not enough memory"),
                row("COORD_DIR=$(printf 'n\\357\\277\\275') c/coord lock list", 0, "no locks", ""),
                row("c/coord check 'f\u00e9.json' A '\ufffd'", 2, "", "\ufffd"),
                row("c/coord plan '\ufffd'$(printf '\\357')", 2, "", "a word of the command"),
                row("'\u00e4\ud83d\ude00/coord' --version", 1, "", "Java cannot open this path"),
                row("cp -R c $(printf 'o\\351'); $(printf 'o\\351')/coord --version", 1, "", "not UTF-8"),
                row("mkdir gone; cd gone; rmdir ../gone; \"$OLDPWD/c/coord\" --version", 2, "", "was deleted"),
                row("a:b?*/coord --version", 1, "", "a:b?[31m?'"),
                row("JAVA_HOME=$(printf 'j\\033[31m\\302\\233\\nk') c/coord --version", 1, "", "'j?[31m??k/bin/java'"),
                row("JAVA_HOME=liar c/coord --version", 1, "", "java said: ?[31mno libjvm"),
                row("cd bin; PATH=/nowhere ../c/coord --version", 1, "", "cannot find the command 'find' on the PATH"),
                row("TERM=xterm c/coord plan f\u00e9.json", 0, "d\u00e9/\u00fc.txt", ""));
    }

    private static String big() {
        return IntStream.range(0, 60_000)
                .mapToObj(i -> "\"F" + i + "\": {\"file_writes\": [\"a" + i % 100 + "\", \"b" + i + "\"]}")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static Arguments row(String line, int status, String out, String err) {
        return Arguments.of(line, status, out, err);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("environments")
    void works(String line, int status, String out, String err) throws Exception {
        CoordProcess.Ended ended = shell(line);

        assertThat(ended.status()).as(ended.toString()).isEqualTo(status);
        assertThat(ended.out()).contains(out).doesNotContain("\u001b", "Picked up");
        assertThat(ended.err()).contains(err).doesNotContain("Exception", "\tat ", "\u001b");
        if (out.startsWith("{")) {
            assertThat(ended.out()).startsWith(out);
        }
    }

    @Test
    void readsAndWritesNamesOutsideAsciiInALocaleWithoutThem() throws Exception {
        CoordProcess.Ended ended = shell("export LC_ALL=C COORD_DIR=../d\u00efr; cd 'w\u00f6rk'"
                + " && ../c/coord lock acquire --agent \u00e4 --feature A --write '\u00f6.ts' --json"
                + " && ../c/coord lock list && ../c/coord check '../f\u00e9.json' A A --repo . ");

        assertThat(ended.out()).contains("\"file_path\": \"\u00f6.ts\"", "\u00e4 (A) holds");
        assertThat(temp.resolve("d\u00efr/coordination-locks.json")).content().contains("\u00f6.ts");
    }

    @Test
    void givesAgentsTheLocaleOfTheCaller() throws Exception {
        Path repository = CoordProcess.repository(temp.resolve("r\u00e9p"), "README", "read me\n");
        String agent = "mkdir -p d\u00e9; echo \"$LC_ALL ${COORD_CALLER_LC_ALL-none}\" >d\u00e9/\u00fc.txt";

        CoordProcess.Ended ended =
                shell("LC_ALL=POSIX c/coord run - --repo 'r\u00e9p' --agent '" + agent + "' <f\u00e9.json");

        assertThat(ended.status()).as(ended.toString()).isZero();
        assertThat(repository.resolve("d\u00e9/\u00fc.txt")).hasContent("POSIX none");
    }

    @Test
    void writesNothingIntoACheckoutThatIsBuilt() throws Exception {
        List<String> before = files();

        shell("c/coord --version");

        assertThat(files()).isEqualTo(before);
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(temp.resolve("c"))) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    private static CoordProcess.Ended shell(String line) throws Exception {
        String path = Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH");
        return CoordProcess.run(temp, Map.of("PATH", path, "JAVA_HOME", ""), List.of("/bin/sh", "-c", line));
    }
}
