import { sql, type Kysely } from 'kysely';

/** Grants at a site, for a span of time and as a deputy; what belongs to one site; the site of an audit row. */
export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('grants')
    .addColumn('id', 'text', (column) => column.primaryKey().notNull())
    .addColumn('userId', 'text', (column) => column.notNull().references('user.id').onDelete('cascade'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('siteId', 'text', (column) => column.references('sites.id'))
    .addColumn('fromMs', 'bigint')
    .addColumn('untilMs', 'bigint')
    .addColumn('deputyFor', 'text', (column) => column.references('user.id').onDelete('cascade'))
    .addColumn('grantedBy', 'text', (column) => column.notNull())
    .addColumn('grantedAtMs', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('grants_by_user').on('grants').column('userId').execute();
  await sql`insert into grants ("id", "userId", "role", "grantedBy", "grantedAtMs")
    select "userId" || ' ' || "role" || '    ', "userId", "role", "grantedBy", "grantedAtMs" from role_grants`.execute(db);
  await schema.dropTable('role_grants').execute();
  await schema
    .createTable('people')
    .addColumn('userId', 'text', (column) => column.primaryKey().notNull().references('user.id').onDelete('cascade'))
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('disabledAtMs', 'bigint')
    .execute();
  await sql`insert into people ("userId", "revision") select "id", 1 from "user"`.execute(db);
  await schema
    .createTable('site_owned')
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('siteId', 'text', (column) => column.notNull().references('sites.id'))
    .addPrimaryKeyConstraint('site_owned_key', ['kind', 'id'])
    .execute();
  await schema.alterTable('audit').addColumn('siteId', 'text').execute();
}
