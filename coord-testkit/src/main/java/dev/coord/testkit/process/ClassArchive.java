package dev.coord.testkit.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The classes of this JVM as a new one finds them in memory already. Half of what a JVM costs at its start is to load its
 * classes, and tests that kill many start many. A JVM that cannot use the archive does without.
 */
public final class ClassArchive {

    private final String classPath;
    private final Path archive;

    private ClassArchive(String classPath, Path archive) {
        this.classPath = classPath;
        this.archive = archive;
    }

    /**
     * Archives the classes that a program uses, by running it to its end.
     *
     * @param directory where the archive is kept; it stays as long as the archive is used
     * @param main the class whose {@code main} is run
     * @param arguments what it is given, as text
     * @return the archive
     * @throws IOException if it cannot be written
     * @throws InterruptedException if the thread is interrupted
     */
    public static ClassArchive of(Path directory, Class<?> main, Object... arguments)
            throws IOException, InterruptedException {
        List<String> jars = new ArrayList<>();
        for (String place : JavaProcess.CLASS_PATH.split(File.pathSeparator, -1)) {
            Path path = Path.of(place);
            jars.add(Files.isDirectory(path) ? jar(path, directory.resolve(jars.size() + ".jar")) : place);
        }
        String classPath = String.join(File.pathSeparator, jars);
        Path archive = directory.resolve("classes.jsa");
        Process training = JavaProcess.of(
                        List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"), classPath, main, arguments)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(training.waitFor()).isZero();
        return new ClassArchive(classPath, archive);
    }

    /**
     * How to start a program with it.
     *
     * @param main the class whose {@code main} is run
     * @param arguments what it is given, as text
     * @return a builder as {@link JavaProcess#of(Class, Object...)} gives it
     */
    public ProcessBuilder process(Class<?> main, Object... arguments) {
        return JavaProcess.of(
                List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-XX:-UsePerfData", "-Xlog:disable"),
                classPath,
                main,
                arguments);
    }

    /** An archive holds no class that was loaded from a directory. */
    private static String jar(Path classes, Path jar) throws IOException {
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> all = Files.walk(classes)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(path).toString().replace(File.separatorChar, '/')));
                Files.copy(path, zip);
            }
        }
        return jar.toString();
    }
}
