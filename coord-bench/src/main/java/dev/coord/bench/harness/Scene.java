package dev.coord.bench.harness;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Repositories to measure in: files of 60 lines, 100 in a directory, on main, which is checked out. */
public final class Scene {

    private static final int LINES = 60;
    private static final int IN_A_DIRECTORY = 100;
    private static final int EDITED = 10;
    private static final int ADDED = 5;
    private static final int MOVED_ON = 80;

    private Scene() {}

    /** Makes a repository with nothing but main. */
    public static Shell plain(Path directory, int files) throws IOException, InterruptedException {
        return branches(directory, files, 0);
    }

    /**
     * Makes a repository with branches {@code topic/<n>}, each with ten files edited, five added, one deleted, and its own lines
     * of one file that all of them change. Main has gone on since they began.
     */
    public static Shell branches(Path directory, int files, int branches) throws IOException, InterruptedException {
        Shell shell = new Shell(Files.createDirectories(directory));
        shell.git("init", "--quiet", "--initial-branch=main");
        shell.git("config", "user.name", "bench");
        shell.git("config", "user.email", "bench@example.org");
        shell.git("config", "gc.auto", "0");
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        commit(stream, "refs/heads/main", "base", "");
        for (int i = 0; i < files; i++) {
            file(stream, path(i), text(i, -1));
        }
        file(stream, "shared.txt", shared(branches, -1));
        say(stream, "\n");
        for (int branch = 0; branch < branches; branch++) {
            commit(stream, "refs/heads/topic/" + branch, "topic " + branch, "from refs/heads/main\n");
            for (int i = 0; i < EDITED; i++) {
                int number = (branch * (EDITED + 1) + i) % files;
                file(stream, path(number), text(number, branch));
            }
            for (int i = 0; i < ADDED; i++) {
                file(stream, "topics/" + branch + "/" + i + ".txt", text(i, branch));
            }
            say(stream, "D " + path((branch * (EDITED + 1) + EDITED) % files) + "\n");
            file(stream, "shared.txt", shared(branches, branch));
            say(stream, "\n");
        }
        if (branches > 0) {
            commit(stream, "refs/heads/main", "on", "");
            for (int i = 0; i < MOVED_ON; i++) {
                file(stream, path(files - 1 - i), text(i, branches));
            }
        }
        shell.gitReading(stream.toByteArray(), "fast-import", "--quiet");
        shell.git("reset", "--quiet", "--hard", "main");
        return shell;
    }

    /** A feature file of features that write a file each. */
    public static String features(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i ->
                        "\"F" + i + "\": {\"title\": \"feature " + i + "\", \"file_writes\": [\"new/F" + i + "\"]}")
                .collect(Collectors.joining(",\n", "{", "}\n"));
    }

    private static void commit(ByteArrayOutputStream stream, String ref, String message, String from) {
        say(stream, "commit " + ref + "\ncommitter bench <bench@example.org> 1700000000 +0000\n");
        data(stream, message);
        say(stream, from);
    }

    private static void file(ByteArrayOutputStream stream, String path, String text) {
        say(stream, "M 100644 inline " + path + "\n");
        data(stream, text);
    }

    private static void data(ByteArrayOutputStream stream, String text) {
        say(stream, "data " + text.length() + "\n" + text + "\n");
    }

    private static void say(ByteArrayOutputStream stream, String text) {
        stream.writeBytes(text.getBytes(UTF_8));
    }

    private static String path(int number) {
        return "src/d" + number / IN_A_DIRECTORY + "/f" + number + ".txt";
    }

    private static String text(int number, int branch) {
        return IntStream.range(0, LINES)
                .mapToObj(line -> "line " + line + " of " + number
                        + (branch >= 0 && line % (LINES / 3) == 0 ? " by " + branch : "") + "\n")
                .collect(Collectors.joining());
    }

    private static String shared(int branches, int branch) {
        return IntStream.range(0, branches)
                .mapToObj(one -> "# " + one + "\n\n" + (one == branch ? "here\n\n" : "") + "\n")
                .collect(Collectors.joining());
    }
}
