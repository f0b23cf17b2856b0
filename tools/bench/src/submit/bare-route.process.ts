import Fastify from 'fastify';
import pg from 'pg';

/**
 * The floor: a bare Fastify route that writes the body it was sent with one INSERT. It knows no caller, checks no form, seals nothing and
 * records a repeat twice. Its arguments are the database; it prints where it listens.
 */
const pool = new pg.Pool({ connectionString: process.argv[2] ?? '', max: 10 });
await pool.query('CREATE TABLE IF NOT EXISTS submission (id uuid PRIMARY KEY, body jsonb NOT NULL, at timestamptz NOT NULL DEFAULT now())');

const fastify = Fastify();
fastify.post('/submissions', async (request, reply) => {
  const id = request.headers['idempotency-key'];
  await pool.query({
    name: 'submit',
    text: 'INSERT INTO submission (id, body) VALUES ($1, $2)',
    values: [id, JSON.stringify(request.body)],
  });
  return reply.code(201).send({ id });
});
process.stdout.write(await fastify.listen({ host: '127.0.0.1', port: 0 }));
