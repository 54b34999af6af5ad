package dev.coord.core.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coord.plan.AgentId;
import dev.coord.plan.Assignment;
import dev.coord.plan.Conflict;
import dev.coord.plan.FeatureId;
import dev.coord.plan.Plan;
import dev.coord.plan.RepoPath;
import dev.coord.plan.Wave;
import dev.coord.plan.WaveAssignment;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanJsonTest {

    private static final FeatureId P1 = new FeatureId("P1");
    private static final FeatureId P2 = new FeatureId("P2");

    @Test
    void writesAPlanWithTheSpecificationsNames() {
        Plan plan = new Plan(
                List.of(new Wave(0, List.of(P1, P2), List.of()), new Wave(1, List.of(new FeatureId("P3")), List.of(0))),
                List.of(new WaveAssignment(
                        0,
                        List.of(
                                new Assignment(
                                        new AgentId("implementor-1"),
                                        P1,
                                        List.of(new RepoPath("a"), new RepoPath("ü"))),
                                new Assignment(new AgentId("implementor-2"), P2, List.of())))),
                List.of(new Conflict.FileWrite(P1, P2, List.of("middleware.ts"), true)));

        assertThat(PlanJson.toJson(plan)).isEqualTo("""
                {
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
                    }
                  ],
                  "conflicts": [
                    {
                      "type": "file_write_conflict",
                      "features": [ "P1", "P2" ],
                      "files": [ "middleware.ts" ],
                      "severity": "CRITICAL",
                      "ordered": true
                    }
                  ]
                }
                """);
    }

    @Test
    void namesWhatIsContendedByTheKindOfConflict() {
        Plan plan = new Plan(
                List.of(),
                List.of(),
                List.of(
                        new Conflict.Schema(P1, P2, List.of("t"), false),
                        new Conflict.Resource(P1, P2, List.of("r"), false),
                        new Conflict.ReadAfterWrite(P2, P1, List.of("f"), false)));

        assertThat(PlanJson.toJson(plan).replaceAll("\\s", ""))
                .contains(
                        "{\"type\":\"schema_conflict\",\"features\":[\"P1\",\"P2\"],\"tables\":[\"t\"],"
                                + "\"severity\":\"CRITICAL\",\"ordered\":false}",
                        "{\"type\":\"resource_contention\",\"features\":[\"P1\",\"P2\"],\"resources\":[\"r\"],"
                                + "\"severity\":\"WARNING\",\"ordered\":false}",
                        "{\"type\":\"read_after_write\",\"features\":[\"P2\",\"P1\"],\"files\":[\"f\"],"
                                + "\"severity\":\"WARNING\",\"ordered\":false}");
    }
}
