import { closed, count, text } from './answer-schema.js';
import { importBytesMax, ImportRowsBody } from './import.dto.js';
import { defineRoutes } from './route.js';

export const importRoutes = defineRoutes({
  id: 'importRows',
  method: 'POST',
  path: '/v1/imports/rows',
  service: 'intake',
  allow: ['SEC', 'ST', 'SUP'],
  summary: {
    en: 'Import rows of histories kept by another system (JSON, see ImportRowsBody; up to 500 rows, 4 MiB)',
    zh: '导入其他系统的历史记录（JSON，每次最多 500 行、4 MiB）',
  },
  tag: 'imports',
  // Larger than a form, so it travels as bytes; the service checks them against ImportRowsBody itself.
  bytesMax: importBytesMax,
  bytesForm: ImportRowsBody,
  answerSchema: closed({ recorded: count, corrected: count, unchanged: count, caseId: text }),
  records: true,
  status: 200,
});
