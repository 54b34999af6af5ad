package dev.coord.git.integrity;

import dev.coord.FeatureId;
import dev.coord.core.schema.RemainingTrial;
import dev.coord.core.schema.SchemaTrialing;
import dev.coord.proof.CandidateFiles;
import dev.coord.proof.IntegrityFinding;
import dev.coord.proof.SchemaReader;
import dev.coord.schema.SchemaTrial;
import dev.coord.schema.SchemaWork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Has the migrations of a wave tried, or those that a rollback leaves, where there is something that can try them. */
public final class SchemaTrials {

    /** Nothing is tried. */
    public static final SchemaTrials NONE = new SchemaTrials(files -> List.of(), work -> {
        throw new AssertionError(work);
    });

    private final SchemaReader reader;
    private final SchemaTrial trial;

    /** Binds both. */
    public SchemaTrials(SchemaReader reader, SchemaTrial trial) {
        this.reader = reader;
        this.trial = trial;
    }

    /** What is found once they were tried, by feature. */
    public Map<FeatureId, List<IntegrityFinding>> of(CandidateFiles files, Map<FeatureId, List<IntegrityFinding>> found)
            throws InterruptedException {
        Map<FeatureId, List<IntegrityFinding>> all = found;
        SchemaTrialing trialing = new SchemaTrialing(trial, files::pathsBegun);
        for (SchemaWork work : reader.read(files)) {
            all = trialing.of(work, all);
        }
        return all;
    }

    /** What is found once those were tried that are left where work is taken back. */
    public List<IntegrityFinding> left(CandidateFiles files) throws InterruptedException {
        List<IntegrityFinding> found = new ArrayList<>();
        for (SchemaWork work : reader.read(files)) {
            found.addAll(new RemainingTrial(trial).of(work));
        }
        return found;
    }
}
