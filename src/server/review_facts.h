#pragma once

// What the server knows for the review of the log: who else may judge. The other facts come with the rooms that keep them.

#include <vector>

#include "log_review/facts.h"
#include "storage/session.h"

namespace kader::server {

class ReviewFacts final : public log_review::Facts {
public:
    // Of a session that entered the practice.
    ReviewFacts(storage::Session&, const subjects::PracticeId&);
    std::optional<std::size_t> reviewers_beside(const Actor&) const override;

private:
    std::vector<Actor> m_reviewers;
};

}  // namespace kader::server
