#pragma once

// Writing on behalf of a request, with everything that follows commits kept in step.

#include <functional>
#include <vector>

#include "accounts/outstanding.h"
#include "server/standings.h"
#include "storage/writer.h"

namespace kader::server {

// Any thread. Ends only after wait().
class Writes {
public:
    Writes(storage::Writer& writer, Standings& standings) : m_writer(writer), m_standings(standings) {}

    using Written = std::vector<records::Version>;
    // As a unit of work, and gives the versions it stored. May be called more than once.
    using Work = std::function<std::optional<Error>(storage::Unit&, Written&)>;
    void submit(const subjects::PracticeId&, Work, storage::Answer);
    // At the end of a unit that somebody else submitted.
    void follow(storage::Unit&, Written);
    storage::Writer& writer() { return m_writer; }
    // Until all that was submitted is answered.
    void wait() { m_outstanding.wait(); }

private:
    storage::Writer& m_writer;
    Standings& m_standings;
    accounts::Outstanding m_outstanding;
};

}  // namespace kader::server
