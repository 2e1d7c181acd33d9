-- What became of each backup, and of each time that one was tried: dated evidence, for every practice that was in it.

-- wrong: why it failed, in English; nothing when it was made. sequence: 0 for the keys alone (PostgreSQL).
CREATE TABLE backup_run (
    practice_id   {blob} NOT NULL REFERENCES practice,
    run_id        {blob} NOT NULL CHECK (length(run_id) = 16),
    sequence      {int} NOT NULL,
    began_at      {int} NOT NULL,
    ended_at      {int} NOT NULL,
    keys          {int} NOT NULL,
    files         {int} NOT NULL,
    new_objects   {int} NOT NULL,
    new_bytes     {int} NOT NULL,
    wrong         {text},
    PRIMARY KEY (practice_id, run_id)
) {strict};
CREATE INDEX backup_run_by_end ON backup_run (practice_id, ended_at);
{of_practice backup_run}

-- Restored from the target alone, in another process, and looked through. wrong: as above.
CREATE TABLE backup_drill (
    practice_id     {blob} NOT NULL REFERENCES practice,
    drill_id        {blob} NOT NULL CHECK (length(drill_id) = 16),
    sequence        {int} NOT NULL,
    began_at        {int} NOT NULL,
    ended_at        {int} NOT NULL,
    records         {int} NOT NULL,
    versions        {int} NOT NULL,
    lines           {int} NOT NULL,
    subjects_opened {int} NOT NULL,
    files_opened    {int} NOT NULL,
    wrong           {text},
    PRIMARY KEY (practice_id, drill_id)
) {strict};
CREATE INDEX backup_drill_by_end ON backup_drill (practice_id, ended_at);
{of_practice backup_drill}
