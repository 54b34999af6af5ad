package dev.coord.schema;

import dev.coord.CoordinationException.StoreFailed;

/**
 * Applies migrations to scratch databases, to see what they really do. Nothing beside scratch databases is changed, and none is left
 * when a call has ended; what a killed one left is removed by the next. Many threads may call it. Specification 6.1.
 */
@FunctionalInterface
public interface SchemaTrial {

    /**
     * Applies the base's migrations and, on top of them, those of the wave in plan order; and of each pair that is asked for, those of
     * both features in both orders, each on the base's alone.
     *
     * @param work what to apply
     * @return what came out; a database that cannot be used is an answer, too
     * @throws InterruptedException if the thread is interrupted; the scratch databases are gone, or noted for the next call
     * @throws StoreFailed if a scratch database could not be noted; none was made
     */
    SchemaReport apply(SchemaWork work) throws InterruptedException;
}
