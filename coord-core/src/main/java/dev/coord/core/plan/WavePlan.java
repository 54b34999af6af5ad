package dev.coord.core.plan;

import dev.coord.plan.Conflict;
import dev.coord.plan.ConflictGroup;
import dev.coord.plan.ConflictType;
import dev.coord.plan.Conflicts;
import dev.coord.plan.Explanation;
import dev.coord.plan.FeatureId;
import dev.coord.plan.HiddenDependency;
import dev.coord.plan.OverlapPolicy;
import dev.coord.plan.Plan;
import dev.coord.plan.PlanCost;
import dev.coord.plan.Wave;
import dev.coord.plan.WaveAssignment;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Stands in until the index of groups is there. */
record WavePlan(List<Wave> waves, List<WaveAssignment> assignments, List<Conflict> all) implements Plan {

    @Override
    public OverlapPolicy overlap() {
        return OverlapPolicy.SERIALIZE;
    }

    @Override
    public Conflicts conflicts() {
        return new Conflicts() {
            @Override
            public List<ConflictGroup> groups() {
                throw new UnsupportedOperationException();
            }

            @Override
            public Stream<Conflict> pairs(Set<ConflictType> types) {
                return all.stream().filter(conflict -> types.contains(conflict.type()));
            }
        };
    }

    @Override
    public Stream<HiddenDependency> hiddenDependencies() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PlanCost cost() {
        throw new UnsupportedOperationException();
    }

    @Override
    public PlanCost cost(OverlapPolicy policy) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Explanation explain(FeatureId feature) {
        throw new UnsupportedOperationException();
    }
}
