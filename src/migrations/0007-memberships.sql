-- Several roles for one account, and people with an account of another practice.

-- roles: sealed; null: the account has the one role of its row. The account's own sealed column vouches for it, so a
-- role that was taken out, put in or put back here closes the account.
ALTER TABLE account ADD COLUMN roles {blob};

-- role: in which a session acts; '' before this column was: the one of its account. guest_id: as whom it acts in another
-- practice; null: at home.
ALTER TABLE session ADD COLUMN role {text} NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN guest_id {blob};

-- Who works here with an account of another practice, or was asked to. sealed: which account, with which roles, from when.
CREATE TABLE guest (
    practice_id {blob} NOT NULL REFERENCES practice,
    guest_id    {blob} NOT NULL CHECK (length(guest_id) = 16),
    subject_id  {blob} NOT NULL,
    made_at     {int} NOT NULL,
    sealed      {blob} NOT NULL,
    PRIMARY KEY (practice_id, guest_id),
    FOREIGN KEY (practice_id, subject_id) REFERENCES subject
) {strict};
{of_practice guest}
