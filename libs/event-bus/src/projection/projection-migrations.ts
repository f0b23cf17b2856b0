import pg from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { ReadModel } from './projection.js';

/** Tables come after every schema that a library makes; a new projection is a new name, hence a new migration. */
const after = 1767225600900;

/** One migration per read model: its table, in schema `read`, for the application's role. */
export function projectionMigrations(
  models: readonly ReadModel[],
  { applicationRole }: { readonly applicationRole: string },
): readonly (new () => MigrationInterface)[] {
  return models.map(
    (model) =>
      class implements MigrationInterface {
        readonly name = `Read_${model.name}_${String(after)}`;
        async up(runner: QueryRunner): Promise<void> {
          await runner.query(model.table.createSql('read'));
          const role = pg.escapeIdentifier(applicationRole);
          await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${model.table.in('read')} TO ${role}`);
        }
        async down(runner: QueryRunner): Promise<void> {
          await runner.query(`DROP TABLE ${model.table.in('read')}`);
        }
      },
  );
}
