-- Second factors, and what a session is besides its times.

-- factors: sealed, bound to the account; null: none yet. The account's own sealed column vouches for it, so a
-- factor that was taken out, put in or put back here closes the account.
ALTER TABLE account ADD COLUMN factors {blob};

-- kind: 0 before this column was, which counts for nothing; 1 both factors, 2 to enrol one only, 3 by PIN.
-- factor_at: when a second factor was used last. locked_at: null while it is open. station_id: of the shared
-- workstation it began on.
ALTER TABLE session ADD COLUMN kind {int} NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN factor_at {int} NOT NULL DEFAULT 0;
ALTER TABLE session ADD COLUMN locked_at {int};
ALTER TABLE session ADD COLUMN station_id {blob};
ALTER TABLE session ADD COLUMN workstation {text} NOT NULL DEFAULT '';

-- A shared workstation, known by a token in its browser. proof: binds the row to that token.
CREATE TABLE station (
    practice_id {blob} NOT NULL REFERENCES practice,
    station_id  {blob} NOT NULL CHECK (length(station_id) = 16),
    token_hash  {blob} NOT NULL CHECK (length(token_hash) = 32),
    account_id  {blob} NOT NULL,
    made_at     {int} NOT NULL,
    ended_at    {int},
    proof       {blob} NOT NULL CHECK (length(proof) = 32),
    PRIMARY KEY (practice_id, station_id),
    FOREIGN KEY (practice_id, account_id) REFERENCES account
) {strict};
{of_practice station}
