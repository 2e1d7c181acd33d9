#pragma once

// A reading session that sees one practice at one moment, for as long as this lives.

#include <memory>

#include "storage/session.h"
#include "subjects/ids.h"

namespace kader::transfer {

class Snapshot {
public:
    Snapshot(std::unique_ptr<storage::Session> session, const subjects::PracticeId& practice)
        : m_session(std::move(session)) {
        m_session->begin_snapshot();
        m_session->enter_practice(practice.bytes());
    }
    Snapshot(const Snapshot&) = delete;
    Snapshot& operator=(const Snapshot&) = delete;
    ~Snapshot() { m_session->end_snapshot(); }

    storage::Session& session() const { return *m_session; }

private:
    std::unique_ptr<storage::Session> m_session;
};

}  // namespace kader::transfer
