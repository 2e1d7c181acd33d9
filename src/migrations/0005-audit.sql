-- Beside the log: reasons in words, emergency access, and the review of the log.

-- A reason that somebody wrote, sealed under the key of the subject it is about. A line of the log names it.
CREATE TABLE audit_note (
    practice_id {blob} NOT NULL REFERENCES practice,
    note_id     {blob} NOT NULL CHECK (length(note_id) = 16),
    subject_id  {blob} NOT NULL,
    sealed      {blob} NOT NULL,
    PRIMARY KEY (practice_id, note_id)
) {strict};
{of_practice audit_note}

-- One use of emergency access. Its terms never change: proof binds them, and the end is a row of its own.
CREATE TABLE break_glass (
    practice_id    {blob} NOT NULL REFERENCES practice,
    break_glass_id {blob} NOT NULL CHECK (length(break_glass_id) = 16),
    actor_id       {blob} NOT NULL,
    subject_id     {blob} NOT NULL,
    reason         {text} NOT NULL,
    note_id        {blob} NOT NULL,
    started_at     {int} NOT NULL,
    ends_at        {int} NOT NULL,
    proof          {blob} NOT NULL CHECK (length(proof) = 32),
    PRIMARY KEY (practice_id, break_glass_id)
) {strict};
CREATE INDEX break_glass_by_actor ON break_glass (practice_id, actor_id, started_at);
{of_practice break_glass}

CREATE TABLE break_glass_end (
    practice_id    {blob} NOT NULL,
    break_glass_id {blob} NOT NULL,
    ended_at       {int} NOT NULL,
    actor_id       {blob} NOT NULL,
    PRIMARY KEY (practice_id, break_glass_id),
    FOREIGN KEY (practice_id, break_glass_id) REFERENCES break_glass
) {strict};
{of_practice break_glass_end}

-- What a rule of the review found in the log. mark says what it is about, so that it is found once.
CREATE TABLE log_finding (
    practice_id {blob} NOT NULL REFERENCES practice,
    finding_id  {blob} NOT NULL CHECK (length(finding_id) = 16),
    rule        {text} NOT NULL,
    mark        {text} NOT NULL,
    actor_id    {blob} NOT NULL,
    subject_id  {blob},
    first_seq   {int} NOT NULL,
    last_seq    {int} NOT NULL,
    count       {int} NOT NULL,
    happened_at {int} NOT NULL,
    found_at    {int} NOT NULL,
    PRIMARY KEY (practice_id, finding_id),
    UNIQUE (practice_id, mark)
) {strict};
CREATE INDEX log_finding_by_time ON log_finding (practice_id, happened_at);
{of_practice log_finding}

-- What somebody judged of it. A second judgement is a second row.
CREATE TABLE log_outcome (
    practice_id {blob} NOT NULL,
    finding_id  {blob} NOT NULL,
    number      {int} NOT NULL CHECK (number >= 1),
    outcome     {text} NOT NULL,
    actor_id    {blob} NOT NULL,
    judged_at   {int} NOT NULL,
    note_id     {blob},
    PRIMARY KEY (practice_id, finding_id, number),
    FOREIGN KEY (practice_id, finding_id) REFERENCES log_finding
) {strict};
{of_practice log_outcome}
