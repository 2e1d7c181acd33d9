-- Who signs in: accounts, their sessions, and the token that lets the first one in.

-- role: a word of access/role.h. state: 1 may sign in, 2 may not. sealed: name and login, bound to the rest.
CREATE TABLE account (
    practice_id   {blob} NOT NULL REFERENCES practice,
    account_id    {blob} NOT NULL CHECK (length(account_id) = 16),
    subject_id    {blob} NOT NULL,
    login_match   {blob} NOT NULL CHECK (length(login_match) = 16),
    role          {text} NOT NULL,
    state         {int} NOT NULL CHECK (state IN (1, 2)),
    password_hash {text} NOT NULL,
    sealed        {blob} NOT NULL,
    created_at    {int} NOT NULL,
    PRIMARY KEY (practice_id, account_id),
    UNIQUE (practice_id, login_match),
    FOREIGN KEY (practice_id, subject_id) REFERENCES subject
) {strict};
{of_practice account}

-- token_hash: made with a key of the token that the browser has; the token itself is nowhere. proof: binds
-- account and times to it.
CREATE TABLE session (
    practice_id {blob} NOT NULL,
    token_hash  {blob} NOT NULL CHECK (length(token_hash) = 32),
    account_id  {blob} NOT NULL,
    begun_at    {int} NOT NULL,
    used_at     {int} NOT NULL,
    ends_at     {int} NOT NULL,
    ended_at    {int},
    proof       {blob} NOT NULL CHECK (length(proof) = 32),
    PRIMARY KEY (practice_id, token_hash),
    FOREIGN KEY (practice_id, account_id) REFERENCES account
) {strict};
{of_practice session}

CREATE TABLE setup_token (
    practice_id {blob} NOT NULL REFERENCES practice,
    token_hash  {blob} NOT NULL CHECK (length(token_hash) = 32),
    made_at     {int} NOT NULL,
    ends_at     {int} NOT NULL,
    used_at     {int},
    PRIMARY KEY (practice_id, token_hash)
) {strict};
{of_practice setup_token}
