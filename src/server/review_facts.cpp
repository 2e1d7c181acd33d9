#include "server/review_facts.h"

#include <algorithm>

#include "access/role.h"

namespace kader::server {

namespace {

constexpr storage::Sql select_accounts{"SELECT account_id, role FROM account WHERE practice_id = $1 AND state = 1 ORDER BY account_id"};

}  // namespace

ReviewFacts::ReviewFacts(storage::Session& session, const subjects::PracticeId& practice) {
    session.each(select_accounts, {storage::id(practice)}, [&](const storage::Row& row) {
        const auto account = row.id<subjects::ActorId>(0);
        const auto role = access::parse_role(row.text(1));
        if (role && access::staff_grant(practice, account, *role, "local").may(access::Area::Audit, access::Act::Read)) m_reviewers.push_back(account);
    });
}

std::optional<std::size_t> ReviewFacts::reviewers_beside(const Actor& actor) const {
    return m_reviewers.size() - static_cast<std::size_t>(std::ranges::count(m_reviewers, actor));
}

}  // namespace kader::server
