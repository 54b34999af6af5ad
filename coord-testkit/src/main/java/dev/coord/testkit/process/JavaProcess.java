package dev.coord.testkit.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Another JVM with the classes of this one. Its errors are this one's; what it prints is read. */
public final class JavaProcess {

    /** Where this JVM has its classes from. */
    static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    /** How this JVM starts processes, where it was told. */
    private static final String LAUNCH = "jdk.lang.Process.launchMechanism";

    private JavaProcess() {}

    /**
     * How to start it.
     *
     * @param main the class whose {@code main} it runs
     * @param arguments what it is given, as text
     * @return a builder that may be changed before it starts
     */
    public static ProcessBuilder of(Class<?> main, Object... arguments) {
        return of(List.of(), CLASS_PATH, main, arguments);
    }

    static ProcessBuilder of(List<String> options, String classPath, Class<?> main, Object... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dslf4j.internal.verbosity=ERROR"));
        Optional.ofNullable(System.getProperty(LAUNCH))
                .ifPresent(mechanism -> command.add("-D" + LAUNCH + "=" + mechanism));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    /**
     * Ends processes with {@code kill -9}, and returns when they are gone.
     *
     * @param processes any, also ones that have ended
     * @throws IOException if the output of one of them cannot be closed
     */
    public static void endAll(List<Process> processes) throws IOException {
        for (Process process : processes) {
            process.destroyForcibly().onExit().join();
            process.getInputStream().close();
        }
    }
}
