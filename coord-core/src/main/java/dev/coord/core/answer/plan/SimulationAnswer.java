package dev.coord.core.answer.plan;

import dev.coord.core.answer.Answer;
import dev.coord.core.answer.Format;
import dev.coord.core.answer.field.JsonAnswer;
import dev.coord.core.json.FieldWriter;
import dev.coord.core.json.JsonWords;
import dev.coord.plan.Simulation;
import dev.coord.plan.Simulation.Bottleneck;
import dev.coord.plan.Simulation.Span;

/** How a run is expected to go. Specification 2. */
public final class SimulationAnswer {

    private SimulationAnswer() {}

    /**
     * The simulation: {@code schedule}, {@code makespan}, {@code work}, {@code speed_up}, {@code idle_share},
     * the {@code bottlenecks} with what splitting each gains, the {@code cost} of the plan with its
     * lower bounds, and the {@code timeline}; durations as ISO-8601, times of the timeline from the beginning of the run.
     *
     * @param simulation the simulation
     * @return the answer
     */
    public static Answer of(Simulation simulation) {
        return JsonAnswer.of(
                Format.SIMULATE,
                out -> out.text("schedule", JsonWords.of(simulation.schedule()))
                        .text("makespan", simulation.makespan())
                        .text("work", simulation.work())
                        .decimal("speed_up", simulation.speedUp())
                        .decimal("idle_share", simulation.idleShare())
                        .objects("bottlenecks", simulation.bottlenecks(), SimulationAnswer::writeBottleneck)
                        .object("cost", simulation.cost(), CostFields::write)
                        .objects("timeline", simulation.timeline(), SimulationAnswer::writeSpan));
    }

    private static void writeBottleneck(FieldWriter out, Bottleneck bottleneck) {
        out.text("type", bottleneck.type().jsonName())
                .text("subject", bottleneck.subject())
                .number("features", bottleneck.features())
                .number("waves_gained", bottleneck.wavesGained())
                .text("time_gained", bottleneck.timeGained());
    }

    private static void writeSpan(FieldWriter out, Span span) {
        out.text("feature", span.feature())
                .number("wave", span.wave())
                .text("agent_id", span.agent())
                .text("start", span.start())
                .text("end", span.end());
    }
}
