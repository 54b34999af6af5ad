/** Other processes for tests: JVMs that are started, told what to do, and killed. */
@NullMarked
package dev.coord.testkit.process;

import org.jspecify.annotations.NullMarked;
