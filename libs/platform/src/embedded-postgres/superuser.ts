/** Name of the role that makes databases and roles; no service ever gets its password. */
export const superuser = 'huying_admin';

export const adminUrl = (password: string, port: number, database: string): string =>
  `postgresql://${superuser}:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/${database}`;
