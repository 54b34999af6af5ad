package dev.coord.git.repository;

import dev.coord.CoordinationException.BadInput;
import dev.coord.SafeText;
import dev.coord.core.file.PlainFile;
import dev.coord.core.process.NativeText;
import dev.coord.git.command.Git;
import dev.coord.git.command.GitAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The branch that a name stands for. */
public final class TargetBranch {

    /** Where the part of a revision begins that is no name: {@code main~1}, {@code main^{}}, {@code main@{0}}. */
    private static final Pattern SUFFIX = Pattern.compile("[~^:]|@\\{|\\.\\.");

    /** Names that git allows whatever its version. */
    private static final Pattern USUAL = Pattern.compile("refs/heads(/[A-Za-z0-9_][A-Za-z0-9_-]*)+");

    private TargetBranch() {}

    /** Refuses what git reads as a commit, and not as the name of a branch: it resolves, and nothing can land on it. */
    public static void requireName(Git git, String name) {
        if (USUAL.matcher(name).matches() || git.ask("check-ref-format", name).succeeded()) {
            return;
        }
        String shown = name.replaceFirst("^refs/heads/", "");
        String meant = meant(name);
        boolean isBranch = !meant.isEmpty()
                && git.ask("show-ref", "--verify", "--quiet", meant).succeeded();
        throw new BadInput("cannot land on '" + SafeText.line(shown)
                + "': no branch can be called that; name a branch with --into"
                + (isBranch ? ", did you mean '" + SafeText.line(meant.replaceFirst("^refs/heads/", "")) + "'?" : ""));
    }

    /** The name before the part that is none; empty where there is no such part, or nothing before it. */
    static String meant(String name) {
        Matcher suffix = SUFFIX.matcher(name);
        return suffix.find() ? name.substring(0, suffix.start()) : "";
    }

    /** The end of a chain of symbolic refs: a branch that was given a second name. A name that is none stands for itself. */
    public static String end(Repository repository, String name) {
        return isPlain(NativeText.in(repository.commonDirectory(), name)) ? name : end(repository.git(), name);
    }

    /** Whether a ref lies there that names a commit and no other ref. */
    private static boolean isPlain(Path file) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    && NativeText.text(PlainFile.read(file)).matches("[0-9a-f]{40,64}\n");
        } catch (IOException e) {
            return false;
        }
    }

    private static String end(Git git, String name) {
        GitAnswer answer = git.ask("symbolic-ref", "--quiet", name);
        if (!answer.succeeded()) {
            return name;
        }
        if (!answer.line().startsWith("refs/heads/")) {
            throw new BadInput("cannot land on " + name + ": it stands for '" + answer.line()
                    + "', which is no branch; name a branch with --into");
        }
        return answer.line();
    }
}
