#pragma once

// A log with people in it, for the tests of this folder.

#include <doctest/doctest.h>

#include "access/role.h"
#include "audit/log_for_tests.h"
#include "kernel/calendar.h"
#include "subjects/subject.h"

namespace kader::log_review {

// Each test program says which database it tests on.
migrations::EngineForTests engine_for_tests();

class HouseOfReview : public audit::LogForTests {
public:
    HouseOfReview() : LogForTests(engine_for_tests()) {
        clock.set(std::chrono::microseconds{kader::day_of(2027, 3, 8).time_since_epoch() + std::chrono::hours{12}}.count());
        REQUIRE(!write([&](storage::Unit& unit, const access::Grant&) {
            subjects::subject_for(unit, keys, {subjects::SubjectKind::Practice, ""});
            file = subjects::subject_for(unit, keys, {subjects::SubjectKind::StaffFile, "P1"});
            other_file = subjects::subject_for(unit, keys, {subjects::SubjectKind::StaffFile, "P2"});
        }));
    }
    static access::Grant by(std::uint8_t number, access::Role role = access::Role::Owner) {
        return access::staff_grant(practice(), subjects::ActorId{UuidBytes{number}}, role, "127.0.0.1");
    }
    void line(const access::Grant& grant, const audit::Line& written) {
        REQUIRE(!writer().write(practice().bytes(), [&](storage::Unit& unit) -> std::optional<Error> {
            log.append(unit, grant, written);
            return {};
        }));
    }
    void pass(std::chrono::microseconds time) { clock.set((clock.now() + time).time_since_epoch().count()); }
    // A session that has entered the practice.
    std::unique_ptr<storage::Session> look() {
        auto session = reader();
        session->begin_snapshot();
        session->enter_practice(practice().bytes());
        return session;
    }
    vault::SubjectKeys keys{keyring};
    subjects::SubjectId file, other_file;
};

}  // namespace kader::log_review
