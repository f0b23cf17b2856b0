import pg from 'pg';

/** How a failed statement is to be taken. */
export type Fault =
  /** A unique index, or the fast path's own check, was violated: judge the commands one by one. */
  | 'violation'
  /** Lost connection, restart, time-out or deadlock: waiting cures it; whether a write took effect is unknown. */
  | 'transient'
  /** The statement itself is at fault. */
  | 'permanent';

/** Serialisation and deadlock, lock and statement time-outs, shutdown and start-up, idle time-outs, I/O trouble. */
const transientStates = new Set(['40001', '40P01', '55P03', '57014', '57P01', '57P02', '57P03', '57P05', '25P03', '25P04', '58030']);

/** Connections (08); a full disk, no memory, too many connections (53). */
const transientClasses = new Set(['08', '53']);

/** Tells faults apart by their SQLSTATE. What is no answer of the database came from the socket or the pool, unless it is a bug of ours. */
export function faultOf(error: unknown): Fault {
  if (error instanceof pg.DatabaseError) {
    if (error.code === '23505') return 'violation';
    return error.code === undefined || isTransient(error.code) ? 'transient' : 'permanent';
  }
  return error instanceof TypeError || error instanceof RangeError ? 'permanent' : 'transient';
}

const isTransient = (state: string): boolean => transientClasses.has(state.slice(0, 2)) || transientStates.has(state);
