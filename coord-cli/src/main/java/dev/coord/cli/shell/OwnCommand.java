package dev.coord.cli.shell;

import dev.coord.SafeText;
import dev.coord.core.file.SystemPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How this very command is started as another process, and which version it is. */
public final class OwnCommand {

    private static final String MAIN = "dev.coord.cli.Main";

    private OwnCommand() {}

    /** The words that start it; works from a class path and from a module path. */
    public static List<String> words(List<String> args) {
        return words("dev.coord.cli", MAIN, args);
    }

    /** The words that start a class of ours as a process of its own. */
    public static List<String> words(String module, String main, List<String> args) {
        List<String> words = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        words.addAll(JavaOptions.of(System.getenv()));
        String modules = System.getProperty("jdk.module.path", "");
        if (modules.isEmpty()) {
            words.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        } else {
            words.addAll(List.of("-p", modules, "-m", module + "/" + main));
        }
        words.addAll(args);
        return words;
    }

    /** What users type into a shell, as the launcher tells. */
    public static String typed(List<String> args) {
        List<String> words = new ArrayList<>(List.of(System.getProperty("coord.command", "coord")));
        words.addAll(args);
        return inShell(words);
    }

    /** What a program types into a shell, in whatever directory. */
    public static String anywhere() {
        String launcher = System.getProperty("coord.command", "");
        if (launcher.isEmpty()) {
            return inShell(words(List.of()));
        }
        boolean onPath = !launcher.contains("/");
        return inShell(List.of(
                onPath ? launcher : SystemPath.absolute(Path.of(launcher)).toString()));
    }

    /** Its name and the version of the jar. */
    public static String version() {
        return "coord " + packaged().orElse("(not packaged)");
    }

    /** The version of the jar; none where it was never packaged. */
    public static Optional<String> packaged() {
        return Optional.ofNullable(OwnCommand.class.getPackage().getImplementationVersion());
    }

    /** A command as one types it into a shell. */
    public static String inShell(List<String> words) {
        return words.stream().map(SafeText::shellWord).collect(Collectors.joining(" "));
    }
}
