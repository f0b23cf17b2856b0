// Draws TimelinePages (src/audit-pack/timeline/timeline-page.ts) as one A4 PDF, each from a new sheet on. Plain JavaScript: it runs in a thread of its own.
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { parentPort } from 'node:worker_threads';
import PDFDocument from 'pdfkit';

/** Noto Sans, simplified Chinese (SIL Open Font License 1.1). The package exports its list of fonts only, beside which they lie. */
const listOfFonts = createRequire(import.meta.url).resolve('@embedpdf/fonts-sc');
const font = readFileSync(join(dirname(listOfFonts), '..', 'fonts', 'NotoSansHans-Regular.otf'));

const ink = { plain: '#1f2328', faint: '#59636e', moved: '#1a7f37' };
const margin = 50;

function draw(pages, made) {
  const date = new Date(made);
  const title = [...pages.map((page) => page.title), pages[0].facts[0]?.text ?? ''].join(' ');
  const info = { Title: title, Producer: 'Huying', Creator: 'Huying', CreationDate: date, ModDate: date };
  const lang = pages[0].lang === 'zh' ? 'zh-CN' : 'en';
  const document = new PDFDocument({ size: 'A4', margin, lang, displayTitle: true, info, autoFirstPage: false });
  const chunks = [];
  document.on('data', (chunk) => chunks.push(chunk));
  const done = new Promise((resolve) => document.on('end', () => resolve(Buffer.concat(chunks))));
  document.registerFont('page', font);
  for (const page of pages) drawPage(document.addPage().font('page'), page);
  document.end();
  return done;
}

function drawPage(document, { title, facts, stepsTitle, steps, custodyTitle, custody, footer }) {
  const heading = (text, size) => document.moveDown(0.6).fontSize(size).fillColor(ink.plain).text(text, margin).moveDown(0.2);
  const list = (rows, indent, size) => {
    for (const { name, text } of rows) {
      document
        .fontSize(size)
        .fillColor(ink.faint)
        .text(`${name}  `, margin + indent, document.y, { continued: true });
      document.fillColor(ink.plain).text(text);
    }
  };
  heading(title, 20);
  list(facts, 0, 10);
  heading(stepsTitle, 14);
  for (const { n, moved, at, title: name, by, event, lines } of steps) {
    document
      .fontSize(10)
      .fillColor(moved ? ink.moved : ink.plain)
      .text(`${n}. ${name}`, margin, document.y);
    document
      .fontSize(8)
      .fillColor(ink.faint)
      .text(`${at} · ${by} · ${event}`, margin + 14);
    list(lines, 14, 9);
    document.moveDown(0.5);
  }
  heading(custodyTitle, 14);
  list(custody, 0, 10);
  document.moveDown().fontSize(8).fillColor(ink.faint).text(footer, margin);
}

parentPort.on('message', async ({ pages, made }) => parentPort.postMessage(new Uint8Array(await draw(pages, made))));
