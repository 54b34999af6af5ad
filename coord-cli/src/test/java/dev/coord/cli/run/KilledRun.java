package dev.coord.cli.run;

import java.util.stream.Stream;

/** A run that is killed in the middle, and the same run that goes on. */
public final class KilledRun {

    public static final String FEATURES = """
            {
              "base":  {"file_writes": ["src/base.txt"], "schema_changes": ["posts"], "estimate": "PT10M"},
              "left":  {"blocked_by": ["base"], "file_writes": ["src/left/**"], "shared_resources": ["mail"]},
              "right": {"blocked_by": ["base"], "file_writes": ["src/right.txt"], "shared_resources": ["mail"]},
              "top":   {"blocked_by": ["left", "right"], "file_reads": ["src/base.txt"], "file_writes": ["src/top.txt"]}
            }
            """;

    /** Makes a feature, and stops in the middle of 'right' where it is told to, after 'left' has ended. */
    static final String AGENT = """
            mkdir -p src/left
            case $COORD_FEATURE in
              left) echo one > src/left/one.txt; git add -A; git commit -qm one; echo two > src/left/two.txt ;;
              right)
                echo half > src/right.txt
                if test -n "$STOP_IN_AGENT"; then
                  until git for-each-ref refs/coord/tips | grep -q left; do sleep 0.1; done
                  sleep 1; echo $$ > "$STOP_IN_AGENT"; exec sleep 600
                fi
                echo right > src/right.txt ;;
              *) echo "$COORD_FEATURE" > "src/$COORD_FEATURE.txt" ;;
            esac
            """;

    static final String TEST = """
            test -z "$STOP_IN_TEST" || test ! -e src/right.txt || { echo $$ > "$STOP_IN_TEST"; exec sleep 600; }
            test -s src/base.txt && ! grep -rq half src
            """;

    private KilledRun() {}

    /** In a directory that has the repository and the feature file. */
    public static String[] words(String repository, String features, String... more) {
        return Stream.concat(
                        Stream.of(
                                "run",
                                features,
                                "--repo",
                                repository,
                                "--agent",
                                AGENT,
                                "--test",
                                TEST,
                                "--agents",
                                "2"),
                        Stream.of(more))
                .toArray(String[]::new);
    }
}
