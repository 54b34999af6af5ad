/**
 * What holds the house together: the arrows between modules, the purity of the rules, and signatures that do not
 * force a library on users. Each rule is proved by a fixture that breaks it.
 */
@NullMarked
package dev.coord.cli.architecture;

import org.jspecify.annotations.NullMarked;
