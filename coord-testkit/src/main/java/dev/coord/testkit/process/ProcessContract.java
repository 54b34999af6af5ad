package dev.coord.testkit.process;

import java.nio.file.Path;

/** What every contract for a store of several processes begins with. */
public interface ProcessContract {

    /**
     * What opens the store in each process.
     *
     * @return a public class with a public constructor without arguments, on the class path of the test
     */
    Class<? extends StoreProvider> provider();

    /**
     * Names the store of a test in words that its provider understands.
     *
     * @param directory where it may keep things; there is no such directory yet, and no other test has the same
     * @return what {@link StoreProvider#open} is given, without a line break or a tab
     */
    default String place(Path directory) {
        return directory.toString();
    }
}
