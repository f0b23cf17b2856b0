import { readFileSync } from 'node:fs';
import { eventTypes } from '@huying/contracts';
import { timerIds } from '@huying/domain-deadline';
import { describe, expect, it } from 'vitest';
import { eventName, stateName, timerName } from './names.js';

const lifecycle = JSON.parse(readFileSync(new URL('../../../../domain/lifecycle.json', import.meta.url), 'utf8')) as {
  states: Record<string, { zh: string; en: string }>;
};

describe('names for people', () => {
  it('of states are those of lifecycle.json', () => {
    for (const [code, { zh, en }] of Object.entries(lifecycle.states)) expect(stateName(code)).toEqual({ zh, en });
  });

  it('of event types are there for every type of the registry', () => {
    for (const type of eventTypes.keys()) expect(eventName(type).zh).not.toBe(type);
    expect(eventName('cn.huying.case.CaseRegistered.v1').en).toBe('Case registered');
  });

  it('of an unknown type or state are the code itself', () => {
    expect(eventName('cn.huying.new.Thing.v1').en).toBe('cn.huying.new.Thing.v1');
    expect(stateName('S77').zh).toBe('S77');
  });

  it('of timers are there in both languages', () => {
    for (const timer of timerIds) expect(timerName(timer).zh.length * timerName(timer).en.length).toBeGreaterThan(0);
  });
});
