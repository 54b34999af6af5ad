package dev.coord.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The specification's section "Complete Parallel Execution Flow" with both of its feature files. */
class SpecificationFlowIT {

    @TempDir
    Path temp;

    private Path repository;

    @BeforeEach
    void makeRepository() throws Exception {
        repository = CoordProcess.repository(temp.resolve("repo"), "package.json", "{}\n");
    }

    /** The agents of the specification are shells with {@code jq}: its own lines, on coord's files. */
    @ParameterizedTest
    @ValueSource(strings = {"specification-1.1.json", "specification-step-2.json"})
    void carriesOutTheSpecificationsShellLines(String features) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/jq")), "skipped: there is no jq here");
        Path directory = temp.resolve("coordination");
        Path script = copy("specification-flow.sh");

        CoordProcess.Ended ended = CoordProcess.run(
                temp,
                Map.of(
                        "DIR", directory.toString(),
                        "REPO", repository.toString(),
                        "FEATURES", copy(features).toString(),
                        "COORD", launcher().toString()),
                List.of("/bin/sh", script.toString()));

        assertThat(ended.status()).as("%s", ended).isZero();
        assertThat(repository.resolve("app/profile/page.tsx")).exists();
        assertThat(repository.resolve("app/posts/page.tsx")).exists();
        assertThat(Files.readString(directory.resolve("conflicts.log")))
                .contains("CONFLICT: file_write_conflict", "File: app/actions/profile.ts");
    }

    /** Step 2's file names P1_user_auth, which only the coordination directory knows as completed. */
    @Test
    void runsTheFeaturesOfStepTwo() throws Exception {
        Path directory = Files.createDirectories(temp.resolve("coordination"));
        Files.writeString(directory.resolve("coordination-state.json"), """
                {"current_wave": 2, "completed_features": ["P1_user_auth"], "active_features": [],
                 "blocked_features": [], "schema_changes": [], "shared_resources": {}}
                """);

        CoordProcess.Ended ended = run("specification-step-2.json", "--dir", directory.toString());

        assertThat(ended.status()).as("%s", ended).isZero();
        assertThat(landed()).containsExactly("P2_user_profile", "P3_posts");
    }

    @Test
    void runsTheFeaturesOfSectionOne() throws Exception {
        CoordProcess.Ended ended = run("specification-1.1.json");

        assertThat(ended.status()).as("%s", ended).isZero();
        assertThat(landed()).containsExactly("P1_user_auth", "P2_user_profile", "P3_posts");
        assertThat(CoordProcess.git(repository, "show", "main:components/PostList.tsx")
                        .out())
                .isEqualTo("// P3_posts\n");
    }

    private CoordProcess.Ended run(String features, String... more) throws Exception {
        List<String> words = CoordProcess.command(
                "run",
                copy(features).toString(),
                "--repo",
                repository.toString(),
                "--agent",
                "jq -r '.file_writes[]' | while read -r f; do mkdir -p \"$(dirname \"$f\")\"; echo \"// $COORD_FEATURE\" > \"$f\"; done",
                "--test",
                "test ! -d app/actions || ls app/actions/*.ts");
        words.addAll(List.of(more));
        return CoordProcess.run(temp, Map.of(), words);
    }

    private List<String> landed() throws Exception {
        return CoordProcess.git(
                        repository, "log", "--format=%(trailers:key=Coord-Feature,valueonly,separator=%x20)", "main")
                .out()
                .lines()
                .filter(line -> !line.isBlank())
                .sorted()
                .toList();
    }

    private Path launcher() throws IOException {
        Path launcher = temp.resolve("coord");
        Files.writeString(
                launcher,
                CoordProcess.command().stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" ", "#!/bin/sh\nexec ", " \"$@\"\n")));
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        return launcher;
    }

    private Path copy(String resource) throws IOException {
        Path file = temp.resolve(resource);
        try (var in = SpecificationFlowIT.class.getResourceAsStream(resource)) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }
}
