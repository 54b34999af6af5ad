package dev.coord.merge;

import dev.coord.schema.SchemaWork;
import java.util.Optional;

/** Tells which migrations a merged wave has. Pure: its answer depends on the files alone. Many threads may call it. Specification 6.1. */
@FunctionalInterface
public interface SchemaReader {

    /**
     * Reads the migrations.
     *
     * @param files the wave beside its target; only valid during the call
     * @return what a trial is about; none where the wave adds no migration that one can apply
     */
    Optional<SchemaWork> read(CandidateFiles files);
}
