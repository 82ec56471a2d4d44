/** How an account gives dialogues: `RoutingRules`, beside `client_days`. */
export const routing = `
ALTER TABLE accounts ADD COLUMN idle_minutes INTEGER NOT NULL DEFAULT 1440;
ALTER TABLE accounts ADD COLUMN conversation_limit INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN sees_all INTEGER NOT NULL DEFAULT 0;
ALTER TABLE accounts ADD COLUMN department_choice TEXT NOT NULL DEFAULT 'none';
`
