import { ValidateBy } from 'class-validator';

const momentForm = /^((?:19|20)\d\d-\d\d-\d\d)T\d\d:\d\d:\d\d\.\d{3}[+-](?:0\d|1[0-4]):[0-5]\d$/;

/** A moment as the log writes it, `2026-06-18T09:00:00.000+08:00`; of 1900 to 2099; the day must exist (30 February does not). */
export const isMoment = (text: unknown): text is string => {
  if (typeof text !== 'string') return false;
  const day = momentForm.exec(text)?.[1];
  return day !== undefined && !Number.isNaN(Date.parse(text)) && new Date(`${day}T00:00:00.000Z`).toISOString().startsWith(day);
};

export const IsMoment = (): PropertyDecorator =>
  ValidateBy({
    name: 'isMoment',
    validator: {
      validate: isMoment,
      defaultMessage: (fault) => `${fault?.property ?? 'time'} must be a moment such as 2026-06-18T09:00:00.000+08:00`,
    },
  });
