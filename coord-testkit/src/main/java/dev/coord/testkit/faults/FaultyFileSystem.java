package dev.coord.testkit.faults;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The JDK's file system with faults. Files, locks and attributes are those of a real directory; whatever changes something in
 * it is counted, recorded and, where it is told to, goes wrong. Everything in the directory has to be changed through
 * {@link #root()} and paths made from it. Paths that lead elsewhere work and are neither counted nor recorded.
 *
 * <p>Safe from many threads; operations are done one at a time. Memory-mapped writing, asynchronous channels and
 * {@link Path#toFile()} are refused, since they would go past it. Linux and macOS; elsewhere as far as the system goes.
 */
public final class FaultyFileSystem extends FileSystem {

    private final FileSystem real;
    private final Path directory;
    private final Recorder recorder;
    private final FaultyProvider provider;

    private FaultyFileSystem(Path directory, Recorder recorder) {
        this.real = directory.getFileSystem();
        this.directory = directory;
        this.recorder = recorder;
        this.provider = new FaultyProvider(this, recorder);
    }

    /**
     * Wraps a directory. What is in it counts as safe on the disk.
     *
     * @param directory a directory of the default file system
     * @return the file system, without faults as yet
     * @throws IOException if the directory cannot be read
     */
    public static FaultyFileSystem over(Path directory) throws IOException {
        Path root = directory.toRealPath();
        return new FaultyFileSystem(root, new Recorder(root));
    }

    /**
     * The directory, as a path of this file system: to be given to what is tested.
     *
     * @return the path
     */
    public Path root() {
        return wrap(directory);
    }

    /**
     * Sets what goes wrong from now on, in place of what was set before.
     *
     * @param faults the plan
     */
    public void inject(Faults faults) {
        recorder.inject(faults);
    }

    /**
     * Lets the process die now: from here on every use of the files fails with {@link Crashed}, nothing reaches the disk, and
     * the process's file locks are free. The real directory holds what {@link CrashModel#PROCESS_CRASH} says.
     */
    public void crash() {
        recorder.crash("at the test's word");
    }

    /**
     * Whether the process has died. What it answered after that, it did not answer.
     *
     * @return whether it has
     */
    public boolean isCrashed() {
        return recorder.isCrashed();
    }

    /** Lets a new process use the files as a dead one left them; what was not safe on the disk still is not. */
    public void restart() {
        recorder.restart();
    }

    /**
     * What was done until now, also what failed by a fault; what failed of itself is not here.
     *
     * @return the operations in order
     */
    public List<Operation> operations() {
        return recorder.operations();
    }

    /**
     * What a crash now may leave.
     *
     * @param model which crash
     * @return the states, each once
     */
    public List<CrashState> crashStatesNow(CrashModel model) {
        return crashStates(model, operations().size());
    }

    /**
     * What a crash may leave that comes when so many operations are done.
     *
     * @param model which crash
     * @param operations how many operations are done, 0 for none
     * @return the states, each once
     */
    public List<CrashState> crashStates(CrashModel model, int operations) {
        return List.copyOf(recorder.states(model, operations));
    }

    /**
     * What a crash at any instant until now may leave.
     *
     * @param model which crash
     * @return the states, each once for every number of operations
     */
    public List<CrashState> crashStates(CrashModel model) {
        List<CrashState> states = new ArrayList<>();
        for (int done = 0; done <= operations().size(); done++) {
            states.addAll(crashStates(model, done));
        }
        return states;
    }

    void requireAlive() throws IOException {
        recorder.requireAlive();
    }

    Path wrap(Path path) {
        return new FaultyPath(this, path);
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    /** Refused, as by the default file system. */
    @Override
    public void close() {
        throw new UnsupportedOperationException("let it be; it holds nothing but what was opened through it");
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return real.isReadOnly();
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        List<Path> roots = new ArrayList<>();
        real.getRootDirectories().forEach(root -> roots.add(wrap(root)));
        return roots;
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return wrap(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String syntaxAndPattern) {
        PathMatcher matcher = real.getPathMatcher(syntaxAndPattern);
        return path -> matcher.matches(FaultyPath.real(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        return real.getUserPrincipalLookupService();
    }

    /** The real one: it tells of what happens in the directory, and goes on after a crash. */
    @Override
    public WatchService newWatchService() throws IOException {
        return real.newWatchService();
    }
}
