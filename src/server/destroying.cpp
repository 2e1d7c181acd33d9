#include "server/destroying.h"

#include "destruction/ledger.h"
#include "records/record_store.h"
#include "staff/person.h"
#include "subjects/subject.h"

namespace kader::server {

bool works_alone_in(House& house, const Asked& asked) {
    return !house.accounts->others_may(asked.grant->practice(), access::Area::Retention, access::Act::Write, asked.grant->actor().id);
}

FileNames::FileNames(House& house, storage::Session& session, const subjects::PracticeId& practice) : m_house(house), m_session(session), m_practice(practice) {
    subjects::each_subject(session, practice, [&](const subjects::StoredSubject& one) {
        if (one.ref.kind == subjects::SubjectKind::StaffFile) m_kenmerken[one.id] = one.ref.name;
    });
}

std::optional<std::string> FileNames::kenmerk(const subjects::SubjectId& subject) const {
    const auto found = m_kenmerken.find(subject);
    if (found == m_kenmerken.end() || destruction::is_in_ledger(m_session, m_practice, subject)) return {};
    return found->second;
}

std::optional<std::string> FileNames::name(const std::string& kenmerk) const {
    const auto newest = records::find_newest(m_session, m_practice, staff::Person::list, kenmerk);
    if (!newest || newest->state != records::State::Present || newest->damaged) return {};
    const auto sealed = records::find_sealed(m_session, m_practice, newest->record, newest->number);
    auto& here = *m_house.installation;
    const auto opened = records::open_sealed(m_session, {here.keys(), here.keyring(), here.log()}, m_practice, *newest, sealed);
    if (!opened) return {};
    const auto cell = opened->sealed.find("naam");
    return cell == opened->sealed.end() ? std::nullopt : std::optional{cell->second};
}

void FileNames::tell(const subjects::SubjectId& subject, std::optional<std::string>& kenmerk_to, std::optional<std::string>& name_to) {
    kenmerk_to = kenmerk(subject);
    if (!kenmerk_to || (shown.size() >= audit::subjects_count_max && !shown.contains(subject))) return;
    name_to = name(*kenmerk_to);
    if (name_to) shown.insert(subject);
}

}  // namespace kader::server
