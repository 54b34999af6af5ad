package dev.coord.cli;

import dev.coord.plan.Schedule;

/** The schedules by their names. */
final class ScheduleConverter extends Choice<Schedule> {

    ScheduleConverter() {
        super(Schedule.values());
    }
}
