-- The house: practices, subjects and their keys, records, the audit log, keys of retries, imports.
-- practice_id leads every key, so that a practice can move and one practice never meets another.

CREATE TABLE practice (
    practice_id {blob} NOT NULL PRIMARY KEY CHECK (length(practice_id) = 16),
    name        {text} NOT NULL,
    name_folded {text} NOT NULL UNIQUE,
    created_at  {int} NOT NULL,
    -- 0 while a practice is being moved in from an export; then it is not there yet for anybody else.
    complete    {int} NOT NULL CHECK (complete IN (0, 1))
) {strict};

-- How many changes a practice has seen. Written once in each batch.
CREATE TABLE practice_change (
    practice_id {blob} NOT NULL PRIMARY KEY REFERENCES practice,
    change_seq  {int} NOT NULL
) {strict};
{of_practice practice_change}

-- One row of the writer itself: written for good while the disk was full, to see whether there is room
-- again. It holds nothing of anybody.
CREATE TABLE heartbeat (
    one  {int} NOT NULL PRIMARY KEY CHECK (one = 1),
    beat {int} NOT NULL,
    room {blob} NOT NULL
) {strict};

CREATE TABLE subject (
    practice_id {blob}   NOT NULL REFERENCES practice,
    subject_id  {blob}   NOT NULL CHECK (length(subject_id) = 16),
    kind        {int} NOT NULL,
    name        {text}   NOT NULL,
    created_at  {int}   NOT NULL,
    PRIMARY KEY (practice_id, subject_id),
    UNIQUE (practice_id, kind, name)
) {strict};
{of_practice subject}

-- wrap_kind: 1 by an epoch key (wrapped_by is the number of the epoch), 2 to a person.
CREATE TABLE subject_key (
    practice_id {blob}   NOT NULL,
    subject_id  {blob}   NOT NULL,
    wrap_kind   {int} NOT NULL,
    wrapped_by  {text}   NOT NULL,
    wrapped     {blob}   NOT NULL,
    PRIMARY KEY (practice_id, subject_id, wrap_kind, wrapped_by),
    FOREIGN KEY (practice_id, subject_id) REFERENCES subject
) {strict};
{of_practice subject_key}

CREATE TABLE record (
    practice_id {blob} NOT NULL,
    record_id   {blob} NOT NULL CHECK (length(record_id) = 16),
    list        {text} NOT NULL,
    kenmerk     {text} NOT NULL,
    position    {int} NOT NULL,
    PRIMARY KEY (practice_id, record_id),
    UNIQUE (practice_id, list, kenmerk),
    FOREIGN KEY (practice_id) REFERENCES practice
) {strict};
{of_practice record}

CREATE TABLE record_version (
    practice_id {blob}   NOT NULL,
    record_id   {blob}   NOT NULL,
    version     {int}   NOT NULL CHECK (version >= 1),
    state       {int} NOT NULL CHECK (state IN (1, 2)),
    origin      {int} NOT NULL CHECK (origin IN (1, 2)),
    learned_at  {int}   NOT NULL,
    change_seq  {int}   NOT NULL,
    author      {blob}   NOT NULL,
    subject_id  {blob}   NOT NULL,
    same_human  {blob},
    plain       {text}   NOT NULL,
    sealed      {blob}   NOT NULL,
    PRIMARY KEY (practice_id, record_id, version),
    FOREIGN KEY (practice_id, record_id) REFERENCES record,
    FOREIGN KEY (practice_id, subject_id) REFERENCES subject
) {strict};
{of_practice record_version}

CREATE TABLE audit_entry (
    practice_id {blob} NOT NULL REFERENCES practice,
    lane        {int} NOT NULL,
    seq         {int} NOT NULL CHECK (seq >= 1),
    entry       {text} NOT NULL,
    salt        {blob} NOT NULL CHECK (length(salt) = 16),
    chain       {blob} NOT NULL CHECK (length(chain) = 32),
    PRIMARY KEY (practice_id, lane, seq)
) {strict};
{of_practice audit_entry}

CREATE TABLE audit_head (
    practice_id {blob} NOT NULL REFERENCES practice,
    lane        {int} NOT NULL,
    seq         {int} NOT NULL,
    chain       {blob} NOT NULL,
    mac         {blob} NOT NULL,
    PRIMARY KEY (practice_id, lane)
) {strict};
{of_practice audit_head}

CREATE TABLE idempotency_key (
    practice_id  {blob}   NOT NULL REFERENCES practice,
    actor_id     {blob}   NOT NULL,
    retry_key    {text}   NOT NULL,
    request_hash {blob}   NOT NULL,
    status       {int} NOT NULL,
    ids          {text}   NOT NULL,
    made_at      {int}   NOT NULL,
    PRIMARY KEY (practice_id, actor_id, retry_key)
) {strict};
CREATE INDEX idempotency_key_by_age ON idempotency_key (practice_id, made_at);
{of_practice idempotency_key}

-- The journal of imports: how far one came, so that a broken one goes on.
CREATE TABLE import_run (
    practice_id  {blob}   NOT NULL REFERENCES practice,
    import_id    {blob}   NOT NULL,
    content_hash {blob}   NOT NULL,
    begun_at     {int}   NOT NULL,
    finished_at  {int},
    rows_done    {int}   NOT NULL,
    rows_total   {int}   NOT NULL,
    added        {int}   NOT NULL,
    corrected    {int}   NOT NULL,
    withdrawn    {int}   NOT NULL,
    PRIMARY KEY (practice_id, import_id)
) {strict};
{of_practice import_run}
