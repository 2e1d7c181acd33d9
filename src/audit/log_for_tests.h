#pragma once

// A practice with a log, for the tests of writing and of verifying it.

#include "audit/log.h"
#include "migrations/house_for_tests.h"
#include "vault/sealed.h"

namespace kader::audit {

class LogForTests : public migrations::HouseForTests {
public:
    LogForTests() : LogForTests(migrations::EngineForTests{}) {}
    explicit LogForTests(migrations::EngineForTests engine) : HouseForTests(std::move(engine)) {
        start({&log});
        add_practice(practice(1));
        add_practice(practice(2));
    }

    const vault::Keyring keyring = vault::Keyring::random();
    Log log{keyring};

    static subjects::PracticeId practice(std::uint8_t number = 1) {
        return subjects::PracticeId{UuidBytes{number}};
    }

    std::optional<Error> write(const std::function<void(storage::Unit&, const access::Grant&)>& work,
                               const subjects::PracticeId& of = practice()) {
        return writer().write(of.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            work(unit, access::operator_grant(of, 1000));
            return {};
        });
    }
    // One unit with so many lines.
    void add_lines(int count, const subjects::PracticeId& of = practice()) {
        HALT_UNLESS(!write(
            [&](storage::Unit& unit, const access::Grant& grant) {
                for (int at = 0; at < count; ++at) log.append(unit, grant, {.act = "record.add"});
            },
            of));
    }
    Verified verified(const std::function<void(const Entry&)>& visit = {},
                      const subjects::PracticeId& of = practice()) {
        const auto session = reader();
        session->begin_snapshot();
        session->enter_practice(of.bytes());
        return verify(*session, keyring, of, visit);
    }

private:
    void add_practice(const subjects::PracticeId& of) {
        static constexpr storage::Sql insert{
            "INSERT INTO practice (practice_id, name, name_folded, created_at, complete) VALUES ($1, $2, $2, "
            "0, 1)"};
        const auto name = of.text();
        HALT_UNLESS(!writer().write(of.bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            unit.run(insert, {storage::id(of), name});
            return {};
        }));
    }
};

}  // namespace kader::audit
