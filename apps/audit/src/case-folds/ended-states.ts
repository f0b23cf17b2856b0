/** States in which nobody works on a case any more (`lifecycle.json`), and that of an imported one. */
const ended: ReadonlySet<string> = new Set(['S60', 'S61', 'S90', 'S91', 'S92', 'S93', 'S94', 'S95', 'closed']);

export const isEnded = (status: string): boolean => ended.has(status);
