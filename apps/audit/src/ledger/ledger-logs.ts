import { services } from '@huying/contracts';

/** One log per service, and the log of their checkpoints (DESIGN §7). */
export const ledgerLogs = [...services, 'checkpoints'] as const;
export type LedgerLog = (typeof ledgerLogs)[number];

export const isLedgerLog = (name: string): name is LedgerLog => (ledgerLogs as readonly string[]).includes(name);
