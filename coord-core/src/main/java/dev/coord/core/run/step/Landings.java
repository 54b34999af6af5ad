package dev.coord.core.run.step;

import dev.coord.CommitId;
import dev.coord.FeatureId;
import dev.coord.run.RunAccount;
import dev.coord.run.RunAccount.LandedWave;
import java.util.ArrayList;
import java.util.List;

/** What has landed, by the account of a run. */
final class Landings {

    private Landings() {}

    /**
     * The features that landed between two states of the target.
     *
     * @param from the earlier one; where none of the landings began or ended there, all before the other count
     * @param to the later one; where no landing ended there, all that have landed since count
     */
    static List<FeatureId> between(RunAccount account, CommitId from, CommitId to) {
        List<FeatureId> landed = new ArrayList<>();
        if (from.equals(to)) {
            return landed;
        }
        for (LandedWave wave : account.landings()) {
            if (wave.base().equals(from)) {
                landed.clear();
            }
            landed.addAll(wave.features());
            if (wave.commit().equals(from)) {
                landed.clear();
            }
            if (wave.commit().equals(to)) {
                break;
            }
        }
        return landed;
    }
}
