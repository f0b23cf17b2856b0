import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { OpenApiDocument } from './openapi.js';

const assets = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const served = new Set(['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png']);

/** No inline script and nothing from elsewhere, so that the page lives under the same Content-Security-Policy as everything. */
const page = `<!doctype html>
<html lang="zh">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>Huying 呼应 API</title>
  <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
  <link rel="icon" type="image/png" href="/docs/assets/favicon-32x32.png">
</head>
<body>
  <main id="ui"></main>
  <script src="/docs/assets/swagger-ui-bundle.js"></script>
  <script src="/docs/show.js"></script>
</body>
</html>
`;
const script = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#ui', deepLinking: true, persistAuthorization: false, validatorUrl: null });\n`;

/** `/openapi.json`, and the page `/docs` on which to browse and try it. */
export function serveDocs(fastify: FastifyInstance, document: OpenApiDocument): void {
  const text = JSON.stringify(document);
  fastify.get('/openapi.json', (_request, reply) => reply.type('application/json; charset=utf-8').send(text));
  fastify.get('/docs', (_request, reply) => reply.type('text/html; charset=utf-8').send(page));
  fastify.get('/docs/show.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(script));
  void fastify.register(fastifyStatic, {
    root: assets,
    prefix: '/docs/assets/',
    index: false,
    allowedPath: (path) => served.has(path),
    maxAge: '1d',
  });
}
