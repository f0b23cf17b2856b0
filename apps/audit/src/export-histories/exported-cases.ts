import type { SelectedCase } from '../case-selection/selected-cases.js';
import type { ExportedCase } from './exported-case.js';
import { importedCase } from './imported-case.js';
import { nativeCase, type ActivityLanguage } from './native-case.js';

export async function* exportedCases(cases: AsyncIterable<SelectedCase>, lang: ActivityLanguage): AsyncGenerator<ExportedCase> {
  for await (const selected of cases) yield selected.kind === 'imported' ? importedCase(selected) : nativeCase(selected, lang);
}
