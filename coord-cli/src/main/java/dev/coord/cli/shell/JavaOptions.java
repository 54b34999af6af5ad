package dev.coord.cli.shell;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Which options coord's own processes of Java get, as the launcher chooses them too. */
final class JavaOptions {

    private static final List<String> OWN = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

    /** SIGQUIT belongs to Java, which lists its threads then; on standard output that would be part of an answer. */
    private static final String QUIET = "-XX:+DisplayVMOutputToStderr";

    private static final List<String> OF_THE_USER = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private JavaOptions() {}

    /** No collector where the user has options of their own: Java refuses to start with two. */
    static List<String> of(Map<String, String> environment) {
        boolean chosen = OF_THE_USER.stream()
                .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
        return Stream.concat(chosen ? Stream.of() : OWN.stream(), Stream.of(QUIET))
                .toList();
    }
}
