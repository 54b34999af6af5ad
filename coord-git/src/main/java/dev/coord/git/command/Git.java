package dev.coord.git.command;

import dev.coord.CoordinationException.BadInput;
import dev.coord.CoordinationException.RepositoryFailed;
import dev.coord.SafeText;
import dev.coord.core.process.ChildBuilder;
import dev.coord.core.process.ChildLimit;
import dev.coord.core.process.ChildProcess;
import dev.coord.core.spi.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the git command in one directory, never through a shell, untouched by the caller's environment and by those of the
 * user's settings that would change a result. Immutable; safe from many threads.
 */
public final class Git {

    private static final Logger LOG = LoggerFactory.getLogger(Git.class);

    /** What the system answers where there is no such program, or none that this user may run. */
    private static final Pattern NO_PROGRAM = Pattern.compile("error=(2|8|13),");

    private static final byte[] NOTHING = {};

    private static final AtomicLong STARTED = new AtomicLong();

    private static final List<String> SETTINGS = List.of(
            "core.hooksPath=/dev/null",
            "core.fsmonitor=false",
            "core.quotePath=false",
            "core.safecrlf=false",
            "core.filesRefLockTimeout=3000",
            "core.packedRefsTimeout=3000",
            "commit.gpgSign=false",
            "gc.auto=0",
            "maintenance.auto=false",
            "merge.directoryRenames=conflict",
            "merge.conflictStyle=merge",
            "merge.renameLimit=7000",
            "merge.renames=true",
            "merge.default=text",
            "color.ui=false",
            "log.showSignature=false",
            "i18n.logOutputEncoding=UTF-8",
            "i18n.commitEncoding=UTF-8",
            "add.ignoreErrors=false",
            "core.checkStat=default",
            "core.ignoreStat=false",
            "core.splitIndex=false",
            "core.trustctime=true",
            "diff.orderFile=/dev/null",
            "diff.renameLimit=7000",
            "init.defaultRefFormat=files",
            "pack.packSizeLimit=0",
            "protocol.file.allow=always",
            "safe.bareRepository=all",
            "submodule.recurse=false",
            "checkout.workers=1");

    private final Path directory;
    private final Map<String, String> environment;
    private final GitLimit limit;
    private final boolean patient;
    private final Optional<ObjectReader> reader;

    public Git(Path directory) {
        this(directory, Map.of(), GitLimit.USUAL, false, Optional.empty());
    }

    private Git(
            Path directory,
            Map<String, String> environment,
            GitLimit limit,
            boolean patient,
            Optional<ObjectReader> reader) {
        this.directory = directory;
        this.environment = Map.copyOf(environment);
        this.limit = limit;
        this.patient = patient;
        this.reader = reader;
    }

    /** How many git processes this one has started. */
    public static long started() {
        return STARTED.get();
    }

    /** The same, whose commands end after that time. */
    public Git within(GitLimit other) {
        return new Git(directory, environment, other, patient, reader);
    }

    /** In another directory, with the same limit and nothing else in common. */
    public Git at(Path other) {
        return new Git(other, Map.of(), limit, false, Optional.empty());
    }

    /** The same, whose commands an interrupt does not end: for steps that must not be left half done. */
    public Git patient() {
        return new Git(directory, environment, limit, true, reader);
    }

