#include "log_review/rules.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

namespace kader::log_review {

namespace {

using namespace std::chrono_literals;

const subjects::ActorId nurse{UuidBytes{1}}, doctor{UuidBytes{2}}, gone{UuidBytes{3}};
subjects::SubjectId file(std::uint8_t number) {
    return subjects::SubjectId{UuidBytes{number}};
}

// A practice that knows everything a rule can ask.
class KnownFacts : public Facts {
public:
    std::optional<bool> has_relation(const Actor& actor, const Subject& subject, system::Instant) const override {
        return actor != nurse || subject != file(10);
    }
    std::optional<bool> shares_name_or_address(const Actor& actor, const Subject& subject) const override {
        return actor == nurse && subject == file(11);
    }
    std::optional<bool> is_own_file(const Actor& actor, const Subject& subject) const override { return actor == nurse && subject == file(12); }
    std::optional<bool> is_well_known(const Subject& subject) const override { return subject == file(13); }
    std::optional<bool> is_open(system::Instant at) const override {
        const auto time = at - std::chrono::floor<std::chrono::days>(at);
        return time >= 7h && time < 20h;
    }
    std::optional<CalendarDay> gone_from(const Actor& actor) const override {
        return actor == gone ? kader::day_of(2026, 11, 1) : kader::day_of(2099, 1, 1);
    }
    std::optional<std::size_t> reviewers_beside(const Actor&) const override { return 2; }
};

// 9 November 2026, a Monday; in UTC.
system::Instant at(std::chrono::microseconds time, int day = 9) {
    return system::Instant{std::chrono::microseconds{kader::day_of(2026, 11, static_cast<unsigned>(day)).time_since_epoch()} + time};
}

class Story {
public:
    Story& add(const subjects::ActorId& actor, Deed deed, system::Instant when, std::vector<subjects::SubjectId> subjects = {}, std::int64_t count = 0) {
        m_looks.push_back({static_cast<std::int64_t>(m_looks.size()) + 1, when, actor, deed, std::move(subjects), count, {}});
        return *this;
    }
    Found found(const Facts& facts = KnownFacts{}) const { return find(m_looks, facts); }
    std::vector<Look>& looks() { return m_looks; }

private:
    std::vector<Look> m_looks;
};

std::vector<Finding> of(const Found& found, Rule rule) {
    std::vector<Finding> all;
    std::ranges::copy_if(found.findings, std::back_inserter(all), [&](const Finding& finding) { return finding.rule == rule; });
    return all;
}

// A day on which nothing stands out: two people, some files, each looked at for a while and changed.
Story quiet() {
    Story story;
    auto time = 9h;
    for (std::uint8_t number = 40; number < 46; ++number, time += 1h)
        for (const auto& actor : {nurse, doctor}) {
            story.add(actor, Deed::Looked, at(time), {file(number)});
            story.add(actor, Deed::Changed, at(time + 5min), {file(number)});
        }
    return story;
}

}  // namespace

TEST_CASE("on a day on which nothing stands out nothing is found, and every rule was applied") {
    const auto found = quiet().found();
    CHECK(found.findings.empty());
    for (std::size_t rule = 0; rule < rule_count; ++rule) CHECK_MESSAGE(found.applied[rule], row_of(static_cast<Rule>(rule)).word);
}

TEST_CASE("SR-39: each of the ten rules finds what it is for in a seeded log, and nothing else") {
    auto story = quiet();
    story.add(nurse, Deed::Looked, at(15h), {file(10)}).add(nurse, Deed::Looked, at(15h + 10min), {file(10)});
    story.add(nurse, Deed::Looked, at(15h + 20min), {file(11)});
    story.add(nurse, Deed::Looked, at(15h + 30min), {file(12)});
    story.add(doctor, Deed::Looked, at(15h + 40min), {file(13)});
    story.add(doctor, Deed::Looked, at(22h), {file(41)});
    for (std::uint8_t number = 100; number < 131; ++number) story.add(doctor, Deed::Looked, at(10h + std::chrono::minutes{number - 100}, 10), {file(number)});
    story.add(nurse, Deed::Looked, at(12h, 10), {file(42)}).add(nurse, Deed::Looked, at(12h + 4s, 10), {file(43)});
    story.add(gone, Deed::Looked, at(13h, 10), {file(44)}).add(gone, Deed::Looked, at(13h, 11), {file(44)});
    story.add(nurse, Deed::Searched, at(14h, 10), {file(42), file(43)});
    for (const int day : {12, 13, 14}) story.add(doctor, Deed::Exported, at(12h, day));
    const auto found = story.found();
    const auto only = [&](Rule rule, const subjects::ActorId& actor, std::int64_t count) {
        const auto all = of(found, rule);
        INFO(row_of(rule).word);
        REQUIRE(all.size() == 1);
        CHECK(all[0].actor == actor);
        CHECK(all[0].count == count);
    };
    only(Rule::NoRelation, nurse, 2);
    only(Rule::SameNameOrAddress, nurse, 1);
    only(Rule::OwnFile, nurse, 1);
    only(Rule::WellKnown, doctor, 1);
    only(Rule::OutsideHours, doctor, 1);
    only(Rule::ManyFiles, doctor, 1);
    only(Rule::OpenedBriefly, nurse, 1);
    only(Rule::AfterContractEnd, gone, 2);
    only(Rule::SearchWithoutOpening, nurse, 1);
    only(Rule::ExportVolume, doctor, 3);
    CHECK(found.findings.size() == 10);
}

TEST_CASE("where a fact is not known its rule is not applied and finds nothing") {
    auto story = quiet();
    story.add(nurse, Deed::Looked, at(23h), {file(10)});
    const auto found = story.found(Facts{});
    CHECK(found.findings.empty());
    for (const auto rule : {Rule::NoRelation, Rule::SameNameOrAddress, Rule::OwnFile, Rule::WellKnown, Rule::OutsideHours, Rule::AfterContractEnd,
                            Rule::NoOutsideEye})
        CHECK(!found.applied[static_cast<std::size_t>(rule)]);
    for (const auto rule : {Rule::ManyFiles, Rule::OpenedBriefly, Rule::SearchWithoutOpening, Rule::ExportVolume, Rule::BreakGlass, Rule::BreakGlassOften})
        CHECK(found.applied[static_cast<std::size_t>(rule)]);
}

TEST_CASE("thirty files in an hour is not many, and thirty-one spread over more than an hour neither") {
    Story thirty, spread;
    for (std::uint8_t number = 0; number < 30; ++number)
        for (int times = 0; times < 3; ++times) thirty.add(doctor, Deed::Looked, at(10h + std::chrono::minutes{number} + 10s * times), {file(number)});
    for (std::uint8_t number = 0; number < 31; ++number) spread.add(doctor, Deed::Looked, at(10h + std::chrono::minutes{2 * number}), {file(number)});
    CHECK(of(thirty.found(), Rule::ManyFiles).empty());
    CHECK(of(spread.found(), Rule::ManyFiles).empty());
    // A list that shows twenty is twenty files.
    Story lists;
    std::vector<subjects::SubjectId> one, other;
    for (std::uint8_t number = 0; number < 20; ++number) {
        one.push_back(file(number));
        other.push_back(file(static_cast<std::uint8_t>(number + 50)));
    }
    lists.add(doctor, Deed::Looked, at(10h), one).add(doctor, Deed::Looked, at(10h + 1min), other);
    CHECK(of(lists.found(), Rule::ManyFiles).size() == 1);
}

TEST_CASE("who closes a file at once opened it briefly, and who changed something in it did not") {
    Story closed, changed, same;
    closed.add(nurse, Deed::Looked, at(10h), {file(1)}).add(nurse, Deed::Closed, at(10h + 4s), {file(1)});
    changed.add(nurse, Deed::Looked, at(10h), {file(1)}).add(nurse, Deed::Changed, at(10h + 2s), {file(1)}).add(nurse, Deed::Looked, at(10h + 4s), {file(2)});
    same.add(nurse, Deed::Looked, at(10h), {file(1)}).add(nurse, Deed::Looked, at(10h + 2s), {file(1)}).add(doctor, Deed::Looked, at(10h + 3s), {file(2)});
    CHECK(of(closed.found(), Rule::OpenedBriefly).size() == 1);
    CHECK(of(changed.found(), Rule::OpenedBriefly).empty());
    CHECK(of(same.found(), Rule::OpenedBriefly).empty());
}

TEST_CASE("every use of emergency access is a finding of its own, and more than two in a month by one person is one more") {
    Story story;
    for (const int day : {2, 9, 20}) {
        story.add(nurse, Deed::BreakGlass, at(12h, day), {file(10)});
        story.looks().back().break_glass = subjects::BreakGlassId{UuidBytes{static_cast<std::uint8_t>(day)}};
        // Looking under it is not looking without a relation.
        story.add(nurse, Deed::Looked, at(12h + 1min, day), {file(10)});
        story.looks().back().break_glass = story.looks()[story.looks().size() - 2].break_glass;
    }
    for (const int day : {3, 4}) story.add(doctor, Deed::BreakGlass, at(12h, day), {file(11)});
    const auto found = story.found();
    CHECK(of(found, Rule::BreakGlass).size() == 5);
    CHECK(of(found, Rule::NoRelation).empty());
    const auto often = of(found, Rule::BreakGlassOften);
    REQUIRE(often.size() == 1);
    CHECK(often[0].actor == nurse);
    CHECK(often[0].count == 3);
}

TEST_CASE("where nobody else can judge, that is a finding each month") {
    class Alone : public KnownFacts {
        std::optional<std::size_t> reviewers_beside(const Actor&) const override { return 0; }
    };
    const auto found = quiet().found(Alone{});
    CHECK(of(found, Rule::NoOutsideEye).size() == 2);
}

TEST_CASE("the same looks give the same marks, and different findings different ones") {
    auto story = quiet();
    for (const int day : {9, 10}) story.add(nurse, Deed::Looked, at(23h, day), {file(10)}).add(doctor, Deed::Looked, at(23h, day), {file(13)});
    const auto one = story.found(), other = story.found();
    std::set<std::string> marks;
    for (std::size_t number = 0; number < one.findings.size(); ++number) {
        CHECK(one.findings[number].mark == other.findings[number].mark);
        CHECK(marks.insert(one.findings[number].mark).second);
    }
    CHECK(marks.size() >= 6);
}

TEST_CASE("a line of the log becomes a look when a person did something with a file") {
    audit::Entry entry;
    entry.act = "record.read";
    entry.actor = nurse;
    entry.subject = file(1);
    const auto look = look_of(entry);
    REQUIRE(look);
    CHECK(look->deed == Deed::Looked);
    CHECK(look->subjects == std::vector{file(1)});
    entry.outcome = audit::Outcome::Refused;
    CHECK(!look_of(entry));
    entry.outcome = audit::Outcome::Done;
    entry.act = "sign_in";
    CHECK(!look_of(entry));
    entry.act = "practice.export";
    entry.action = 'R';
    CHECK(look_of(entry)->deed == Deed::Exported);
    entry.actor = {};
    CHECK(!look_of(entry));
    CHECK(Month::of(kader::day_of(2026, 12, 31)).until == kader::day_of(2027, 1, 1));
}

}  // namespace kader::log_review
