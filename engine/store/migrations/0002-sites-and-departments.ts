/** Sites and departments (E1–E3), and for every account that is there the site with which new ones begin. */
export const sitesAndDepartments = `
CREATE TABLE sites (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  address TEXT NOT NULL,
  description TEXT NOT NULL,
  language TEXT NOT NULL,
  -- Served by every operator, also those to come; else by those named below.
  everybody INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (account, address)
);

CREATE TABLE departments (
  id TEXT PRIMARY KEY,
  account TEXT NOT NULL REFERENCES accounts (id),
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  created_at INTEGER NOT NULL
);
CREATE INDEX departments_account ON departments (account);

CREATE TABLE department_operators (
  department TEXT NOT NULL REFERENCES departments (id) ON DELETE CASCADE,
  operator TEXT NOT NULL REFERENCES operators (id),
  PRIMARY KEY (department, operator)
) WITHOUT ROWID;
CREATE INDEX department_operators_operator ON department_operators (operator);

CREATE TABLE site_operators (
  site TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  operator TEXT NOT NULL REFERENCES operators (id),
  PRIMARY KEY (site, operator)
) WITHOUT ROWID;

CREATE TABLE site_departments (
  site TEXT NOT NULL REFERENCES sites (id) ON DELETE CASCADE,
  department TEXT NOT NULL REFERENCES departments (id) ON DELETE CASCADE,
  PRIMARY KEY (site, department)
) WITHOUT ROWID;
CREATE INDEX site_departments_department ON site_departments (department);

INSERT INTO sites SELECT
  lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-8'
    || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
  id, '*', iif(language = 'en', 'All pages', 'Все страницы'), language, 1, created_at
FROM accounts;
`
