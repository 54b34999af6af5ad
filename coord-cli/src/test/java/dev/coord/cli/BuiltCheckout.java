package dev.coord.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A checkout that is built already, anywhere: the launcher of this one with the jars of this build. */
public final class BuiltCheckout {

    private BuiltCheckout() {}

    /** Makes one in a new directory. */
    public static Path at(Path root) throws IOException {
        Files.createDirectories(root.resolve("coord-cli/src/main"));
        Files.createDirectories(root.resolve(".mvn"));
        Files.createFile(root.resolve("pom.xml"));
        Files.createFile(root.resolve("coord-cli/pom.xml"));
        Files.copy(Path.of("..", "coord").toRealPath(), root.resolve("coord"), StandardCopyOption.COPY_ATTRIBUTES);
        return built(root);
    }

    /** Makes one of a clone, as if it had been built there. */
    public static Path built(Path root) throws IOException {
        Path target = Files.createDirectories(root.resolve("coord-cli/target/quick"));
        Path jar = jar();
        Files.copy(jar, target.resolve("coord-cli.jar"));
        Files.createSymbolicLink(target.resolve("lib"), jar.resolveSibling("lib"));
        Files.writeString(
                target.resolve("coord-build.stamp"), Path.of(System.getProperty("java.home"), "bin", "java") + "\n");
        return root.resolve("coord");
    }

    private static Path jar() {
        try {
            Path classes = Path.of(Main.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return classes.resolveSibling("coord-cli.jar");
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
