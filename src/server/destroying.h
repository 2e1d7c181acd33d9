#pragma once

// What the routes about destroying files share: whom a file is about, and answers that leave after a line in the log.
// Private to this module.

#include <map>
#include <set>

#include "server/both.h"
#include "server/destruction_types.h"
#include "server/house.h"

namespace kader::server {

constexpr auto sees_destructions = Policy::rights(access::Area::Retention, access::Act::Read);
constexpr auto decides_destructions = Policy::rights(access::Area::Retention, access::Act::Write);

inline MayNow may_now(const std::optional<Text>& why_not) { return {!why_not, why_not ? std::optional{in_both(*why_not)} : std::nullopt}; }

// Nobody else in this practice may agree.
bool works_alone_in(House&, const Asked&);

// Whom a file is about, by its kenmerk and name, as far as they can be told.
class FileNames {
public:
    // The session is in a snapshot that entered the practice; both outlive this.
    FileNames(House&, storage::Session&, const subjects::PracticeId&);
    // Nothing: destroyed, or no file of staff.
    std::optional<std::string> kenmerk(const subjects::SubjectId&) const;
    std::optional<std::string> name(const std::string& kenmerk) const;
    // Fills in both, the name for as long as the line of the log can name whom it is of.
    void tell(const subjects::SubjectId&, std::optional<std::string>& kenmerk_to, std::optional<std::string>& name_to);
    const std::map<subjects::SubjectId, std::string>& all() const { return m_kenmerken; }
    std::set<subjects::SubjectId> shown;

private:
    House& m_house;
    storage::Session& m_session;
    subjects::PracticeId m_practice;
    std::map<subjects::SubjectId, std::string> m_kenmerken;
};

// Answers what `make` finds in one moment of the practice, after the line of the log that says who was shown.
template <class Answer, class Make>
void show_files(House& house, const AskedPtr& asked, audit::Act act, const Make& make, const Finish<Answer>& finish) {
    const auto kept = std::make_shared<Answer>();
    audit::Line line;
    line.act = act;
    const auto session = house.installation->reader();
    const auto& practice = asked->grant->practice();
    session->begin_snapshot();
    session->enter_practice(practice.bytes());
    {
        FileNames names{house, *session, practice};
        line.count = make(*session, names, *kept);
        line.subjects.assign(names.shown.begin(), names.shown.end());
    }
    session->end_snapshot();
    house.writes->submit(
        practice,
        [&house, asked, line](storage::Unit& unit, Writes::Written&) -> std::optional<Error> {
            house.installation->log().append(unit, *asked->grant, line);
            return {};
        },
        [kept, finish](std::optional<Error> refused) {
            if (refused) return finish(Refusal{*std::move(refused)});
            finish(Given<Answer>{std::move(*kept)});
        });
}

// A unit of work that gives an answer.
template <class Answer, class Work>
void write_unit(House& house, const AskedPtr& asked, const Work& work, const Finish<Answer>& finish) {
    const auto kept = std::make_shared<Answer>();
    house.writes->submit(
        asked->grant->practice(), [work, kept](storage::Unit& unit, Writes::Written&) -> std::optional<Error> { return work(unit, *kept); },
        [kept, finish](std::optional<Error> refused) {
            if (refused) return finish(Refusal{*std::move(refused)});
            finish(Given<Answer>{std::move(*kept)});
        });
}

}  // namespace kader::server
