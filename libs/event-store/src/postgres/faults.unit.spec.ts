import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { faultOf } from './faults.js';

function answered(state: string): pg.DatabaseError {
  const error = new pg.DatabaseError('as PostgreSQL says it', 0, 'error');
  error.code = state;
  return error;
}

describe('a fault of a statement', () => {
  it.each(['08006', '53100', '53200', '53300', '57P01', '58030', '40001'])('%s is cured by waiting', (state) => {
    expect(faultOf(answered(state))).toBe('transient');
  });

  it.each(['42601', '22P02', '42501'])('%s is the statement’s own', (state) => {
    expect(faultOf(answered(state))).toBe('permanent');
  });

  it('23505 is for the careful path to judge', () => {
    expect(faultOf(answered('23505'))).toBe('violation');
  });
});
