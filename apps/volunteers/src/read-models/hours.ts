/** Minutes are stored; people read hours to a tenth (RULES §4). Down, never up: nobody is certified time that he did not serve. */
export const hoursOf = (minutes: number): string => (Math.floor(minutes / 6) / 10).toFixed(1);
