/**
 * Fakes for tests of whole runs, {@link InMemoryRepository} and {@link ScriptedAgents}; and what the ports of a run promise, as tests: {@link IntegratorContract}, {@link WorkspacesContract} and {@link
 * AgentRunnerContract}. The test class of an implementation says how to open one, and that is all.
 */
@NullMarked
package dev.coord.testkit.run;

import org.jspecify.annotations.NullMarked;