    /** The same with more variables in its environment. */
    public Git with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new Git(directory, all, limit, patient, more.containsKey("GIT_DIR") ? Optional.empty() : reader);
    }

    /** The same, which asks a process that is there already for objects, and for refs that all work trees share. */
    public Git reading(ObjectReader objects) {
        return new Git(directory, environment, limit, patient, Optional.of(objects));
    }

    public Path directory() {
        return directory;
    }

    GitLimit limit() {
        return limit;
    }

    public Optional<ObjectReader> reader() {
        return reader;
    }

    /** Whether the reader has all that is to be found: objects may lie elsewhere as well. */
    public boolean isReadWhole() {
        return !environment.containsKey("GIT_OBJECT_DIRECTORY");
    }

    /** What the command answers, whatever its exit status. */
    public GitAnswer ask(String... arguments) {
        return ask(NOTHING, List.of(arguments));
    }

    public GitAnswer ask(byte[] input, List<String> arguments) {
        return ask(builder(arguments), input, arguments);
    }

    private GitAnswer ask(ProcessBuilder builder, byte[] input, List<String> arguments) {
        try {
            ChildLimit time = limit.of(arguments, runs -> tell(arguments, runs));
            ChildProcess.Ended ended =
                    patient ? ChildProcess.runToTheEnd(builder, input, time) : ChildProcess.run(builder, input, time);
            LOG.debug("git {} in {}: {}", arguments, directory, ended);
            return new GitAnswer(
                    ended.exit(), ended.out(), new GitPath(ended.error()).text().strip());
        } catch (ChildProcess.Overdue e) {
            throw overdue(arguments, e);
        } catch (IOException e) {
            throw notStarted(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RepositoryFailed(describe(arguments) + " was interrupted and ended; run the command again", e);
        }
    }

    public ProcessBuilder builder(List<String> arguments) {
        STARTED.incrementAndGet();
        Map<String, String> more = new HashMap<>(Map.of(
                "LC_ALL", "C",
                "GIT_TERMINAL_PROMPT", "0",
                "GIT_OPTIONAL_LOCKS", "0",
                "GIT_EDITOR", ":",
                // an agent can have one object stand for another, but what lands is what commits really name
                "GIT_NO_REPLACE_OBJECTS", "1",
                "GIT_GRAFT_FILE", "/dev/null"));
        more.putAll(environment);
        return ChildBuilder.of(directory, command(arguments), more);
    }

    /** What the command answers, which has to succeed. */
    public GitAnswer run(String... arguments) {
        return run(NOTHING, List.of(arguments));
    }

    public GitAnswer run(byte[] input, List<String> arguments) {
        GitAnswer answer = ask(input, arguments);
        if (!answer.succeeded()) {
            throw failed(arguments, answer);
        }
        return answer;
    }

    /** Has a command, which has to succeed, print into a file, of whatever size. */
    public void write(Path file, String... arguments) {
        List<String> all = List.of(arguments);
        GitAnswer answer = ask(builder(all).redirectOutput(file.toFile()), NOTHING, all);
        if (!answer.succeeded()) {
            throw failed(all, answer);
        }
    }

    /** Asks a yes-or-no question, which git answers by exit status 0 or 1. */
    public boolean holds(String... arguments) {
        GitAnswer answer = ask(arguments);
        if (answer.exit() > 1) {
            throw failed(List.of(arguments), answer);
        }
        return answer.succeeded();
    }

    public RepositoryFailed failed(List<String> arguments, GitAnswer answer) {
        return new RepositoryFailed(GitFailure.inWords(describe(arguments), answer));
    }

    private String describe(List<String> arguments) {
        return "'git " + String.join(" ", arguments) + "' in " + directory;
    }

    private void tell(List<String> arguments, String runs) {
        LOG.warn("waiting for {}", SafeText.line(describe(arguments) + (runs.isEmpty() ? "" : ", which runs " + runs)));
    }

    private RepositoryFailed overdue(List<String> arguments, ChildProcess.Overdue cause) {
        return new RepositoryFailed(
                describe(arguments) + " took longer than " + limit.of(arguments).toSeconds() + " s and was ended; "
                        + (cause.runs().isEmpty()
                                ? "something there keeps git waiting, such as a pipe in place of a file; mend that"
                                : "it was waiting for " + cause.runs()
                                        + ", which settings or attributes of the repository name; mend those")
                        + " and run again",
                cause);
    }

    private RuntimeException notStarted(IOException cause) {
        if (!Files.isDirectory(directory)) {
            return new RepositoryFailed("cannot run git in " + directory + ": there is no such directory", cause);
        }
        if (!Files.isExecutable(directory)) {
            return new RepositoryFailed(
                    "cannot run git in " + directory + ": this user may not enter that directory; give it back its"
                            + " permissions with 'chmod u+rwx' and run again",
                    cause);
        }
        String said = FailureText.of(cause);
        return NO_PROGRAM.matcher(String.valueOf(cause.getMessage())).find()
                ? new BadInput("cannot run git: " + said + "; install git 2.38 or later and put it on the PATH")
                : new RepositoryFailed(
                        "cannot run git in " + directory + ": " + said + "; mend that and run again", cause);
    }

    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add("git");
        for (String setting : SETTINGS) {
            command.add("-c");
            command.add(setting);
        }
        command.addAll(arguments);
        return command;
    }
}
