/**
 * The tables, a step a version: step N takes a database from `user_version` N to N + 1. Steps that have
 * been released are never changed. Times are milliseconds since 1970.
 */
export const MIGRATIONS: readonly (readonly string[])[] = [
  [
    'CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT',
    `CREATE TABLE answers (
      id TEXT PRIMARY KEY, at INTEGER NOT NULL, asker TEXT NOT NULL, kind TEXT NOT NULL,
      question TEXT NOT NULL, filters TEXT NOT NULL, quotes TEXT NOT NULL, index_version TEXT NOT NULL,
      conversation TEXT NOT NULL, hidden INTEGER NOT NULL, link TEXT
    ) STRICT`,
    'CREATE INDEX answers_at ON answers (at)',
    'CREATE INDEX answers_asker ON answers (asker)',
    `CREATE TABLE votes (
      answer TEXT NOT NULL, voter TEXT NOT NULL, up INTEGER NOT NULL, reason TEXT, at INTEGER NOT NULL,
      PRIMARY KEY (answer, voter)
    ) STRICT`,
    'CREATE INDEX votes_voter ON votes (voter)',
    `CREATE TABLE gaps (
      id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, person TEXT NOT NULL,
      question TEXT NOT NULL, cause TEXT NOT NULL, answer TEXT, link TEXT, note TEXT,
      closed INTEGER NOT NULL DEFAULT 0, UNIQUE (answer, person, cause)
    ) STRICT`,
    'CREATE INDEX gaps_person ON gaps (person)',
    `CREATE TABLE turns (
      id INTEGER PRIMARY KEY AUTOINCREMENT, conversation TEXT NOT NULL, person TEXT NOT NULL,
      at INTEGER NOT NULL, question TEXT NOT NULL, articles TEXT NOT NULL
    ) STRICT`,
    'CREATE INDEX turns_conversation ON turns (conversation)',
    'CREATE INDEX turns_person ON turns (person)',
    `CREATE TABLE audit (
      id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, who TEXT NOT NULL, action TEXT NOT NULL,
      target TEXT NOT NULL, outcome TEXT NOT NULL
    ) STRICT`,
    `CREATE TABLE work (
      id TEXT PRIMARY KEY, kind TEXT NOT NULL, channel TEXT, message TEXT, token TEXT, locale TEXT,
      run TEXT NOT NULL, begun INTEGER NOT NULL, ended INTEGER
    ) STRICT`,
  ],
];
