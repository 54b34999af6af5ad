package dev.coord.cli;

import java.util.List;
import java.util.Map;

/** Which options coord's own processes of Java get, as the launcher chooses them too. */
final class JavaOptions {

    private static final List<String> OWN = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");
    private static final List<String> OF_THE_USER = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    private JavaOptions() {}

    /** None where the user has options of their own: Java refuses to start with two collectors. */
    static List<String> of(Map<String, String> environment) {
        boolean chosen = OF_THE_USER.stream()
                .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
        return chosen ? List.of() : OWN;
    }
}
