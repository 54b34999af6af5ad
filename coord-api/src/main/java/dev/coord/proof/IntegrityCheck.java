package dev.coord.proof;

import java.util.List;

/**
 * Looks at the files of every merged wave before it is tested. A feature with a finding that stops goes back to its agent with the
 * place and what to do; the wave goes on without it. Other findings are told.
 *
 * <p>A check is pure: its answer depends on the files alone, and the same candidate gives the same findings. It takes time that is
 * bounded by the size of what was changed. Many threads may call it, each with files of its own. One that throws ends the start of
 * the run, and nothing lands. Specification 6.1.
 */
public interface IntegrityCheck {

    /**
     * What findings are told by.
     *
     * @return one word in lower case
     */
    String name();

    /**
     * Looks at a candidate.
     *
     * @param files what features changed, and how it is now; only valid during the call
     * @return what is wrong, in the order in which it is told; of each feature the first hundred count
     */
    List<IntegrityFinding> find(CandidateFiles files);
}
