package dev.coord.cli.readme;

import dev.coord.cli.CoordProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One shell in which a reader types what stands on a page, in the clone or in a repository of the reader's own. */
final class Session {

    private static final long LONGEST_SECONDS = 300;

    /** Reads its task as agents do: from a file, or from standard input. Writes what the task lets it write, and the task into it. */
    private static final String AGENT = """
            #!/bin/sh
            case "$*" in
                *acceptEdits*|*workspace-write*|*--task*) ;;
                *) echo 'may not write anything' >&2; exit 1 ;;
            esac
            for word; do
                if [ -f "$word" ]; then exec <"$word"; fi
            done
            task=$(cat)
            printf '%s\\n' "$task" | sed -n '/^## What you may write/,/^## What you may read/s/^- `\\(.*\\)`$/\\1/p' |
                sed 's/[*][*]$/made.txt/' |
                while read -r path; do
                    mkdir -p "$(dirname "$path")" && printf '%s\\n' "$task" "run ${COORD_RUN-}" >"$path"
                done
            """;

    private static final String PREAMBLE = """
            repository() { # a new one, with the feature file of the one before
                cp -R "$WORLD/template" "$WORLD/$1"
                [ ! -f "${REPOSITORY-}/features.json" ] || cp "$REPOSITORY/features.json" "$WORLD/$1/"
                REPOSITORY=$WORLD/$1
            }
            """;

    private final Path world;
    private final Path clone;
    private final StringBuilder script = new StringBuilder(PREAMBLE);
    private final List<ShellLines> commands = new ArrayList<>();
    private final List<Integer> repositories = new ArrayList<>();
    private String section = "";
    private int latest = -1;

    Session(Path world, Path clone) throws Exception {
        this.world = world;
        this.clone = clone;
        Path template = CoordProcess.repository(world.resolve("template"), "package.json", "{\"name\": \"web\"}\n");
        Files.writeString(template.resolve(".gitignore"), ".env\n");
        Files.writeString(template.resolve(".env"), "SECRET=1\n");
        CoordProcess.git(template, "add", "-A");
        CoordProcess.git(template, "commit", "-q", "-m", "ignore");
        Files.createDirectories(world.resolve("home"));
        Path stubs = Files.createDirectories(world.resolve("stubs"));
        for (String agent : List.of("claude", "codex", "my-agent")) {
            stub(stubs.resolve(agent), AGENT);
        }
        stub(stubs.resolve("npm"), "#!/bin/sh\necho \"npm $*\"\n");
    }

    private static void stub(Path file, String text) throws IOException {
        Files.writeString(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " a command");
        }
    }

    /** Saves a feature file where the reader works. */
    void featureFile(Page.Block block) {
        enter(block.section());
        script.append("cat >\"$REPOSITORY/features.json\" <<'END OF JSON'\n")
                .append(block.text())
                .append("END OF JSON\n");
    }

    /** Types a command. What lands features gets a repository where none has landed. */
    void command(ShellLines lines) {
        if (lines.isOfTheClone()) {
            script.append("cd \"$CLONE\"\n");
            script.append("export JDK_JAVA_OPTIONS=-Djava.io.tmpdir=$WORLD\n"); // what 'demo' leaves goes with the test
        } else {
            enter(lines.section());
            if (lines.isRun()) {
                repository();
            }
            script.append("cd \"$REPOSITORY\"; unset JDK_JAVA_OPTIONS\n");
        }
        int number = commands.size();
        commands.add(lines);
        repositories.add(latest);
        script.append("{ ")
                .append(lines.text())
                .append("} >\"$WORLD/" + number + ".out\" 2>\"$WORLD/" + number + ".err\"\n")
                .append("echo $? >\"$WORLD/" + number + ".status\"\n");
    }

    private void enter(String section) {
        if (!section.equals(this.section)) {
            this.section = section;
            repository();
        }
    }

    private void repository() {
        latest++;
        script.append("repository r" + latest + "\n");
    }

    void play() throws Exception {
        String path = String.join(
                ":",
                world.resolve("stubs").toString(),
                Path.of(System.getProperty("java.home"), "bin").toString(),
                System.getenv("PATH"));
        Map<String, String> environment = Map.of(
                "PATH", path,
                "JAVA_HOME", "",
                "HOME", world.resolve("home").toString(),
                "WORLD", world.toString(),
                "CLONE", clone.toString());
        Path file = Files.writeString(world.resolve("session.sh"), script);
        Process shell = CoordProcess.start(
                world, environment, List.of("/bin/sh", file.toString()), world.resolve("out"), world.resolve("err"));
        if (!shell.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
    }

    List<ShellLines> commands() {
        return commands;
    }

    /** How a command has ended; status -1 if it has not. */
    CoordProcess.Ended ended(ShellLines lines) throws IOException {
        int number = commands.indexOf(lines);
        Path status = world.resolve(number + ".status");
        return new CoordProcess.Ended(
                Files.exists(status) ? Integer.parseInt(Files.readString(status).strip()) : -1,
                text(number + ".out"),
                text(number + ".err") + text("err"));
    }

    private String text(String name) throws IOException {
        return Files.exists(world.resolve(name)) ? Files.readString(world.resolve(name)) : "";
    }

    /** The repository that a command was typed in. */
    Path repository(ShellLines lines) {
        return world.resolve("r" + repositories.get(commands.indexOf(lines)));
    }
}
