-- Destroying a subject for good: which keys are under which epoch, what was asked, who agreed, what stands in the way,
-- and the ledger that every restore replays.

-- A turn of the epoch walks over the keys of one epoch.
CREATE INDEX subject_key_by_epoch ON subject_key (practice_id, wrap_kind, wrapped_by, subject_id);

-- What stands in the way of destroying a subject: a complaint, a claim, or what somebody else has a legal right to.
-- kind: a word of destruction/hold.h. reference: how the practice names it; no content.
CREATE TABLE subject_hold (
    practice_id {blob} NOT NULL,
    hold_id     {blob} NOT NULL CHECK (length(hold_id) = 16),
    subject_id  {blob} NOT NULL,
    kind        {text} NOT NULL,
    reference   {text} NOT NULL,
    placed_at   {int} NOT NULL,
    placed_by   {blob} NOT NULL,
    lifted_at   {int},
    lifted_by   {blob},
    PRIMARY KEY (practice_id, hold_id),
    FOREIGN KEY (practice_id, subject_id) REFERENCES subject
) {strict};
CREATE INDEX subject_hold_by_subject ON subject_hold (practice_id, subject_id);
{of_practice subject_hold}

-- ground: a word of destruction/destruction.h. state: 1 asked, 2 refused, 3 withdrawn, 4 destroyed.
-- asked_on, may_from: days as YYYY-MM-DD. epoch: the one that must be forgotten before nothing opens it any more.
CREATE TABLE destruction (
    practice_id    {blob} NOT NULL,
    destruction_id {blob} NOT NULL CHECK (length(destruction_id) = 16),
    subject_id     {blob} NOT NULL,
    ground         {text} NOT NULL,
    reference      {text} NOT NULL,
    asked_on       {text} NOT NULL,
    at_once        {int} NOT NULL CHECK (at_once IN (0, 1)),
    state          {int} NOT NULL CHECK (state IN (1, 2, 3, 4)),
    made_at        {int} NOT NULL,
    made_by        {blob} NOT NULL,
    agreed_at      {int},
    agreed_by      {blob},
    decided_at     {int},
    epoch          {int},
    PRIMARY KEY (practice_id, destruction_id),
    FOREIGN KEY (practice_id, subject_id) REFERENCES subject
) {strict};
CREATE INDEX destruction_by_subject ON destruction (practice_id, subject_id);
{of_practice destruction}

-- The ledger. A subject in it has no key, in this database and in every one that is put back.
CREATE TABLE destroyed_subject (
    practice_id    {blob} NOT NULL REFERENCES practice,
    subject_id     {blob} NOT NULL CHECK (length(subject_id) = 16),
    destroyed_at   {int} NOT NULL,
    epoch          {int} NOT NULL,
    PRIMARY KEY (practice_id, subject_id)
) {strict};
{of_practice destroyed_subject}

-- What is known of the installation as a whole: when its recovery kit was made and tried, and the like. name: a word
-- of installation/house_facts.h.
CREATE TABLE house_fact (
    name  {text} NOT NULL PRIMARY KEY,
    value {text} NOT NULL,
    at    {int} NOT NULL
) {strict};
