package dev.coord.proof;

import dev.coord.schema.SchemaWork;
import java.util.List;

/** Tells which migrations a merged wave has. Pure: its answer depends on the files alone. Many threads may call it. Specification 6.1. */
@FunctionalInterface
public interface SchemaReader {

    /**
     * Reads the migrations.
     *
     * @param files the wave beside its target; only valid during the call
     * @return what trials are about, one for each directory to which the wave adds SQL, without pairs
     */
    List<SchemaWork> read(CandidateFiles files);
}
