/** Why a row was not imported, for programs (`code`) and for people. */
export const rejectReasons = {
  INVALID_ENCODING: { zh: '不是有效的 UTF-8 文本', en: 'The row is not valid UTF-8' },
  ROW_TOO_LONG: { zh: '这一行超过 256 KiB', en: 'The row is longer than 256 KiB' },
  BROKEN_QUOTES: { zh: '引号不配对，或引号前后有多余的字符', en: 'A quotation mark is left open, or stands where none may stand' },
  WRONG_FIELD_COUNT: { zh: '字段数与表头不一致', en: 'The row has not as many fields as the header' },
  BROKEN_JSON: { zh: '不是有效的 JSON', en: 'The element is not readable JSON' },
  NOT_AN_OBJECT: { zh: '应为一个 JSON 对象', en: 'The element should be a JSON object' },
  MISSING_CASE: { zh: '缺少案件编号', en: 'The case id is missing' },
  CASE_TOO_LONG: { zh: '案件编号或行标识超过 200 个字符', en: "The case id or the row's own id is longer than 200 characters" },
  MISSING_ACTIVITY: { zh: '缺少活动名称', en: 'The name of the activity is missing' },
  MISSING_TIME: { zh: '缺少时间', en: 'The time is missing' },
  UNREADABLE_TIME: {
    zh: '时间无法识别（应为 2026-06-18T09:00:00+08:00 这样的格式）',
    en: 'The time cannot be read (it should look like 2026-06-18T09:00:00+08:00)',
  },
  TIME_WITHOUT_ZONE: { zh: '时间没有时区；可用 --zone +08:00 指定', en: 'The time has no zone; give one with --zone +08:00' },
  IMPOSSIBLE_TIME: { zh: '时间不存在（如 2 月 30 日、25 点）', en: 'There is no such time (30 February, 25 o’clock)' },
  ABSURD_TIME: { zh: '时间早于 1900 年或晚于明天', en: 'The time lies before 1900 or after tomorrow' },
  REFUSED: { zh: '服务端拒绝了这一行', en: 'The server refused the row' },
} as const;

export type RejectCode = keyof typeof rejectReasons;

/**
 * One row that was not imported. It says where the row stands and why, never what it says: a rejects file would else be a copy of
 * personal data that no erasure reaches. Whoever has to mend the row has the source file.
 */
export interface Reject {
  /** `line 17`, `/3/notes/0`. */
  readonly locator: string;
  readonly code: RejectCode;
  /** A number or name that helps to find the fault: `12 fields instead of 15`, a column's name. Never a value. */
  readonly hint?: string;
}
