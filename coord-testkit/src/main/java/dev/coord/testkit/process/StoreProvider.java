package dev.coord.testkit.process;

import dev.coord.store.CoordinationStore;

/**
 * Opens one store in several processes. What tells a worker process which store to open has to fit on a command line: the
 * name of a class that implements this, is public and has a public constructor without arguments, and the text that is given
 * to {@link #open}.
 */
public interface StoreProvider {

    /**
     * Opens the store of a place, on the system's clock.
     *
     * @param place what {@link ProcessContract#place} answered; every process that opens it shares one snapshot
     * @return an open store, which the caller closes unless it is killed
     */
    CoordinationStore open(String place);

    /**
     * Makes a provider as a worker process does.
     *
     * @param className the name of its class
     * @return the provider
     * @throws IllegalArgumentException if there is no such class, or it is not what a provider has to be
     */
    static StoreProvider named(String className) {
        try {
            return Class.forName(className)
                    .asSubclass(StoreProvider.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalArgumentException(
                    "cannot make a store provider of '" + className + "': " + e
                            + "; name a public class with a public constructor without arguments",
                    e);
        }
    }
}
