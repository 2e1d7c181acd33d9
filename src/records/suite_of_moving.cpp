#include <algorithm>

#include "records/record_types_for_tests.h"
#include "records/suite_tools.h"

namespace kader::records {

using namespace for_tests;

namespace {

struct Taken {
    Version version;
    vault::ByteVector salt;
};

std::vector<Taken> take_all(RecordsForTests& from) {
    std::vector<Taken> taken;
    for (auto& version : from.every_version()) {
        auto opened = from.opened(version);
        REQUIRE(opened);
        version.sealed = std::move(opened->sealed);
        taken.push_back({std::move(version), std::move(opened->salt)});
    }
    return taken;
}

// Gives the new house the same subjects, with keys of its own.
void add_subjects(RecordsForTests& to, const std::vector<Taken>& taken) {
    static constexpr storage::Sql insert{
        "INSERT INTO subject (practice_id, subject_id, kind, name, created_at) VALUES ($1, $2, 2, $3, 0)"};
    std::vector<subjects::SubjectId> known;
    for (const auto& each : taken)
        if (std::ranges::find(known, each.version.subject) == known.end())
            known.push_back(each.version.subject);
    to.in_unit([&](storage::Unit& unit) {
          for (const auto& subject : known) {
              const auto name = subject.text();
              unit.run(insert, {storage::id(to.practice), storage::id(subject), std::string_view{name}});
              to.keys.make(unit, subject.bytes());
          }
          return Result<int>{0};
      }).value();
}

std::optional<Code> put_old_of(RecordsForTests& to, const Taken& taken) {
    return code_of(to.in_unit([&](storage::Unit& unit) -> Result<int> {
        if (auto error = put_old(unit, to.keeping, to.grant(), taken.version, taken.salt))
            return *std::move(error);
        return 0;
    }));
}

}  // namespace

void suite_of_moving(const FreshHouse& fresh) {
    RecordsForTests old_house;
    auto changed = person("P1");
    changed.bond = "loondienst";
    REQUIRE(old_house.correct(*old_house.add(person("P1")), changed));
    REQUIRE(old_house.put(person("P2")));
    REQUIRE(old_house.withdraw<Plan>(*old_house.add(plan("V1"))));
    const auto taken = take_all(old_house);
    REQUIRE(taken.size() == 5);
    const auto house = house_of(fresh);
    auto& tests = *house;

    SUBCASE("versions of an export come back as they were, under other keys and without lines of their own") {
        add_subjects(tests, taken);
        for (const auto& each : taken) CHECK_FALSE(put_old_of(tests, each));
        const auto stored = take_all(tests);
        REQUIRE(stored.size() == taken.size());
        for (std::size_t at = 0; at < taken.size(); ++at) {
            CHECK(stored[at].version.record == taken[at].version.record);
            CHECK(stored[at].version.change_seq == taken[at].version.change_seq);
            CHECK(stored[at].salt == taken[at].salt);
            CHECK(content_digest(stored[at].version, stored[at].salt) ==
                  content_digest(taken[at].version, taken[at].salt));
        }
        CHECK(stored[0].version.match != taken[0].version.match);
        CHECK(stored[0].version.match == stored[2].version.match);
        CHECK(tests.newest().size() == 3);
        CHECK(tests.newest()[0].kenmerk == old_house.newest()[0].kenmerk);
        CHECK(tests.acts().empty());
    }

    SUBCASE("a version that does not follow, or of a subject that is not there, is refused") {
        CHECK(put_old_of(tests, taken[0]) == Code::Invalid);
        add_subjects(tests, taken);
        CHECK(put_old_of(tests, taken[1]) == Code::Conflict);
        CHECK_FALSE(put_old_of(tests, taken[0]));
        CHECK(put_old_of(tests, taken[0]) == Code::Conflict);
        auto renamed = taken[1];
        renamed.version.kenmerk = "P9";
        CHECK(put_old_of(tests, renamed) == Code::Conflict);
        auto doubled = taken[0];
        doubled.version.record = subjects::RecordId{UuidBytes{7}};
        CHECK(put_old_of(tests, doubled) == Code::Conflict);
        CHECK(tests.newest().size() == 1);
    }

    SUBCASE("a version that nobody could have stored is refused") {
        add_subjects(tests, taken);
        const auto refused = [&](auto change) {
            auto wrong = taken[0];
            change(wrong);
            CHECK(put_old_of(tests, wrong) == Code::Invalid);
            CHECK_FALSE(tests.wrote);
        };
        refused([](Taken& each) { each.salt.pop_back(); });
        refused([](Taken& each) { each.version.sealed.reset(); });
        refused([](Taken& each) { each.version.kenmerk.clear(); });
        refused([](Taken& each) { each.version.kenmerk = std::string(1000, 'x'); });
        refused([](Taken& each) { each.version.list = "\xff"; });
        refused([](Taken& each) { each.version.number = 0; });
        refused([](Taken& each) { each.version.plain["vanaf"] = ""; });
        refused([](Taken& each) { each.version.plain["vanaf"] = "\xff"; });
        refused([](Taken& each) { (*each.version.sealed)["naam"] = std::string(70'000, 'x'); });
    }
}

}  // namespace kader::records
