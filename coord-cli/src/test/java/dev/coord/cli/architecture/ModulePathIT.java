package dev.coord.cli.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The other tests run on the class path; this one sees that the module descriptors fit together. */
class ModulePathIT {
    @Test
    void allModulesResolve() throws IOException, InterruptedException {
        Path jar = House.BUILD.resolve("coord-cli.jar");
        Path lib = House.BUILD.resolve("lib");

        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--module-path",
                        jar + File.pathSeparator + lib,
                        "--dry-run",
                        "--module",
                        "dev.coord.cli/dev.coord.cli.Main")
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes());

        assertThat(java.waitFor()).as(output).isZero();
    }
}
