import type { Json } from '@huying/kernel';

/** How a kind of value is shown to those who have not revealed it (DESIGN §9: masked by default). */
export type MaskKind = 'name' | 'phone' | 'text';

/** 李建国 → 李**; Ann Lee → A******. Always shows less than half. */
export function maskName(name: string): string {
  const characters = Array.from(name.trim());
  if (characters.length <= 1) return characters.length === 0 ? '' : '*';
  return `${characters[0] ?? ''}${'*'.repeat(Math.min(characters.length - 1, 6))}`;
}

/** 13812345678 → 138****5678, and 10011234 → 100****1234 style for shorter numbers as far as four digits stay hidden. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  if (digits.length >= 11) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  if (digits.length >= 7) return `${digits.slice(0, 2)}****${digits.slice(-1)}`;
  return '****';
}

/** Free text shows nothing but that it is there. */
export const maskText = (): string => '***';

/** Masks a value for display. An object keeps its shape: `name` and `phone` members by their kind, everything else as text. */
export function masked(value: Json, kind: MaskKind = 'text'): Json {
  if (value === null) return null;
  if (Array.isArray(value)) return (value as readonly Json[]).map((member) => masked(member, kind));
  if (typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, masked(member, kindOf(key))]));
  }
  if (typeof value !== 'string') return maskText();
  switch (kind) {
    case 'name':
      return maskName(value);
    case 'phone':
      return maskPhone(value);
    case 'text':
      return maskText();
  }
}

function kindOf(key: string): MaskKind {
  if (/name$/i.test(key)) return 'name';
  return /phone$/i.test(key) ? 'phone' : 'text';
}
