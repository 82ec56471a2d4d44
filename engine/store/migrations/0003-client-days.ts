/** F2: how long a client comes back to the same operator; the manual says a week. */
export const clientDays = 'ALTER TABLE accounts ADD COLUMN client_days INTEGER NOT NULL DEFAULT 7'
