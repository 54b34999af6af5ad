/**
 * Who has the store to itself, and which processes that own leases live: the lock file, its sessions, and when the next lease ends.
 */
@NullMarked
package dev.coord.fs.owner;

import org.jspecify.annotations.NullMarked;
