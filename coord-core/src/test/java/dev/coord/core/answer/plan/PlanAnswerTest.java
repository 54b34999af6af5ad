package dev.coord.core.answer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.core.plan.Planner;
import dev.coord.plan.Feature;
import dev.coord.plan.FeatureSet;
import dev.coord.plan.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanAnswerTest {

    @Test
    void writesAPlanWithTheSpecificationsNames() {
        Plan plan = plan(
                Feature.builder("P1").writes("a", "ü").build(),
                Feature.builder("P2").reads("a").build(),
                Feature.builder("P3").blockedBy("P1").writes("ü").build());

        assertThat(PlanAnswer.of(plan).document()).startsWith("""
                {
                  "format": "coord.plan/1",
                  "waves": [
                    {
                      "wave_number": 0,
                      "features": [ "P1", "P2" ],
                      "prerequisites": [],
                      "can_parallelize": true
                    },
                    {
                      "wave_number": 1,
                      "features": [ "P3" ],
                      "prerequisites": [ 0 ],
                      "can_parallelize": false
                    }
                  ],
                  "assignments": [
                    {
                      "wave": 0,
                      "agents": [
                        {
                          "agent_id": "implementor-1",
                          "feature": "P1",
                          "file_lock_requests": [ "a", "ü" ]
                        },
                        {
                          "agent_id": "implementor-2",
                          "feature": "P2",
                          "file_lock_requests": []
                        }
                      ]
                    },
                    {
                      "wave": 1,
                      "agents": [
                        {
                          "agent_id": "implementor-1",
                          "feature": "P3",
                          "file_lock_requests": [ "ü" ]
                        }
                      ]
                    }
                  ],
                  "conflicts": [
                    {
                      "type": "file_write_conflict",
                      "features": [ "P1", "P3" ],
                      "files": [ "ü" ],
                      "severity": "CRITICAL",
                      "ordered": true
                    },
                    {
                      "type": "read_after_write",
                      "features": [ "P2", "P1" ],
                      "files": [ "a" ],
                      "severity": "WARNING",
                      "ordered": false
                    }
                  ],
                  "hidden_dependencies": [
                    {
                      "reader": "P2",
                      "writer": "P1",
                      "files": [ "a" ],
                      "suggested_blocked_by": [ "P1" ]
                    }
                  ],
                  "overlap": "serialize",
                  "costs": [
                """);
    }

    @Test
    void namesWhatIsContendedByTheKindOfConflict() {
        Plan plan = plan(
                Feature.builder("P1").changesSchema("t").uses("r").build(),
                Feature.builder("P2").changesSchema("t").uses("r").build());

        assertThat(PlanAnswer.of(plan).document().replaceAll("\\s", ""))
                .contains(
                        "{\"type\":\"schema_conflict\",\"features\":[\"P1\",\"P2\"],\"tables\":[\"t\"],"
                                + "\"severity\":\"CRITICAL\",\"ordered\":false}",
                        "{\"type\":\"resource_contention\",\"features\":[\"P1\",\"P2\"],\"resources\":[\"r\"],"
                                + "\"severity\":\"WARNING\",\"ordered\":false}");
    }

    private static Plan plan(Feature... features) {
        return Planner.plan(FeatureSet.of(List.of(features)), 2);
    }
}
